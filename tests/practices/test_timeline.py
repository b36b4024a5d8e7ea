"""Every number of the timeline is that of the list it leads to."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from practices.timeline import MOST_YEARS
from tests.factories import PracticeFactory
from tests.practices.pictures import WAYS, lines_of_file, name_of, picture, total, wrong
from tests.world import a_small_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", WAYS, ids=name_of)
def test_each_bar_counts_its_list(client, query):
    a_small_world()
    found = picture(client, "timeline", query)
    assert wrong([(bar.count, bar.url) for bar in found.bars]) == []
    whole = total(urlencode(query, doseq=True))
    assert sum(bar.count for bar in found.bars) + found.undated == whole
    assert found.bars or not whole


def test_the_end_counts_where_no_start_is_known(client):
    PracticeFactory(started="2016-03", ended="2018")
    PracticeFactory(ended="2018-05-01")
    PracticeFactory()
    PracticeFactory(started="2017", status="draft")
    found = picture(client, "timeline", {})
    assert [(bar.label, bar.count) for bar in found.bars] == [("2016", 1), ("2017", 0), ("2018", 1)]
    assert found.undated == 1
    assert "1 practice has no date" in client.get(reverse("practices:practice-timeline")).content.decode()


@pytest.mark.parametrize("query", [{}, {"year_min": "1945"}, {"year_max": "2019"}], ids=name_of)
def test_what_lies_long_ago_is_one_bar(client, query):
    for year in (1938, 1951, 1960, 2018, 2020):
        PracticeFactory(started=str(year))
    found = picture(client, "timeline", query)
    last = 2018 if query == {"year_max": "2019"} else 2020
    assert [bar.label for bar in found.bars[:2]] == [f"before {last - MOST_YEARS + 1}", str(last - MOST_YEARS + 1)]
    assert len(found.bars) == MOST_YEARS + 1
    assert found.bars[0].count == (2 if "year_min" in query else 3)
    assert wrong([(bar.count, bar.url) for bar in found.bars]) == []


def test_years_without_any_practice_are_one_line_of_the_table(client):
    for year in (2010, 2012, 2016):
        PracticeFactory(started=str(year))
    spans = [(span.label, span.count) for span in picture(client, "timeline", {}).spans()]
    assert spans == [("2010", 1), ("2011", 0), ("2012", 1), ("2013–2015", 0), ("2016", 1)]


def test_the_file_has_each_year(client):
    PracticeFactory(started="1938")
    PracticeFactory(started="2018")
    PracticeFactory(started="2018-03", ended="2020")
    assert lines_of_file(client, "timeline", {}) == [
        {"year": "1938", "practices": "1"},
        {"year": "2018", "practices": "2"},
    ]


def test_time_runs_in_the_direction_of_reading(client):
    PracticeFactory(started="2016")
    PracticeFactory(started="2018")
    places = {
        language: [bar.x for bar in client.get(f"/{language}/practices/timeline/").context["timeline"].bars]
        for language in ("en", "ar")
    }
    assert places["en"] == sorted(places["en"])
    assert places["ar"] == places["en"][::-1]
