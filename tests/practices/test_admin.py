"""What curators see of practices, what they do to many at once, and past versions."""

import pytest
from django.contrib.admin import site
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from practices.admin import OUTDATED_LIST
from practices.changes import Change, last_change
from practices.choices import Status
from practices.models import Practice
from tests.curators import client_of, errors, filled_in, form_of, is_public, staff, status_of
from tests.factories import (
    ActionFactory,
    CountryFactory,
    PracticeFactory,
    RegionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

LIST = "admin:practices_practice_changelist"


@pytest.fixture
def curator():
    return client_of(staff("Cora", group="Curators"))


def revert_to(version):
    return reverse("admin:practices_practice_simple_history", args=[version.id, version.history_id])


def listed(response):
    return [practice.slug for practice in response.context["cl"].result_list]


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# The list


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_a_constant_number_of_queries(curator, count, django_assert_num_queries):
    for _ in range(count):
        PracticeFactory(countries=[CountryFactory()], themes=[ThemeFactory()], actions=[ActionFactory()])
    curator.get(reverse(LIST))  # content types are remembered from now on
    with django_assert_num_queries(10):
        response = curator.get(reverse(LIST))
    assert len(listed(response)) == count


def test_list_is_ordered_by_the_titles_that_are_read(curator):
    PracticeFactory(slug="b", title_en="Zebra", title_fr="Banc")
    PracticeFactory(slug="c", title_en="cousin", title_fr=None)
    PracticeFactory(slug="a", title_en="Alpha", title_fr="Arbre")
    french = curator.get(reverse(LIST), headers={"accept-language": "fr"})
    assert listed(french) == ["a", "b", "c"]
    assert [practice.headline_read for practice in french.context["cl"].result_list] == ["Arbre", "Banc", "cousin"]
    assert listed(curator.get(reverse(LIST), headers={"accept-language": "en"})) == ["a", "c", "b"]


def test_list_can_be_turned_around_by_title(curator):
    PracticeFactory(slug="a", title_en="Alpha")
    PracticeFactory(slug="z", title_en="Zebra")
    assert listed(curator.get(reverse(LIST), {"o": "-1"})) == ["z", "a"]


@pytest.mark.parametrize("words", ["one-stop", "guichet", "предприятие", "village-desk"])
def test_search_reads_every_language_and_the_slug(curator, words):
    PracticeFactory(
        slug="village-desk", title_en="A one-stop shop", title_fr="Un guichet unique", summary_ru="предприятие"
    )
    PracticeFactory()
    assert listed(curator.get(reverse(LIST), {"q": words})) == ["village-desk"]


def test_a_language_is_complete_when_it_lacks_nothing_written_elsewhere():
    practice = PracticeFactory(lessons_fr="Une leçon.", title_es="Título", summary_es="Resumen")
    assert site.get_model_admin(Practice).complete_in(practice) == "fr"
    practice.lessons_en = practice.lessons_es = "A lesson."
    assert site.get_model_admin(Practice).complete_in(practice) == "en fr es"


def test_filters_by_region_reach_its_countries(curator):
    world = RegionFactory(slug="world")
    africa, asia = RegionFactory(slug="africa", parent=world), RegionFactory(slug="asia", parent=world)
    kenya = CountryFactory(code="KE", region=RegionFactory(slug="eastern-africa", parent=africa))
    PracticeFactory(slug="in-kenya", countries=[kenya])
    PracticeFactory(slug="all-over-africa", regions=[africa])
    PracticeFactory(slug="in-asia", regions=[asia])
    found = curator.get(reverse(LIST), {"region": "africa"})
    assert sorted(listed(found)) == ["all-over-africa", "in-kenya"]
    assert [label for _, label in found.context["cl"].filter_specs[1].lookup_choices] == [africa.name, asia.name]


def test_filters_by_the_language_that_is_missing(curator):
    PracticeFactory(slug="both")
    PracticeFactory(slug="no-french-summary", summary_fr="")
    PracticeFactory(slug="no-french-title", title_fr=None)
    assert sorted(listed(curator.get(reverse(LIST), {"without": "fr"}))) == ["no-french-summary", "no-french-title"]
    assert len(listed(curator.get(reverse(LIST), {"without": "xx"}))) == 3


def test_counts_can_be_shown_beside_the_filters(curator):
    PracticeFactory(regions=[RegionFactory(parent=RegionFactory(slug="world"))])
    assert listed(curator.get(reverse(LIST), {"_facets": "True"})) == [Practice.objects.get().slug]


# Actions on the list


def action_on(name, *practices):
    selected = [f"{practice.pk},{Practice.objects.get(pk=practice.pk).version}" for practice in practices]
    return {"action": name, "index": "0", "_selected_action": selected}


def test_publish_publishes_what_is_complete_and_names_what_the_others_lack(curator, client):
    complete = PracticeFactory(status=Status.IN_REVIEW)
    lacking = PracticeFactory(title_en="Half a practice", status=Status.IN_REVIEW, leads=[], citations=[])
    response = curator.post(reverse(LIST), action_on("publish", complete, lacking), follow=True)
    assert messages_of(response) == [
        "“Half a practice” cannot be published yet. It lacks: a lead, a citation.",
        "1 practice moved to “Published”.",
    ]
    assert [status_of(complete), status_of(lacking)] == ["published", "in-review"]
    assert [is_public(client, complete), is_public(client, lacking)] == [True, False]


@pytest.mark.parametrize(("action", "status"), [("send_to_review", "in-review"), ("archive", "archived")])
def test_withdrawn_practices_are_no_longer_public(curator, client, action, status):
    practices = PracticeFactory.create_batch(2)
    response = curator.post(reverse(LIST), action_on(action, *practices), follow=True)
    assert messages_of(response) == [f"2 practices moved to “{Status(status).label}”."]
    assert [status_of(practice) for practice in practices] == [status, status]
    assert [is_public(client, practice) for practice in practices] == [False, False]


def test_actions_leave_a_history_a_log_entry_and_a_change_for_readers(curator):
    practice, untouched = PracticeFactory(status=Status.DRAFT), PracticeFactory()
    before = last_change()
    curator.post(reverse(LIST), action_on("publish", practice, untouched))
    assert [version.status for version in practice.history.all()[:2]] == ["published", "draft"]
    assert str(practice.history.first().history_user) == "Cora"
    entry = LogEntry.objects.get()
    assert (entry.object_id, str(entry.user), str(entry)) == (
        str(practice.pk),
        "Cora",
        f"Changed “{practice}” — Changed Status.",
    )
    assert list(Change.objects.filter(sequence__gt=before).values_list("practice_id", flat=True)) == [practice.pk]


@pytest.mark.parametrize("action", ["publish", "send_to_review", "archive"])
def test_actions_need_the_right_to_change(action):
    viewer = client_of(staff(may=["view_practice"]))
    practice = PracticeFactory(status=Status.DRAFT)
    viewer.post(reverse(LIST), action_on(action, practice))
    assert status_of(practice) == "draft"


def test_an_action_on_what_somebody_has_changed_meanwhile_is_refused(curator):
    practice = PracticeFactory(status=Status.IN_REVIEW)
    seen_in_the_list = action_on("publish", practice)
    curator.post(reverse(LIST), action_on("archive", practice), follow=True)
    response = curator.post(reverse(LIST), seen_in_the_list, follow=True)
    assert messages_of(response) == [str(OUTDATED_LIST)]
    assert status_of(practice) == "archived"


@pytest.mark.parametrize("selected", ["7", "x,y", "0,1"])
def test_a_selection_that_the_list_did_not_offer_is_refused(curator, selected):
    practice = PracticeFactory()
    sent = action_on("archive", practice)
    sent["_selected_action"].append(selected)
    assert messages_of(curator.post(reverse(LIST), sent, follow=True)) == [str(OUTDATED_LIST)]
    assert status_of(practice) == "published"


def test_an_action_may_reach_beyond_the_page_to_all_that_is_filtered(curator):
    first, second, other = PracticeFactory(kind="fund"), PracticeFactory(kind="fund"), PracticeFactory(kind="tool")
    sent = action_on("archive", first) | {"select_across": "1"}
    curator.post(f"{reverse(LIST)}?kind__exact=fund", sent)
    assert [status_of(practice) for practice in (first, second, other)] == ["archived", "archived", "published"]


# Drafts and past versions


def test_drafts_and_their_history_are_closed_to_the_public(client, curator):
    practice = PracticeFactory(status=Status.DRAFT, title_en="Secret plan")
    version = practice.history.first()
    pages = [form_of(practice), revert_to(version), reverse("admin:practices_practice_history", args=[practice.pk])]
    assert [curator.get(page).status_code for page in pages] == [200, 200, 200]
    assert [client.get(page).status_code for page in pages] == [302, 302, 302]


def test_a_past_version_brings_back_its_text_and_nothing_else(curator):
    practice = PracticeFactory(slug="old", title_en="Old title", status=Status.DRAFT)
    version = practice.history.first()
    theme = ThemeFactory()
    practice.title_en, practice.slug, practice.status = "New title", "new", Status.PUBLISHED
    practice.save()
    practice.themes.set([theme])
    published_at = Practice.objects.get(pk=practice.pk).published_at
    response = curator.post(revert_to(version), filled_in(curator.get(revert_to(version))))
    assert response.status_code == 302
    stored = Practice.objects.get(pk=practice.pk)
    assert (stored.title_en, stored.slug, stored.status) == ("Old title", "new", "published")
    assert (stored.published_at, list(stored.themes.all())) == (published_at, [theme])
    assert list(stored.former_slugs.values_list("slug", flat=True)) == ["old"]


def test_a_past_version_cannot_overwrite_what_was_saved_meanwhile(curator):
    practice = PracticeFactory(title_en="Old title")
    version = practice.history.first()
    sent = filled_in(curator.get(revert_to(version)))
    Practice.objects.get(pk=practice.pk).save()
    assert set(errors(curator.post(revert_to(version), sent))) == {"__all__"}


def test_who_may_only_look_cannot_bring_back_a_past_version():
    viewer = client_of(staff(may=["view_practice"]))
    practice = PracticeFactory(title_en="Old title")
    version = practice.history.first()
    sent = filled_in(viewer.get(revert_to(version)))
    practice.title_en = "New title"
    practice.save()
    assert viewer.post(revert_to(version), sent).status_code == 403
    assert Practice.objects.get(pk=practice.pk).title_en == "New title"


def test_practices_are_archived_and_not_deleted(curator):
    practice = PracticeFactory()
    address = reverse("admin:practices_practice_delete", args=[practice.pk])
    assert curator.post(address, {"post": "yes"}).status_code == 403
    assert Practice.objects.filter(pk=practice.pk).exists()


def test_not_even_superusers_delete_many_at_once(admin_client):
    PracticeFactory()
    choices = admin_client.get(reverse(LIST)).context["action_form"].fields["action"].choices
    assert [name for name, _ in choices if name] == ["publish", "send_to_review", "archive"]


def test_history_tells_each_change_once(curator):
    practice = PracticeFactory(title_en="Old")
    practice.title_en = "New"
    practice.save()
    page = curator.get(reverse("admin:practices_practice_history", args=[practice.pk]))
    newest = page.context["page_obj"][0]
    assert newest.history_delta_changes == [{"field": "Title [en]", "old": "Old", "new": "New"}]
