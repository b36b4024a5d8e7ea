"""The index gives what the database gives, for any question, in any order, after any change."""

from itertools import chain

import pytest
from django.db import transaction
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.models import Actor, Country, Region
from gcmhub.answers import IndexAnswer
from gcmhub.index import FacetIndex
from gcmhub.selections import choosing
from practices.changes import Change, DataVersion, current_version, one_bulk_change
from practices.filters import PracticeFilterSet
from practices.index import INDEX
from practices.models import Practice
from tests.factories import ActorFactory, CountryFactory, ObjectiveFactory, PracticeFactory, ThemeFactory
from tests.world import a_small_world

pytestmark = pytest.mark.django_db

FILTERS = PracticeFilterSet.code_filter_names()
SORTS = [sort for sort in PracticeFilterSet.sort if sort != "relevance"]
WORDS = ["", "first", "IOM", "practice", "-second", '"a line"', "firs"]


@pytest.fixture
def index():
    return FacetIndex(INDEX.filterset_class, INDEX.records, INDEX.visible, INDEX.log)


def filterset(query):
    data = QueryDict(mutable=True)
    for name, values in query.items():
        data.setlist(name, values if isinstance(values, list) else [values])
    return PracticeFilterSet(data, Practice.objects.published())


def answer(index, found):
    return IndexAnswer(index.current(found.order_within_tiers), found)


def differences(index, query, facet, most=3):
    """Where the index and the database disagree: ids in their order, pages of them, and counts of a facet."""
    found = filterset(query)
    from_index, from_database = answer(index, found), list(found.qs.values_list("pk", flat=True))
    yield from [] if from_index.ids() == from_database else [("ids", from_index.ids(), from_database)]
    yield from [] if len(from_index) == len(from_database) else [("total", len(from_index))]
    pages = [from_index[start : start + 2] for start in range(0, len(from_database) + 2, 2)]
    yield from [] if list(chain.from_iterable(pages)) == from_database else [("pages", pages, from_database)]
    for code, count in list(from_index.counts([facet])[facet].items())[:most]:
        rows = found.matching(choosing(found.selections, facet, code)).count()
        yield from [] if rows == count else [("count", facet, code, count, rows)]


@pytest.fixture
def world(db):
    return a_small_world()


selection = st.dictionaries(
    st.sampled_from(FILTERS), st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=3), max_size=4
)
questions = st.fixed_dictionaries(
    {
        "chosen": selection,
        "all": st.lists(st.sampled_from(FILTERS), max_size=2, unique=True),
        "sort": st.sampled_from(["", *SORTS]),
        "q": st.sampled_from(WORDS),
        "year_min": st.sampled_from(["", "", "2016", "2018"]),
        "year_max": st.sampled_from(["", "", "2016", "2017"]),
        "facet": st.sampled_from(FILTERS),
        "language": st.sampled_from(["en", "fr", "ar"]),
    }
)
CHANGES = {
    "nothing": lambda p: p.save(),
    "draft": lambda p: save(p, status="draft"),
    "published": lambda p: save(p, status="published"),
    "kind": lambda p: save(p, kind="data"),
    "years": lambda p: save(p, started="2019-02", ended="2021"),
    "title": lambda p: save(p, title_en="Zebra", title_fr="abeille"),
    "country": lambda p: p.countries.add(Country.objects.first()),
    "no countries": lambda p: p.countries.clear(),
    "region": lambda p: p.regions.add(Region.objects.get(slug="asia")),
    "participation": lambda p: p.participations.filter(role="lead").delete(),
    "presentation": lambda p: p.presentations.all().delete(),
    "deleted": lambda p: p.delete(),
    "an actor": lambda p: save(Actor.objects.get(slug="iom"), kind="academia"),
    "a country": lambda p: save(Country.objects.get(code="ML"), is_ldc=False, is_sids=True),
}


def save(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


def as_query(world, question):
    chosen = {
        name: [f"-{value}" if out else value for out, value in world.codes(name, values)]
        for name, values in question["chosen"].items()
    }
    given_ones = {name: question[name] for name in ("all", "sort", "q", "year_min", "year_max") if question[name]}
    return chosen | given_ones


@pytest.fixture(params=["short", "long"])
def tables(request, monkeypatch):
    """With and without the keys of each record turned round, as in a base with thousands of actors."""
    if request.param == "long":
        monkeypatch.setattr("gcmhub.index.MOST_KEYS", 0)
        monkeypatch.setattr("gcmhub.answers.FEW", 0)
        monkeypatch.setattr("gcmhub.answers.COUNTED_WHOLE", 0)
        monkeypatch.setattr("gcmhub.answers.MOST_VALUES", 0)
    monkeypatch.setattr(INDEX, "snapshot", None)


@pytest.mark.parametrize("name", FILTERS)
def test_wanted_and_excluded_in_one_filter(world, tables, name):
    """Also where the filter is the only one used of those that look at one row of a table, as role or session are."""
    first, last = world.values[name][0], world.values[name][-1]
    for values in ([first, f"-{first}"], [first, f"-{last}"], [last, f"-{first}"]):
        for every in ([], [name]):
            assert list(differences(INDEX, {name: values, "all": every}, name, most=None)) == []


@settings(
    max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    steps=st.lists(questions | st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 4)), min_size=1, max_size=3)
)
def test_index_and_database_agree_whatever_is_asked_and_changed(world, tables, steps):
    """Every drawn case is taken back, so that the index also sees numbers of changes come again that mean others."""
    with transaction.atomic():
        for step in steps:
            if isinstance(step, tuple):
                practices = Practice.objects.order_by("pk")
                CHANGES[step[0]](practices[step[1] % practices.count()])
            else:
                with translation.override(step["language"]):
                    assert list(differences(INDEX, as_query(world, step), step["facet"])) == []
        transaction.set_rollback(True)


