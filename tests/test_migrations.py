"""The tables are what the models say: one migration of each app makes them, later ones add to bases that are there."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).parent.parent
APPS = ["objectives", "actors", "dialogues", "practices"]
ADDED = {"practices": ["0003_change_stamp.py", "0004_search.py"]}


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration(capsys):
    call_command("makemigrations", "--check", "--dry-run")
    assert capsys.readouterr().out == "No changes detected\n"


@pytest.mark.parametrize("app", APPS)
def test_one_migration_makes_the_tables_and_few_add_to_them(app):
    paths = sorted((ROOT / app / "migrations").glob("[0-9]*.py"))
    making = [path.name for path in paths if re.search(r"CreateModel|AddField|AlterField", path.read_text("utf-8"))]
    assert making == ["0001_initial.py", *ADDED.get(app, [])]


def test_migrations_lie_in_one_line():
    assert MigrationLoader(None).detect_conflicts() == {}
