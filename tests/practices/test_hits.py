"""What a list prints of a practice where words were searched: marked where they stand, else the place that has them."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from practices.hits import hits
from practices.index import INDEX
from tests.factories import ActorFactory, PracticeFactory

pytestmark = pytest.mark.django_db


def page(client, query, language="en"):
    with override(language):
        return client.get(reverse("practices:practice-list"), query).content.decode()


def test_words_are_marked_in_title_and_summary(client):
    PracticeFactory(title_en="Zebras <here>", summary_en="A zebra & more.\n\nAnd zebras.", context_en="On zebras.")
    shown = page(client, {"q": "zebra"})
    assert "<mark>Zebras</mark> &lt;here&gt;</a>" in shown
    assert "<p>A <mark>zebra</mark> &amp; more.</p>\n\n<p>And <mark>zebras</mark>.</p>" in shown
    assert (shown.count("<mark>"), shown.count('class="passage"')) == (3, 0)
    assert "<mark>" not in page(client, {})


def test_the_place_of_the_words_stands_instead_of_a_summary_without_them(client):
    PracticeFactory(title_en="First", summary_en="Not in here.", results_en="More <zebras> came.")
    shown = page(client, {"q": "zebra"})
    assert '<p class="passage" lang="en" dir="ltr">More &lt;<mark>zebras</mark>&gt; came.</p>' in shown
    assert "Not in here." not in shown
    assert "Not in here." in page(client, {"q": "first"})


def test_a_practice_found_by_a_name_keeps_its_summary(client):
    PracticeFactory(title_en="First", summary_en="The summary.", place_en="Zebra town", results_en="Zebras came.")
    shown = page(client, {"q": "zebra"})
    assert ("The summary." in shown, shown.count('class="passage"')) == (True, 0)


def test_a_text_in_another_language_is_shown_in_it(client):
    PracticeFactory(title_en="First", title_fr="", lessons_fr="Le zèbre.", lessons_en="", summary_en="Nothing.")
    assert '<p class="passage" lang="fr" dir="ltr">Le <mark>zèbre</mark>.</p>' in page(client, {"q": "zebre"})
    PracticeFactory(title_en="Second", lessons_en="The gnu.", lessons_fr="Le gnou.", summary_en="Nothing.")
    assert '<p class="passage" lang="fr" dir="ltr">Le <mark>gnou</mark>.</p>' in page(client, {"q": "gnou"})
    assert '<p class="passage" lang="en" dir="ltr">The <mark>gnu</mark>.</p>' in page(client, {"q": "gnu"}, "ar")


def test_what_is_excluded_is_not_marked_and_drafts_are_not_found(client):
    PracticeFactory(title_en="Zebra and gnu", summary_en="A gnu.")
    PracticeFactory(title_en="Zebra", summary_en="Other.")
    PracticeFactory(title_en="Draft", results_en="A zebra.", status="draft")
    shown = page(client, {"q": "zebra -gnu"})
    assert (shown.count("<mark>"), shown.count("<h3>"), "Draft" in shown) == (1, 1, False)
    assert page(client, {"q": "-gnu"}).count("<mark>") == 0


@pytest.mark.parametrize("count", [1, 3])
def test_marking_takes_no_query_of_its_own(client, count, django_assert_num_queries):
    for _ in range(count):
        PracticeFactory(results_en="Zebras came.")
    for query in ({}, {"q": "results"}):  # reads the index and the orders
        page(client, query)
    with django_assert_num_queries(5):  # the last change, the words at each level, the passages
        shown = page(client, {"q": "zebra"})
    assert shown.count("<mark>") == count


def titles(ids):
    return [hit.title.text for hit in hits(ids, INDEX.current())]


def test_what_is_printed_is_remembered_until_it_changes():
    one, two = PracticeFactory(title_en="One"), PracticeFactory(title_en="Two", title_fr="Deux")
    ids = [two.pk, one.pk]
    assert titles(ids) == ["Two", "One"]
    remembered = INDEX.snapshot.made["en", two.pk]
    one.title_en = "Uno"
    one.save()
    assert titles(ids) == ["Two", "Uno"]
    assert INDEX.snapshot.made["en", two.pk] is remembered
    with override("fr"):
        assert titles(ids)[0] == "Deux"
    assert titles(ids) == ["Two", "Uno"]


def test_a_new_name_of_an_actor_is_printed_everywhere():
    practice = PracticeFactory(leads=[ActorFactory(name_en="Old name")])
    assert "Old name" in hits([practice.pk], INDEX.current())[0].printed
    actor = practice.actors.get()
    actor.name_en = "New name"
    actor.save()
    printed = hits([practice.pk], INDEX.current())[0].printed
    assert ("Old name" in printed, "New name" in printed) == (False, True)


def test_what_is_withdrawn_is_forgotten():
    shown, draft = PracticeFactory(title_en="One"), PracticeFactory(title_en="Draft", status="draft")
    ids = [shown.pk, draft.pk]
    assert titles(ids) == ["One"]
    shown.status = "archived"
    shown.save()
    assert titles(ids) == []


def test_what_an_older_snapshot_learns_is_not_passed_on():
    """A thread that is still at work on the state before a change must not bring that back."""
    practice = PracticeFactory(title_en="Before")
    before = INDEX.current()
    practice.title_en = "After"
    practice.save()
    assert titles([practice.pk]) == ["After"]
    before.remembered([practice.pk], lambda ids: {practice.pk: "old"})
    assert titles([practice.pk]) == ["After"]


def test_it_remembers_so_many_and_then_forgets_the_older_half(monkeypatch):
    monkeypatch.setattr("gcmhub.index.MOST_REMEMBERED", 2)
    a, b, c = (PracticeFactory(title_en=title).pk for title in "abc")
    for ids, remembered in [([a, b, c], set()), ([a, b], {a, b}), ([b, a], {a, b}), ([c, b], {b, c})]:
        assert [hit.pk for hit in hits(ids, INDEX.current())] == ids
        assert {pk for _, pk in INDEX.snapshot.made} == remembered


def test_a_stage_that_is_not_known_is_not_named():
    """Behind a place, “Unknown” alone would say nothing."""
    ids = [PracticeFactory(stage=stage).pk for stage in ("unknown", "ended")]
    printed = [hit.printed for hit in hits(ids, INDEX.current())]
    assert ["<span>Unknown</span>" in printed[0], "<span>Ended</span>" in printed[1]] == [False, True]
