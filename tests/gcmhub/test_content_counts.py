"""The table of documents and parts that docs/content.md shows."""

import pytest

from gcmhub.content.counts import END, START, put_into, table
from practices.choices import Status
from practices.models import Citation
from tests.factories import PracticeFactory, SourceFactory

pytestmark = pytest.mark.django_db

HEAD = "| document | part | practices |\n|---|---|---:|\n"


def cite(practice, source, locator):
    Citation.objects.create(practice=practice, source=source, locator_en=locator)


@pytest.fixture
def sources(db):
    return {slug: SourceFactory(slug=slug) for slug in ("report", "article", "handbook", "law")}


@pytest.fixture
def cited(sources):
    """Two published practices that two documents tell of, with publications these cite; and a draft."""
    first, second = PracticeFactory(citations=[]), PracticeFactory(citations=[])
    draft = PracticeFactory(citations=[], status=Status.DRAFT)
    cite(first, sources["report"], "chapter 2, Partnerships")
    cite(first, sources["report"], "Chapter 10 (note 3)")
    cite(first, sources["handbook"], "cited in note 25 of the report")
    cite(second, sources["report"], "chapter 2")
    cite(second, sources["article"], None)
    cite(second, sources["handbook"], "cited in chapter 2 of the report (Partnerships)")
    cite(draft, sources["report"], "chapter 3")
    cite(draft, sources["law"], "cited in chapter 3 of the report")


def test_documents_by_part_and_what_they_cite_in_one_row(cited):
    assert table() == (
        HEAD + "| `article` | whole | 1 |\n"
        "| `report` | chapter 2 | 2 |\n"
        "| `report` | chapter 10 | 1 |\n"
        "| publications that they cite: 1 | | 2 |\n"
        "| all | | 2 |\n"
    )


def test_nothing_cited(sources):
    cite(PracticeFactory(citations=[]), sources["report"], "cited as such")
    assert table() == (
        HEAD + "| `report` | cited as such | 1 |\n| publications that they cite: 0 | | 0 |\n| all | | 1 |\n"
    )


def test_only_the_table_changes_in_a_document(cited):
    text = f"Before.\n\n{START}old\n{END}\nAfter.\n"
    assert put_into(text) == f"Before.\n\n{START}{table()}{END}\nAfter.\n"
    assert put_into(put_into(text)) == put_into(text)
