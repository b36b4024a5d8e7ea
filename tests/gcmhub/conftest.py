"""The content that is shipped, for tests that need all of it: a module that asks for it loads it once."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from gcmhub.content.loading import load
from gcmhub.management.commands.load_content import count_rows_for_the_planner

FIXTURES = Path(settings.ROOT) / "fixtures"


@pytest.fixture(scope="module")
def report(django_db_setup, django_db_blocker):
    """The base with everything in it; taken back when these tests are over."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # as Django marks its own around test cases: a load must be outermost else
        with around:
            report = load(FIXTURES)
            count_rows_for_the_planner()
            yield report
            transaction.set_rollback(True)


@pytest.fixture
def content(report, db):
    return report
