"""Every page of the admin opens, for those who may; the number of queries does not grow with the rows."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor, Country, Region
from dialogues.models import Edition, Person, Session, Source, Workshop
from objectives.models import Action, GuidingPrinciple, Objective, SDGGoal, SDGTarget, Theme
from practices.models import Practice
from tests import factories
from tests.curators import client_of, staff

pytestmark = pytest.mark.django_db

FACTORIES = {
    model: getattr(factories, f"{model.__name__}Factory")
    for model in (
        *(Objective, Action, GuidingPrinciple, SDGGoal, SDGTarget, Theme),
        *(Actor, Country, Region),
        *(Edition, Workshop, Session, Person, Source),
        Practice,
    )
}
WRITTEN_BY_CURATORS = {Actor, Person, Source, Practice}
OWN_APPS = {"objectives", "actors", "dialogues", "practices"}

all_models = pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model._meta.label)


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def curator_client():
    return client_of(staff(group="Curators"))


def test_every_record_with_a_code_has_an_admin_and_nothing_else_has():
    assert {model for model in admin.site._registry if model._meta.app_label in OWN_APPS} == set(FACTORIES)


@all_models
def test_superusers_may_do_everything(admin_client, model):
    record = FACTORIES[model]()
    pages = [("changelist",), ("add",), ("change", record.pk), ("delete", record.pk)]
    assert [admin_client.get(address(model, *page)).status_code for page in pages] == [200, 200, 200, 200]


@all_models
def test_curators_see_everything_and_write_what_is_theirs(curator_client, model):
    record = FACTORIES[model]()
    write = 200 if model in WRITTEN_BY_CURATORS else 403
    pages = [("changelist",), ("change", record.pk), ("add",), ("delete", record.pk)]
    assert [curator_client.get(address(model, *page)).status_code for page in pages] == [200, 200, write, 403]


@all_models
def test_curators_cannot_save_what_is_not_theirs(curator_client, model):
    record = FACTORIES[model]()
    response = curator_client.post(address(model, "change", record.pk), {})
    assert response.status_code == (200 if model in WRITTEN_BY_CURATORS else 403)  # 200: the form with its errors


@all_models
def test_the_admin_is_closed_to_the_public(client, model):
    response = client.get(address(model, "changelist"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


@all_models
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_list_takes_the_same_queries_for_any_number_of_rows(admin_client, model, language):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = admin_client.get(address(model, "changelist"), headers={"accept-language": language})
        return response.context["cl"].result_count, len(captured)

    FACTORIES[model]()
    one, first = queries()
    FACTORIES[model].create_batch(3)
    more, second = queries()
    assert more > one or model is Edition  # the factory knows one edition
    assert second == first


@all_models
def test_records_are_found_by_what_is_written_in_any_language(admin_client, model):
    record = FACTORIES[model]()
    found = admin_client.get(address(model, "changelist"), {"q": words_for(record)}, headers={"accept-language": "ru"})
    assert list(found.context["cl"].result_list) == [record]


def words_for(record):
    for name in ("short_title_fr", "title_fr", "name_fr", "theme_fr", "name"):
        if hasattr(record, name):
            return getattr(record, name)
    raise AssertionError(record)


def test_a_name_without_translation_is_listed_in_another_language(admin_client):
    factories.ThemeFactory(slug="children", name_en="Children", name_fr="Enfants")
    response = admin_client.get(address(Theme, "changelist"), headers={"accept-language": "ar"})
    assert [theme.headline_read for theme in response.context["cl"].result_list] == ["Children"]


def test_chosen_actions_are_labelled_in_one_query(admin_client):
    practice = factories.PracticeFactory(actions=[factories.ActionFactory(letter="a")])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(address(Practice, "change", practice.pk))
        return len(captured)

    queries()  # content types are looked up once a process
    first = queries()
    practice.actions.set([factories.ActionFactory(letter=letter) for letter in "bcd"])
    assert queries() == first


def test_autocomplete_finds_an_action_by_its_code(curator_client):
    wanted = factories.ActionFactory(letter="c")
    factories.ActionFactory(letter="d")
    where = {"app_label": "practices", "model_name": "practice", "field_name": "actions"}
    found = curator_client.get(reverse("admin:autocomplete"), where | {"term": "23c"}).json()["results"]
    assert found == [{"id": str(wanted.pk), "text": "23(c) What 23c asks for"}]


def test_a_website_without_a_scheme_is_taken_for_https(curator_client):
    sent = {"name_en": "Red Cross", "name_fr": "Croix-Rouge", "slug": "red-cross", "kind": "red-cross"}
    curator_client.post(address(Actor, "add"), sent | {"website": "example.org"})
    assert Actor.objects.get(slug="red-cross").website == "https://example.org"


def test_curators_enter_appearances_with_a_person(curator_client):
    session, actor = factories.SessionFactory(), factories.ActorFactory()
    management = {"appearances-TOTAL_FORMS": "1", "appearances-INITIAL_FORMS": "0"}
    values = {"session": session.pk, "role": "speaker", "position": "1", "function_en": "Envoy", "actor": actor.pk}
    appearance = {f"appearances-0-{name}": value for name, value in values.items()}
    sent = {"name": "Louise Arbour", "slug": "louise-arbour"} | management | appearance
    curator_client.post(address(Person, "add"), sent)
    appearance = Person.objects.get(slug="louise-arbour").appearances.get()
    assert (appearance.session, appearance.actor, appearance.function_en) == (session, actor, "Envoy")


def test_language_switch_has_a_label_and_the_brand_its_stylesheet(curator_client):
    page = curator_client.get(address(Practice, "add"), headers={"accept-language": "en"}).content.decode()
    assert page.count('data-language="Language of the texts"') == 1
    assert page.count("admin-gcmhub.css") == 1
    assert page.count("ajax.googleapis.com") == 0
    assert page.count('<div id="site-name"><a href="/admin/">gcmhub</a></div>') == 1


def test_admin_keeps_the_strict_content_security_policy(curator_client):
    policy = curator_client.get(address(Practice, "add"))["Content-Security-Policy"]
    assert "unsafe" not in policy


def test_the_migration_creates_the_group_and_can_be_undone():
    migration = import_module("practices.migrations.0002_curators")
    editor = SimpleNamespace(connection=connection)
    before = rights()
    migration.remove_group(apps, editor)
    assert not Group.objects.filter(name="Curators").exists()
    migration.create_group(apps, editor)
    assert rights() == before


def rights():
    permissions = Permission.objects.filter(group__name="Curators")
    return sorted(permissions.values_list("content_type__app_label", "codename"))


def test_curators_have_these_rights_and_no_others():
    written, parts = ["actor", "person", "source", "appearance", "practice"], list(PARTS)
    expected = {f"{verb}_{name}" for verb in ("add", "change") for name in [*written, *parts]}
    expected |= {f"delete_{name}" for name in parts}
    expected |= {f"view_{name}" for name in [*written, *parts, *READ]}
    assert {codename for app, codename in rights()} == expected


PARTS = ["practiceobjective", "participation", "presentation", "keyfigure", "citation", "link"]
READ = ["formerslug", "country", "region", "edition", "workshop", "session", "finding"]
READ += ["objective", "action", "guidingprinciple", "sdggoal", "sdgtarget", "theme"]
