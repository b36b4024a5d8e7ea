"""What the tests of every picture need: its page, its file, and the list that a number leads to."""

import csv
import io

from django.http import QueryDict
from django.urls import reverse

from practices.filters import PracticeFilterSet
from practices.models import Practice

WAYS = [
    {},
    {"role": "lead", "actor_type": "local-government"},
    {"role": "-lead", "theme": "-health"},
    {"region": "africa"},
    {"region": "-western-africa", "country": "KE"},
    {"country": ["KE", "JP"]},
    {"country": "-KE", "q": "what -nowhere"},
    {"country": ["ML", "JP"], "all": "country"},
    {"actor": "iom"},
    {"actor": ["iom", "unhcr"]},
    {"actor": ["iom", "unhcr"], "all": "actor"},
    {"actor": ["iom", "-unhcr"]},
    {"actor": "-iom", "lead": "union"},
    {"year": "2018", "person": "arbour"},
    {"year_min": "2016", "objective": "23"},
    {"year_min": "2017", "year_max": "2018"},
    {"scope": "regional", "situation": "ldc"},
]


def name_of(query):
    return " ".join(f"{name}={value}" for name, value in query.items()) or "no filter"


def picture(client, name, query):
    response = client.get(reverse(f"practices:practice-{name}"), query)
    assert response.status_code == 200
    return response.context[name]


def total(query_string):
    """How many practices the list has there, as the database finds them and not the index."""
    filterset = PracticeFilterSet(QueryDict(query_string), Practice.objects.published())
    assert filterset.problems == []
    return filterset.qs.count()


def wrong(numbers):
    """Of pairs of a number and the query string that it leads to, those that differ from the list."""
    return [(count, url, found) for count, url in numbers if (found := total(url)) != count]


def lines_of_file(client, name, query):
    response = client.get(reverse(f"practices:practice-{name}-export"), query)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
