"""What is asked for in all measurements: six selections of filters, and the site as code and by address."""

from itertools import permutations, product
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import Client, override_settings
from django.urls import reverse

from gcmhub.answers import IndexAnswer
from gcmhub.counts import count
from gcmhub.facets import names_to_count
from practices.filters import PracticeFilterSet
from practices.index import INDEX
from practices.models import Practice

WORD = "mobility"  # in about a quarter of the samples
NAMES = PracticeFilterSet.code_filter_names()
PAGE = 20
ASKED_FOR = {"objective": 23, "actor_type": 8, "evidence": 3, "stage": 5, "kind": 3, "scope": 3}  # how many of each


def filterset_of(query):
    return PracticeFilterSet(QueryDict(query), Practice.objects.published())


def from_the_index(filterset, whole=()):
    """What a page needs: facets, total and ids, the comparison with the last change included.

    Of the facets in `whole` all counts; of the other long ones those that can be among the most frequent.
    """
    answer = IndexAnswer(INDEX.current(filterset.order_within_tiers), filterset)
    return answer.counts(names_to_count(filterset, NAMES, whole), whole), len(answer), list(answer[:PAGE])


def begin(_name=""):
    """As a request begins: without a connection where they are pooled."""
    connection.close_if_unusable_or_obsolete()


def forget(_name=""):
    """As if nobody had asked before: no search, no practice that a list has printed."""
    begin()
    if INDEX.snapshot:
        INDEX.snapshot.searches.clear()
        INDEX.snapshot.made.clear()


def counts_in_sql(filterset, names=NAMES):
    return count(filterset, {name: filterset.code_filters[name] for name in names})


def all_counts(query=""):
    return from_the_index(filterset_of(query), whole=NAMES)[0]


def comparable(filterset, counts):
    """The counts without zeros, and without codes that are no value of the filter, such as World."""
    has = {name: filterset.vocabularies[name].has for name in counts}
    return {name: {c: n for c, n in codes.items() if n and has[name](c)} for name, codes in counts.items()}


def bare_statements(filterset):
    """Two functions that run nothing but SQL: the ids of the first page, and the total."""
    ids = filterset.qs.values("pk").rewrite(False)[:PAGE]
    total = filterset.matching(filterset.selections).values("pk").rewrite(False)
    ids_sql, ids_params = ids.query.get_compiler(connection=connection).as_sql()
    sql, params = total.query.get_compiler(connection=connection).as_sql()
    total_sql = f"SELECT count(*) FROM ({sql}) AS found"  # noqa: S608 -- compiled, values are parameters
    return (lambda: [pk for (pk,) in fetched(ids_sql, ids_params)]), (lambda: fetched(total_sql, params)[0][0])


def fetched(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def common(counts, name, most=None):
    """The codes of a filter, the most common first."""
    return sorted(counts[name], key=lambda code: (-counts[name][code], code))[:most]


def rare_country(goal):
    """The country with the fewest practices for a goal that fill a page, as pages of all sizes must print as many."""
    counts = all_counts(f"sdg_goal={goal}")["country"]
    _, country = min((number, country) for country, number in counts.items() if number >= PAGE)
    return f"country={country}&sdg_goal={goal}"


def selections():
    """Query strings by name, from what is common and rare in this base."""
    counts = all_counts()

    def several(name, number):
        return "&".join(f"{name}={code}" for code in common(counts, name, number))

    five = [("kind", 4), ("objective", 4), ("theme", 4), ("stage", 2), ("evidence", 3)]
    three = [several("objective", 2), several("region", 1), several("actor_type", 1)]
    return {
        "A nothing chosen": "",
        "B a common country": several("country", 1),
        "C two objectives, region, actor type": "&".join(three),
        "D five filters, 17 values": "&".join(several(name, number) for name, number in five),
        "E a rare country and a goal": rare_country(common(counts, "sdg_goal")[0]),
        "F a word and an objective": f"q={WORD}&{several('objective', 1)}",
    }


def many_selections():
    """Different query strings of up to three filters, as different readers ask: tens of thousands, none twice."""
    counts = all_counts()
    codes = {name: common(counts, name, most) for name, most in ASKED_FOR.items()}
    queries = [
        urlencode(list(zip(names, values, strict=True)))
        for number in (1, 2, 3)
        for names in permutations(codes, number)
        for values in product(*(codes[name] for name in names))
    ]
    Random(1).shuffle(queries)  # noqa: S311 -- no secret
    return queries


def list_address(query=""):
    return f"{reverse('practices:practice-list')}?{query}"


def getter(address, kept=False):
    """A function that asks the whole site, all middleware included, and gives the answer read to its end.

    Each answer is made anew, unless pages may be kept.
    """
    client = Client(SERVER_NAME="localhost")
    with override_settings(PAGES_KEPT=settings.PAGES_KEPT if kept else 0):
        client.handler.load_middleware()

    def get():
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response.getvalue() if response.streaming else response.content

    return get
