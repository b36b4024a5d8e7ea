"""The parts of the benchmarks that decide what the figures mean; `python -m bench.run --quick` tries the whole."""

import csv
import io
import re
from math import nan
from pathlib import Path

import pytest
from django.urls import reverse

from bench import files, race, report, selections, servers, timing, whole_table
from practices.index import INDEX
from practices.models import Practice
from tests.factories import (
    ActionFactory,
    ActorFactory,
    CountryFactory,
    GuidingPrincipleFactory,
    ObjectiveFactory,
    PracticeFactory,
    PresentationFactory,
    RegionFactory,
    SDGTargetFactory,
    ThemeFactory,
)

ROOT = Path(__file__).parent.parent.parent


# Timing


def test_subjects_take_turns_and_the_median_is_told():
    calls = []
    measured = timing.interleaved({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, repetitions=3)
    assert calls == ["a", "b"] * 4  # once to warm up
    assert {name: one.times for name, one in measured.items()} == {"a": 3, "b": 3}


def test_a_slow_subject_stops_when_its_time_is_up(monkeypatch):
    monkeypatch.setattr(timing, "taken", lambda work: work())
    measured = timing.interleaved({"slow": lambda: 2.0, "fast": lambda: 0.001}, repetitions=50, budget=5.0)
    assert measured == {"slow": timing.Measured(2000, timing.LEAST, 2000), "fast": timing.Measured(1, 50, 1)}
    assert measured["slow"] / measured["fast"] == 2000.0


def test_what_comes_before_is_not_timed(monkeypatch):
    order = []
    monkeypatch.setattr(timing, "taken", lambda work: order.append("timed") or 1.0)
    subjects = {"a": lambda: order.append("warm")}
    timing.interleaved(subjects, repetitions=2, before=lambda name: order.append(f"before {name}"))
    assert order == ["before a", "warm", "before a", "timed", "before a", "timed"]


def test_what_is_quick_fills_its_turn(monkeypatch):
    times = {"quick": iter([9.0, 0.3, 0.1, 0.1, 0.3, 0.1, 0.1]), "slow": iter([9.0, 1.0, 1.0])}
    monkeypatch.setattr(timing, "taken", lambda work: work())
    subjects = {name: (lambda left=left: next(left)) for name, left in times.items()}
    measured = timing.interleaved(subjects, repetitions=2, turn=0.5)
    assert measured == {"quick": timing.Measured(100, 2, 300), "slow": timing.Measured(1000, 2, 1000)}


def test_what_is_very_quick_does_not_fill_its_turn(monkeypatch):
    monkeypatch.setattr(timing, "taken", lambda work: calls.append("timed") or 0.0)
    calls = []
    timing.interleaved({"a": lambda: None}, repetitions=1, turn=0.5)
    assert calls == ["timed"] * timing.MOST_IN_A_TURN


# Report


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (nan, "–"),
        (0.012345, "0.0123"),
        (12.345, "12.3"),
        (1234.5, "1,234"),
        (100_000, "100,000"),
        ("x", "x"),
    ],
)
def test_numbers_have_three_digits(value, written):
    assert report.number(value) == written


@pytest.mark.parametrize(
    ("bounds", "met"),
    [({"at_most": 5}, "yes"), ({"at_most": 4.9}, "**no**"), ({"at_least": 5}, "yes"), ({"at_least": 5.1}, "**no**")],
)
def test_a_goal_is_met_or_not(bounds, met):
    assert report.goal("an edit visible", 5, unit=" ms", **bounds)["cells"]["met"] == met


def test_every_table_has_its_place_on_the_page():
    text = report.TEMPLATE.read_text("utf-8")
    places = re.findall(r"<!-- (\w+)\??? -->", text)
    named = {
        name for path in (ROOT / "bench").glob("*.py") for name in re.findall(r'row\(\s*"(\w+)"', path.read_text())
    }
    assert sorted(places) == sorted({*named, "Machine", "Failures"})


def test_page_shows_what_was_measured_and_says_what_was_not():
    cells = {"practices": 1000, "database": "sqlite", "page": "list, all", "page_ms": 10.0}
    larger = cells | {"practices": 10_000, "page_ms": 11.0}
    page = report.page([{"table": "Pages", "cells": row} for row in (cells, larger)], {"Python": "3"})
    assert "| 10,000 | sqlite | list, all | 11 |" in page
    assert "| sqlite | list, all | 1 | 1.1 |" in page
    assert "| Python | 3 |" in page
    assert "*Not measured in this run.*" in page
    assert "<!--" not in page


def test_growth_between_the_large_bases_has_a_goal():
    cells = {"database": "sqlite", "page": "list, all"}
    rows = [cells | {"practices": 10_000, "page_ms": 10.0}, cells | {"practices": 100_000, "page_ms": 14.0}]
    goals = [row["cells"] for row in report.growth(rows) if row["table"] == "Goals"]
    assert [(goal["wanted"], goal["measured"], goal["met"]) for goal in goals] == [("≤ 1.3", "1.4", "**no**")]


