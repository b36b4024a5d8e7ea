"""What commands are given that pages are not."""

import os
import subprocess
import sys

import pytest

SAY = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['options'].split(' -c ')[0])"


@pytest.mark.parametrize(
    ("command", "environment", "limit"),
    [
        (["manage.py", "shell", "--no-imports", "-c"], {}, "0"),
        (["manage.py", "shell", "--no-imports", "-c"], {"GCMHUB_STATEMENT_TIMEOUT": "7"}, "7"),
        (["-c"], {}, "5000"),
    ],
)
def test_a_command_takes_its_time_and_a_page_does_not(command, environment, limit):
    before = {name: value for name, value in os.environ.items() if name != "GCMHUB_STATEMENT_TIMEOUT"}
    database = {"DATABASE_URL": "postgres://nobody@127.0.0.1/none", "DJANGO_SETTINGS_MODULE": "gcmhub.settings"}
    said = subprocess.check_output([sys.executable, *command, SAY], text=True, env=before | database | environment)
    assert said == f"-c statement_timeout={limit}\n"
