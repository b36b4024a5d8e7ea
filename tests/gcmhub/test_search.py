"""One search on both databases: what is found, at which level, and never anything that is not published."""

import pytest
from django.db import connection

from gcmhub.search import Query, found_ids, matching, suggestion
from practices.models import Practice
from tests.factories import (
    ActionFactory,
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
    ObjectiveFactory,
    PersonFactory,
    PracticeFactory,
    SDGTargetFactory,
    SessionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


FOUND = {
    "mobilité régionale": ["regional"],
    "MOBILITES REGIONALES": ["regional"],
    "mobilite\u0301 .": ["regional"],
    "mobilities scheme": ["labour"],
    "mobil": ["labour", "regional"],
    "mobili": ["labour", "regional"],
    "mobility": ["labour"],
    "mobi scheme": [],  # only the last word may be longer
    "scheme mobi": ["labour"],
    "la santé des migrants": ["regional"],
    "accès ivoire": ["regional"],
    "l'accès d'Ivoire": ["regional"],
    "city": ["labour"],
    "woman": [],
    "women's right": ["labour"],
    "climate cities": ["labour"],
    "climate regional": [],  # every word, in one record
    '"climate change"': ["labour"],
    "“climate change” labour": ["labour"],
    "« changes climate »": [],
    '"climate chan': ["labour"],
    '"climate chan"': [],
    '"labour mobility schemes women"': [],  # a phrase ends with its text
    "mobil -labour": ["regional"],
    "-labour mobil": ["regional"],
    'mobil -"climate change"': ["regional"],
    'mobil -"labour mobility schemes"': ["regional"],
    'mobil -"schemes labour mobility"': ["labour", "regional"],
    "mobil -climat": ["regional"],
    "mobil -climate -ivoire": [],
    "健康 -移": [],
    "移民 -流": ["chinese"],
    "المهاجرين": ["arabic"],
    "المُهاجِرِينَ الصحة": ["arabic"],
    "мигранты": ["russian"],
    "отчет емкий": ["russian"],
    "移民": ["chinese"],
    "移": ["chinese"],
    "织": ["chinese"],
    "国际移民组织": ["chinese"],
    "移民 健康": ["chinese"],
    "民移": [],
    "国民": [],
    "migración laboral": ["spanish"],
    "Migraciones": ["spanish"],
}


HOW_MANY = {
    "": 0,
    "   ": 0,
    "!!! ??? …": 0,
    "🙂": 0,
    '"': 0,
    '""': 0,
    '" "': 0,
    "-": 0,
    '-"': 0,
    "_": 0,
    "the of": 0,
    "la des": 1,
    "des": 1,
    "d'": 0,
    "' OR 1=1 --": 0,
    "title : mobil": 0,
    "NEAR(mobil scheme)": 0,
    "mobil* AND": 1,
    "mobil)": 2,
    "(mobil": 2,
    "^mobil": 2,
    "mobil & | ! <->": 2,
    "mobil:*": 2,
    "mobil\\": 2,
    "mobil''": 2,
    "mobil\t\n": 2,
    "-zzz": 6,
    "-mobilité -mobility": 4,
    "--mobility": 5,
    "ﷺ ½ ㍿ 한국어 हिन्दी": 0,
    "\u0301\u0640": 0,
    "mobil " * 20_000: 1,
    "a" * 100_000: 0,
    '"' * 1001: 0,
    "x-" * 100: 0,
    "-a " * 100: 5,
    "移" * 200: 0,
    " ".join(chr(code) for code in range(0x4E00, 0x4E00 + 100)): 0,
}


SUGGESTED = {
    "mobiltiés": "mobilités",
    "Régionle": "régionales",
    "labuor mobility": "labour mobility",
    "labuor mobilty": "labour mobility",
    "mobility": None,  # found as it is
    "labour régionales": None,  # each is found, but not together
    "labuor régionales": None,
    "zzzzzz": None,
    "labr": None,
}


def practice(slug, **texts):
    """A practice with these texts only, so that nothing else is found."""
    return PracticeFactory(
        slug=slug, **({"title_en": "Nameless", "title_fr": "", "summary_en": "", "summary_fr": "", "leads": []} | texts)
    )


def found(words, level="text", kind="practice"):
    ids = found_ids(kind, words, level)
    assert len(ids) == len(set(ids))
    records = Practice.objects.filter(pk__in=matching(kind, words, level)).order_by("slug")
    assert {record.pk for record in records} == set(ids)
    return [record.slug for record in records]


@pytest.fixture
def mobility():
    practice(
        "regional",
        title_fr="Mobilités régionales",
        summary_fr="L’accès des migrantes à l’emploi et à la santé d’Ivoire",
    )
    practice("labour", title_en="Labour mobility schemes", summary_en="Women’s rights, climate change and cities")
    practice("arabic", title_ar="حماية المُهاجِرين", summary_ar="الصحة والمهاجرون")
    practice("russian", title_ru="Защита мигрантов", summary_ru="Ёмкий отчёт")
    practice("chinese", title_zh_hans="国际移民组织", summary_zh_hans="健康")
    practice("spanish", title_es="Migraciones laborales")


def test_what_is_found(mobility):
    assert {words: found(words) for words in FOUND} == FOUND


def test_odd_searches_have_a_sensible_answer(mobility):
    assert {words: len(found(words)) for words in HOW_MANY} == HOW_MANY
    for words, count in HOW_MANY.items():
        assert {*found(words, "title")} <= {*found(words, "names")} <= {*found(words)}
        better = suggestion("practice", words)
        assert better is None or (count == 0 and found(better)), words


def test_levels_hold_each_other():
    practice("in-title", title_en="Harbour")
    practice("in-names", place_en="Old harbour")
    practice("in-summary", summary_en="A harbour")
    practice("in-text", lessons_fr="Des harbours")
    practice("spread", title_en="Harbour", recommendations_en="Build a quay")
    assert found("harbour", "title") == ["in-title", "spread"]
    assert found("harbour", "names") == ["in-names", "in-summary", "in-title", "spread"]
    assert found("harbour") == ["in-names", "in-summary", "in-text", "in-title", "spread"]
    assert (found("harbour quay", "title"), found("harbour quay", "names"), found("harbour quay")) == (
        [],
        [],
        ["spread"],
    )
    assert found("harbour -quay", "title") == ["in-title"]  # excluded wherever it stands


def test_an_actor_is_found_by_any_of_its_names():
    iom = ActorFactory(
        slug="iom",
        name_en="International Organization for Migration",
        name_fr="Organisation internationale pour les migrations",
        acronym_en="IOM",
        acronym_fr="OIM",
        aliases="UN Migration\nPICMME",
    )
    practice("of-iom", leads=[iom])
    for words in (
        "OIM",
        "iom",
        "UN Migration",
        "picmme",
        "organisation des migrations",
        '"organization for migration"',
    ):
        assert (words, found(words, "names")) == (words, ["of-iom"])
        assert (words, found_ids("actor", words)) == (words, [iom.pk])
    assert found("iom", "title") == []


@pytest.mark.parametrize("status", ["draft", "in-review", "archived"])
def test_what_is_not_published_is_not_found_nor_suggested(status):
    practice("shown", title_en="Harbour")
    speaker = PersonFactory(name="Zebediah Quill")
    hidden = practice("hidden", title_en="Harbour of Zanzibar", summary_en="Unspeakable", status=status)
    hidden.presentations.create(workshop=SessionFactory().workshop, person=speaker)
    assert found("harbour") == found("-zzz") == ["shown"]
    assert found_ids("person", "Zebediah") == []
    for near in ("Zanzibra", "unspeakabel", "Zebedia"):
        assert (suggestion("practice", near), suggestion("person", near)) == (None, None)


def test_kinds_do_not_mix():
    objective = ObjectiveFactory(number=7, title_en="Reduce zebras")
    action = ActionFactory(objective=objective, letter="c", title_en="Count zebras")
    target = SDGTargetFactory(code="10.7", title_en="Orderly zebras")
    country = CountryFactory(code="ZB", name_en="Zebraland")
    appearance = AppearanceFactory(person=PersonFactory(name="Ann Zebra", other_spellings="A. Zébrá"))
    source = SourceFactory(title_en="On zebras", symbol="A/RES/73/195")
    expected = {
        "practice": [],
        "actor": [],
        "objective": [objective.pk],
        "action": [action.pk],
        "sdg-target": [target.pk],
        "person": [appearance.person.pk],
        "session": [appearance.session.pk],
        "source": [source.pk],
        "country": [country.pk],
    }
    assert {kind: found_ids(kind, "zebra") for kind in expected} == expected
    assert found_ids("action", "7c") == found_ids("action", "7(c)") == [action.pk]
    assert found_ids("sdg-target", "10.7") == [target.pk]
    assert found_ids("source", "A/RES/73/195") == [source.pk]


def test_suggestions(mobility):
    assert {words: suggestion("practice", words) for words in SUGGESTED} == SUGGESTED


def test_a_query_is_read():
    query = Query.parse('la santé "droits de l’homme" -camp 10.7 vill')
    assert [term.written for term in query.words] == [("santé",), ("10", "7"), ("vill",)]
    assert [term.written for term in query.phrases] == [("droits", "de", "homme")]
    assert [term.written for term in query.excluded] == [("camp",)]
    assert [term.beginnings for term in query.terms] == [(), (), (("vill",),), ()]
    assert bool(query) is True
    assert bool(Query.parse("…")) is False


def test_both_databases_forget_the_same_of_an_endless_record():
    """PostgreSQL takes a megabyte of words and pairs; SQLite is given no more."""
    practice("often", lessons_en="labour school " * 300 + "labour desk")
    practice("endless", lessons_en=" ".join(f"w{n}" for n in range(60_000)))
    practice("widest", lessons_en=" ".join(f"{'щ' * 50}{n}" for n in range(20_000)))
    assert (found("labour desk"), found('"labour desk"'), found('"school labour"')) == (["often"], ["often"], ["often"])
    assert (found("w30000 x"), found("w30000 w1"), found('"w30000 w30001 w30002"')) == ([], ["endless"], ["endless"])
    assert found("w59000 w1") == []
    assert found(f"{'щ' * 50}7") == ["widest"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps the words in tables that it does not count")
def test_words_are_not_made_anew_to_count_them():
    PracticeFactory(slug="regional")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE practices_searchdocument")
        cursor.execute("SELECT DISTINCT tablename FROM pg_stats WHERE tablename LIKE 'practices_searchdocument%'")
        assert cursor.fetchall() == [("practices_searchdocument",)]
