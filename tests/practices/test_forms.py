"""Nothing incomplete is published, no text is overwritten, and what a form refuses it keeps."""

import threading

import pytest
from concurrency.api import disable_concurrency
from django.contrib.auth.models import User
from django.db import connection, connections
from django.urls import reverse

from practices.choices import Role, Scope, Status
from practices.forms import STALE, PracticeForm
from practices.models import FormerSlug, Practice
from tests.curators import client_of, errors, filled_in, form_of, is_public, row, staff, status_of
from tests.factories import (
    ActionFactory,
    ActorFactory,
    CountryFactory,
    LinkFactory,
    ObjectiveFactory,
    PracticeFactory,
    PresentationFactory,
    RegionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

ADD = "admin:practices_practice_add"


@pytest.fixture
def curator():
    return client_of(staff("Cora", group="Curators"))


MISSING = {
    "title": ({"title_en": "", "title_fr": ""}, {"title_en"}),
    "summary": ({"summary_en": "", "summary_fr": ""}, {"summary_en"}),
    "kind": ({"kind": ""}, {"kind"}),
    "scope": ({"scope": ""}, {"scope"}),
    "place": ({"scope": Scope.NATIONAL}, {"countries"}),
    "lead": (row("participations", role=Role.PARTNER), {"participations"}),
    "lead deleted": (row("participations", DELETE="on"), {"participations"}),
    "primary objective": (row("practice_objectives", primary=None), {"practice_objectives"}),
    "citation": (row("citations", DELETE="on"), {"citations"}),
}


@pytest.mark.parametrize("missing", MISSING)
def test_what_is_missing_is_said_where_it_is_missing_and_nothing_is_saved(curator, missing):
    practice = PracticeFactory(status=Status.IN_REVIEW)
    changes, places = MISSING[missing]
    texts = {"results_en": "A text that took an hour."}
    response = curator.post(
        form_of(practice), filled_in(curator.get(form_of(practice)), status="published", **texts, **changes)
    )
    assert set(errors(response)) == places
    assert response.context["adminform"].form["results_en"].value() == "A text that took an hour."
    stored = Practice.objects.get(pk=practice.pk)
    assert (stored.status, stored.results_en, stored.published_at, stored.gaps()) == ("in-review", None, None, [])


@pytest.mark.parametrize("missing", MISSING)
def test_a_draft_may_lack_anything_but_a_title(curator, missing):
    practice = PracticeFactory(status=Status.DRAFT)
    changes, _ = MISSING[missing]
    response = curator.post(form_of(practice), filled_in(curator.get(form_of(practice)), **changes))
    assert response.status_code == (200 if missing == "title" else 302)


def test_the_objective_of_each_action_is_needed(curator):
    practice = PracticeFactory(status=Status.DRAFT)  # serves objective 23
    action = ActionFactory(objective=ObjectiveFactory(number=7))
    sent = filled_in(curator.get(form_of(practice)), status="published", actions=[action.pk])
    message = "The objective of each action is needed before it can be published. Not listed yet: 7."
    assert errors(curator.post(form_of(practice), sent)) == {"practice_objectives": [message]}
    assert (status_of(practice), list(practice.actions.all())) == ("draft", [])
    added = row("practice_objectives", 1, objective=action.objective.pk, practice=practice.pk)
    sent |= added | {"practice_objectives-TOTAL_FORMS": "2"}
    assert curator.post(form_of(practice), sent).status_code == 302
    assert (status_of(practice), Practice.objects.get(pk=practice.pk).gaps()) == ("published", [])


@pytest.mark.parametrize("given", ["countries", "regions"])
def test_a_country_or_a_region_says_where(curator, given):
    practice = PracticeFactory(status=Status.DRAFT)
    where = {"countries": CountryFactory, "regions": RegionFactory}[given]()
    sent = filled_in(curator.get(form_of(practice)), status="published", scope="national", **{given: [where.pk]})
    assert curator.post(form_of(practice), sent).status_code == 302
    assert status_of(practice) == "published"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_title_and_summary_are_needed_in_one_language(curator, language):
    practice = PracticeFactory(status=Status.DRAFT)
    texts = dict.fromkeys(("title_en", "title_fr", "summary_en", "summary_fr"), "")
    texts |= {f"title_{language}": "One", f"summary_{language}": "Two"}
    curator.post(form_of(practice), filled_in(curator.get(form_of(practice)), status="published", **texts))
    assert status_of(practice) == "published"


def test_a_practice_is_entered_and_published_at_once(curator):
    country, actor, source, objective = CountryFactory(), ActorFactory(), SourceFactory(), ObjectiveFactory()
    sent = filled_in(curator.get(reverse(ADD))) | {"title_fr": "Le guichet", "slug": "guichet", "summary_fr": "Résumé"}
    sent |= {"kind": "service", "scope": "national", "countries": [country.pk], "status": "published"}
    sent |= row("participations", actor=actor.pk, role="lead") | {"participations-TOTAL_FORMS": "1"}
    sent |= row("practice_objectives", objective=objective.pk, primary="on") | {"practice_objectives-TOTAL_FORMS": "1"}
    sent |= row("citations", source=source.pk, position="1") | {"citations-TOTAL_FORMS": "1"}
    response = curator.post(reverse(ADD), sent | {"change_reason": "Reviewed by Ana"})
    assert response.status_code == 302
    practice = Practice.objects.get(slug="guichet")
    assert (practice.status, practice.gaps(), practice.title_en) == ("published", [], None)
    assert practice.published_at is not None
    assert {version.history_change_reason for version in practice.history.all()} == {"Reviewed by Ana"}
    assert {str(version.history_user) for version in practice.history.all()} == {"Cora"}


def test_parts_out_of_sight_are_still_checked():
    """Somebody who may change practices but has no right to their parts cannot publish one without a lead."""
    editor = client_of(staff(may=["change_practice"]))
    practice = PracticeFactory(status=Status.DRAFT, leads=[])
    sent = filled_in(editor.get(form_of(practice)), status="published")
    assert set(errors(editor.post(form_of(practice), sent))) == {"participations"}
    complete = PracticeFactory(status=Status.DRAFT)
    sent = filled_in(editor.get(form_of(complete)), status="published")
    assert editor.post(form_of(complete), sent).status_code == 302
    assert [status_of(practice), status_of(complete)] == ["draft", "published"]


def test_every_part_can_be_shown(curator):
    practice = PracticeFactory()
    PresentationFactory(practice=practice)
    LinkFactory(practice=practice)
    FormerSlug.objects.create(practice=practice, slug="as-it-was")
    shown = curator.get(form_of(practice)).context["inline_admin_formsets"]
    assert [(inline.formset.prefix, len(inline.formset.initial_forms)) for inline in shown] == [
        ("participations", 1),
        ("practice_objectives", 1),
        ("citations", 1),
        ("key_figures", 0),
        ("presentations", 1),
        ("links", 1),
        ("former_slugs", 1),
    ]


def test_a_link_without_a_scheme_is_taken_for_https(curator):
    practice = PracticeFactory()
    sent = filled_in(curator.get(form_of(practice))) | {"links-TOTAL_FORMS": "1"}
    curator.post(form_of(practice), sent | row("links", url="example.org/report", title_en="Report"))
    assert practice.links.get().url == "https://example.org/report"


def test_the_site_is_offered_for_viewing_only_when_readers_see_it_too(curator, client):
    draft, published = PracticeFactory(status=Status.DRAFT), PracticeFactory()
    addresses = [curator.get(form_of(practice)).context.get("absolute_url") for practice in (draft, published)]
    assert addresses == [None, published.get_absolute_url()]
    assert [is_public(client, draft), is_public(client, published)] == [False, True]


# Two curators


def test_the_second_writer_of_a_stale_form_is_refused_and_keeps_the_text(curator):
    practice = PracticeFactory(title_en="First")
    other = client_of(staff("Otto", group="Curators"))
    mine, theirs = filled_in(curator.get(form_of(practice))), filled_in(other.get(form_of(practice)))
    assert other.post(form_of(practice), theirs | {"title_en": "Theirs"}).status_code == 302
    response = curator.post(form_of(practice), mine | {"summary_en": "Mine"})
    assert errors(response) == {"__all__": [str(STALE)]}
    assert response.context["adminform"].form["summary_en"].value() == "Mine"
    stored = Practice.objects.get(pk=practice.pk)
    assert (stored.title_en, stored.summary_en) == ("Theirs", practice.summary_en)


def test_without_the_old_token_the_second_writer_would_have_overwritten_the_first(curator):
    """The control: the same two saves, the second with the token of now, as if no token told them apart."""
    practice = PracticeFactory(title_en="First")
    mine = filled_in(curator.get(form_of(practice)))
    curator.post(form_of(practice), mine | {"title_en": "Theirs"})
    current = filled_in(curator.get(form_of(practice)))["version"]
    assert curator.post(form_of(practice), mine | {"version": current, "summary_en": "Mine"}).status_code == 302
    stored = Practice.objects.get(pk=practice.pk)
    assert (stored.title_en, stored.summary_en) == ("First", "Mine")


def test_a_stale_form_cannot_publish_what_was_withdrawn(curator):
    practice = PracticeFactory()
    stale = filled_in(curator.get(form_of(practice)))
    withdrawn = Practice.objects.get(pk=practice.pk)
    withdrawn.status = Status.ARCHIVED
    withdrawn.save()
    assert set(errors(curator.post(form_of(practice), stale))) == {"__all__"}
    assert status_of(practice) == "archived"


@pytest.mark.parametrize(("token", "status"), [("", 200), (None, 200), ("7:forged", 400)])
def test_a_form_without_a_true_token_is_refused(curator, token, status):
    practice = PracticeFactory(title_en="First")
    sent = filled_in(curator.get(form_of(practice)), title_en="Second") | {"version": token}
    sent = {name: value for name, value in sent.items() if value is not None}
    assert curator.post(form_of(practice), sent).status_code == status
    assert Practice.objects.get(pk=practice.pk).title_en == "First"


at_the_same_moment = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")


@at_the_same_moment
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_exactly_one_is_accepted():
    practice = PracticeFactory()
    for attempt in range(10):
        assert sorted(save_together(practice, attempt)) == [200, 302]


@at_the_same_moment
@pytest.mark.django_db(transaction=True)
def test_without_the_token_both_would_be_accepted(monkeypatch):
    """The control: the two saves of the test above do meet."""
    monkeypatch.setattr(PracticeForm, "is_stale", lambda form: False)
    practice = PracticeFactory()
    with disable_concurrency():
        assert save_together(practice, 0) == [302, 302]


def save_together(practice, attempt):
    users = [User.objects.create_superuser(f"{name}{attempt}") for name in ("first", "second")]
    clients = [client_of(user) for user in users]
    forms = [filled_in(client.get(form_of(practice)), title_en=str(client)) for client in clients]
    answers, start = [], threading.Barrier(2)

    def save(client, sent):
        start.wait()
        answers.append(client.post(form_of(practice), sent).status_code)
        connections.close_all()

    threads = [threading.Thread(target=save, args=pair) for pair in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
