"""The history that readers see: days and fields, never what stood there, who wrote it, or what was hidden."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from gcmhub.content.loading import finish_practice
from practices.history import MOST_DAYS, public_changes
from practices.models import Practice
from tests.factories import CountryFactory, PracticeFactory, ThemeFactory

pytestmark = pytest.mark.django_db

CANARY = "CANARY-51b7"


def saved(practice, day, reason="", **fields):
    """The practice saved on this day of March 2027, with its entry in the history."""
    practice = Practice.objects.get(pk=practice.pk)
    for name, value in fields.items():
        setattr(practice, name, value)
    practice._history_date = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC) + datetime.timedelta(days=day - 1)
    practice._change_reason = reason
    practice.save()
    return practice


@pytest.fixture
def practice():
    """A draft of 1 March 2027 without anything before."""
    practice = PracticeFactory(slug="one-stop", title_en=f"{CANARY} title", status="draft")
    Practice.history.all().delete()
    return saved(practice, 1, reason=f"{CANARY} reason")


def told(practice):
    return [(change.date.day, change.event, change.fields, change.reasons) for change in public_changes(practice)]


def test_a_draft_has_no_history(practice):
    saved(practice, 2, title_en="Still a draft")
    assert told(practice) == []


def test_days_and_fields_are_told_since_the_first_publication(practice):
    saved(practice, 2, status="published", title_en="One-stop centre")
    saved(practice, 3, title_en="One-stop shop", title_fr="Guichet", stage="ended")
    saved(practice, 3, title_ar="مركز")
    saved(practice, 4, reason="The founders wrote to us", evidence="monitored")
    assert told(practice) == [
        (4, "", ["Evidence"], ["The founders wrote to us"]),
        (3, "", ["Title (English, French, Arabic)", "Stage"], []),
        (2, "First published", [], []),
    ]


def test_relations_are_compared_too(practice):
    saved(practice, 2, status="published")
    now = saved(practice, 3)
    now._history_date = datetime.datetime(2027, 3, 3, 13, tzinfo=datetime.UTC)
    now.countries.set([CountryFactory()])
    now.themes.set([ThemeFactory()])
    assert told(practice)[0] == (3, "", ["Countries", "Themes"], [])


def test_a_day_on_which_readers_saw_nothing_change_is_left_out(practice):
    saved(practice, 2, status="published", place_en="Nairobi")
    saved(practice, 3)
    saved(practice, 4, place_en="Mombasa")
    saved(practice, 4, place_en="Nairobi")
    assert told(practice) == [(2, "First published", [], [])]


def test_what_happened_while_hidden_is_told_as_one_change_without_reasons(practice):
    saved(practice, 2, status="published", title_en="First")
    saved(practice, 3, status="in-review", title_en=CANARY, results_en=CANARY, reason=CANARY)
    saved(practice, 4, results_en="")
    saved(practice, 5, status="published", title_en="Second", reason=f"{CANARY} taken out")
    saved(practice, 6, lessons_en="Ask first", reason=CANARY)
    assert told(practice) == [
        (6, "", ["Lessons (English)"], []),
        (5, "Published again", ["Title (English)"], []),
        (2, "First published", [], []),
    ]


def test_the_reason_of_a_publication_is_not_told_when_relations_are_saved_after_it(practice):
    now = saved(practice, 2, status="published", reason=CANARY)
    now._history_date = datetime.datetime(2027, 3, 3, 0, 0, 1, tzinfo=datetime.UTC)
    now.countries.set([CountryFactory()])
    assert told(practice) == [(3, "", ["Countries"], []), (2, "First published", [], [])]


def test_the_relation_to_a_practice_that_is_not_public_is_not_told(practice):
    saved(practice, 2, status="published")
    saved(practice, 3, part_of=PracticeFactory(status="draft"))
    assert told(practice) == [(2, "First published", [], [])]


@pytest.mark.parametrize("reason", ["Reviewed by otieno", "As Achieng OTIENO asked", "see achieng@example.org"])
def test_a_reason_that_names_a_curator_is_not_told(practice, reason):
    get_user_model().objects.create(username="otieno", first_name="Achieng", email="achieng@example.org")
    saved(practice, 2, status="published")
    saved(practice, 3, reason=reason, stage="ended")
    saved(practice, 4, reason="Notieno is another word", stage="ongoing")
    assert told(practice)[:2] == [(4, "", ["Stage"], ["Notieno is another word"]), (3, "", ["Stage"], [])]


def test_a_load_of_the_content_files_is_no_reason(practice):
    now = saved(practice, 2, status="published", stage="planned")
    now.stage, now.skip_history_when_saving = "ended", True
    now._history_date = datetime.datetime(2027, 3, 3, tzinfo=datetime.UTC)
    finish_practice(now)
    assert told(practice)[0] == (3, "", ["Stage"], [])


def test_the_latest_days_are_told_if_there_are_many(practice):
    for day in range(2, MOST_DAYS + 5):
        saved(practice, day, status="published", title_en=f"Title {day}")
    changes = public_changes(practice)
    assert [(change.event, change.fields) for change in changes] == [("", ["Title (English)"])] * MOST_DAYS


def test_the_page_tells_nothing_of_what_was_hidden(client, practice):
    get_user_model().objects.create(username=CANARY)
    saved(practice, 2, status="published", title_en="First", place_en=CANARY, reason=CANARY)
    saved(practice, 3, status="draft", title_en=CANARY, reason=CANARY)
    now = saved(practice, 4, status="published", title_en="Second", place_en="Nairobi")
    page = client.get(now.get_absolute_url()).content.decode()
    assert CANARY not in page
    assert "Published again: Title (English), Place (English)" in page
    saved(practice, 5, status="archived")
    assert CANARY not in client.get(now.get_absolute_url()).content.decode()


def test_the_words_are_those_of_the_reader(practice):
    saved(practice, 2, status="published")
    saved(practice, 3, summary_fr="Autre chose")
    with translation.override("fr"):
        assert told(practice)[0][2] == ["Résumé (Français)"]