def test_no_draft_is_inside(index, world):
    draft = Practice.objects.get(slug="draft-canary").pk
    snapshot = index.current("title")
    bitmaps = [*snapshot.values.values(), *snapshot.tables.values()]
    assert [draft in bitmap for by_code in bitmaps for bitmap in by_code.values() if draft in bitmap] == []
    assert (draft in snapshot.published, draft in list(snapshot.in_order("title"))) == (False, False)


def test_a_change_is_seen_at_once_and_reads_only_what_changed(index, django_assert_num_queries):
    practices = [PracticeFactory(kind="data") for _ in range(3)]
    assert len(index.current("title").published) == 3
    before = index.current("title")
    practices[0].kind = "fund"
    practices[0].save()
    with django_assert_num_queries(5):  # the version, the log with the version, all tables, and the place in the order
        after = index.current("title")
    assert (set(before.values["kind"]["data"]), set(after.values["kind"]["data"])) == (
        {practice.pk for practice in practices},
        {practice.pk for practice in practices[1:]},
    )
    with django_assert_num_queries(1):
        assert index.current("title") is after


def test_a_withdrawn_practice_is_gone_and_comes_back(index):
    practice, other = PracticeFactory(), PracticeFactory()
    for status, left in [("draft", {other.pk}), ("published", {practice.pk, other.pk}), ("archived", {other.pk})]:
        save(practice, status=status)
        snapshot = index.current("title")
        assert (set(snapshot.published), set(snapshot.in_order("title"))) == (left, left)


def test_a_vocabulary_that_changes_rebuilds_and_renames(index):
    actor = ActorFactory(slug="iom", kind="un-system", name_en="IOM")
    PracticeFactory(leads=[actor])
    assert index.current().labels(PracticeFilterSet) is index.current().labels(PracticeFilterSet)
    save(actor, kind="academia", name_en="International Organization for Migration")
    found = filterset({"actor": "iom"})
    labels = index.current().labels(PracticeFilterSet)
    assert index.current().values["actor_type"].keys() == {"academia"}
    assert labels[found.code_filters["actor"].vocabulary].label_of("iom").text == actor.name_en


def test_a_lost_log_is_noticed(index):
    practice = PracticeFactory(kind="data")
    index.current()
    Change.objects.all().delete()
    save(practice, kind="fund")
    assert index.current().values["kind"].keys() == {"fund"}


def test_a_log_that_has_lost_its_end_is_noticed(index):
    practice = PracticeFactory(kind="data")
    index.current()
    save(practice, kind="fund")
    Change.objects.order_by("sequence").last().delete()
    assert index.current().values["kind"].keys() == {"fund"}


def test_another_history_with_the_same_number_is_noticed(index):
    """As after a backup was restored: the number has been there before, but meant something else."""
    practice = PracticeFactory(kind="data")
    number, _ = index.current().version
    Practice.objects.filter(pk=practice.pk).update(kind="fund")
    DataVersion.objects.update(n=number, stamp=5)
    assert current_version() == (number, 5)
    assert index.current().values["kind"].keys() == {"fund"}


def test_many_changes_at_once_are_read_anew(index):
    PracticeFactory()
    index.current("title")
    with one_bulk_change():
        practices = [PracticeFactory(title_en=f"{n}") for n in range(30)]
    assert len(list(index.current("title").in_order("title"))) == len(practices) + 1


def test_every_language_has_an_order_of_its_own(index):
    first, second = PracticeFactory(title_en="b", title_fr="a"), PracticeFactory(title_en="a", title_fr="b")
    orders = {}
    for language in ("en", "fr"):
        with translation.override(language):
            orders[language] = list(index.current("title").in_order("title"))
    assert orders == {"en": [second.pk, first.pk], "fr": [first.pk, second.pk]}


def test_an_empty_base_answers(index):
    ObjectiveFactory(number=7), ThemeFactory(slug="children"), CountryFactory(code="KE")
    found = answer(index, filterset({"objective": ["7"], "theme": ["-children"], "year_min": "2018"}))
    assert (len(found), found.ids(), found[0:20], found.counts(FILTERS)["objective"]) == (0, [], [], {"7": 0})