# Servers

SAID = """Running 1s test @ http://127.0.0.1:8000/
  Latency Distribution
     50%   26.11ms
     99%    1.20s
  32 requests in 1.00s, 1.36MB read
Requests/sec:     31.98
"""


def test_wrk_is_understood():
    assert servers.understood(SAID) == servers.Throughput(31.98, 26.11, 1200.0)


@pytest.mark.parametrize(
    "error", ["Non-2xx or 3xx responses: 3", "Socket errors: connect 0, read 1, write 0, timeout 0"]
)
def test_a_run_with_errors_is_none(error):
    with pytest.raises(RuntimeError, match=error[:12]):
        servers.understood(f"{SAID}  {error}\n")


def test_gunicorn_runs_as_make_serve_runs_it():
    options = servers.options_of_serve()
    assert options[:2] == ["--workers", "2"]
    assert f"gunicorn gcmhub.wsgi --bind 127.0.0.1:8000 {' '.join(options)}\n" in (ROOT / "Makefile").read_text()


def test_a_missing_program_is_named_with_the_remedy():
    with pytest.raises(SystemExit, match="no-such-program is missing: install it"):
        servers.needed("no-such-program", "install it.")


# What is compared


@pytest.fixture
def practices(db):
    europe = RegionFactory(slug="europe", code="150", parent=RegionFactory(slug="world", code="001"))
    north = RegionFactory(slug="northern-europe", code="154", parent=europe)
    kenya, norway = CountryFactory(code="KE", region=europe), CountryFactory(code="NO", region=north)
    objectives = [ObjectiveFactory(number=number) for number in (5, 6, 7)]
    full = PracticeFactory(
        slug="full",
        title_en="",
        title_fr="=Somme | reste",
        started="2018-03",
        countries=[kenya, norway],
        actions=[
            ActionFactory(objective=objectives[0], letter="a"),
            ActionFactory(objective=objectives[0], letter="b"),
        ],
        sdg_targets=[SDGTargetFactory(code="10.7"), SDGTargetFactory(code="10.c", position=9)],
        principles=[GuidingPrincipleFactory()],
        themes=[ThemeFactory(), ThemeFactory()],
        primary=objectives[0],
        objectives=objectives[1:],
        partners=[ActorFactory(kind="academia"), ActorFactory(kind="media")],
        funders=[ActorFactory(kind="media")],
    )
    PresentationFactory(practice=full)
    PresentationFactory(practice=full)
    PracticeFactory(slug="empty")
    PracticeFactory(slug="in-a-region", regions=[north])
    PracticeFactory(slug="a-draft", status="draft")


def file_of_the_site(client):
    content = client.get(reverse("practices:practice-export")).getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))


def rows_of_the_statement():
    return [
        [value if value is None else str(value) for value in row]
        for row in selections.fetched(whole_table.statement(), [])
    ]


def test_the_statement_gives_what_the_file_of_the_site_holds(practices, client):
    names, *ours = file_of_the_site(client)
    theirs = rows_of_the_statement()
    assert sorted(row[0] for row in theirs) == ["empty", "full", "in-a-region"]
    assert files.differing(names, ours, theirs) == []


def test_a_difference_between_the_files_would_be_seen(practices, client):
    names, *ours = file_of_the_site(client)
    theirs = rows_of_the_statement()
    theirs[1][names.index("countries")] = "SE"
    assert files.differing(names, ours, theirs) == ["countries"]


def test_the_index_is_compared_with_sql(practices, monkeypatch):
    monkeypatch.setattr(INDEX, "snapshot", None)
    assert not race.is_wrong("country=KE&objective=-9&sort=title")
    Practice.objects.filter(slug="empty").update(title_en="ZZZ", kind="tool")  # past the change log
    assert race.is_wrong("sort=title")


def test_a_bare_statement_finds_what_the_index_finds(practices, monkeypatch):
    monkeypatch.setattr(INDEX, "snapshot", None)
    filterset = selections.filterset_of("objective=5&sort=-updated")
    ids, total = selections.bare_statements(filterset)
    _, found, first = selections.from_the_index(filterset)
    assert (total(), ids()) == (found, first) == (1, [Practice.objects.get(slug="full").pk])


def test_selections_are_made_of_what_is_common_here(practices, monkeypatch):
    monkeypatch.setattr(INDEX, "snapshot", None)
    monkeypatch.setattr(selections, "PAGE", 1)
    chosen = selections.selections()
    assert chosen["B a common country"] == "country=KE"
    assert chosen["E a rare country and a goal"] == "country=KE&sdg_goal=10"


def test_no_address_comes_twice(practices, monkeypatch):
    monkeypatch.setattr(INDEX, "snapshot", None)
    queries = selections.many_selections()
    assert len(set(queries)) == len(queries) > 50
