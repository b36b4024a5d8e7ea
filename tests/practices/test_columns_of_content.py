"""The file of the practices that are shipped against a plain reading of each record."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation

from gcmhub.content.loading import load
from practices.models import Practice
from tests.plain_files import assert_file_is_the_plain_reading


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """The content that is shipped; taken back when these tests are over."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # as Django marks its own around test cases: a load must be outermost else
        with around:
            load(Path(settings.ROOT) / "fixtures")
            yield
            transaction.set_rollback(True)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_cell_of_the_content_that_is_shipped(shipped, db, language):
    with translation.override(language):
        practices = Practice.objects.published().for_detail().order_by("-updated_at", "pk")
        assert len(practices) > 200
        assert_file_is_the_plain_reading(practices)
