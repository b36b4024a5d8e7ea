"""A load that is killed has never happened."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from practices.changes import DataVersion
from practices.models import Practice
from tests.contents import SMALL, row_counts, write
from tests.databases import address, other_threads

ROOT = Path(__file__).parent.parent.parent
SEED, KILLS = 20261122, 3
THEMES, PRACTICES = 60, 15
PATIENCE = 60  # seconds
LOAD = """
import sys, django
django.setup()
from gcmhub.content.loading import load

def one_by_one(label, records):
    for record in records:
        print(label, flush=True)
        yield record

load(sys.argv[1], progress=one_by_one)
"""


@pytest.fixture
def elsewhere(transactional_db, tmp_path):
    with other_threads(tmp_path) as run:
        yield lambda work: run(work).result(PATIENCE)


@pytest.fixture
def larger(tmp_path):
    """The small set, changed, and many more records."""
    folder = tmp_path / "larger"
    themes = [f"- {{slug: theme-{n}, name: {{en: Theme {n}, fr: Thème {n}}}}}\n" for n in range(THEMES)]
    text = SMALL["practices/one-stop.yaml"]
    practices = {f"practices/more-{n}.yaml": text.replace("one-stop", f"more-{n}") for n in range(PRACTICES)}
    changed = {"practices/one-stop.yaml": text.replace("Guichet unique", "Guichet")}
    write(folder, SMALL | {"objectives/themes.yaml": "".join(themes)} | practices | changed)
    return folder


def start(folder, url):
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "gcmhub.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "-c", LOAD, str(folder)], env=environment, stdout=subprocess.PIPE, text=True
    )


def finish(folder, url):
    process = start(folder, url)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return len(output.splitlines())


def state():
    title, number = Practice.objects.get(slug="one-stop").title_fr, DataVersion.objects.get().n
    return row_counts(), title, number


def test_a_load_that_is_killed_leaves_the_base_as_it_was(elsewhere, larger, tmp_path):
    url = elsewhere(address)
    write(tmp_path / "small", SMALL)
    finish(tmp_path / "small", url)
    before = elsewhere(state)
    moments = random.Random(SEED)  # noqa: S311 -- no secret
    for _ in range(KILLS):
        process = start(larger, url)
        for _ in range(moments.randrange(1, THEMES + PRACTICES)):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.stdout.close()
        assert process.wait(PATIENCE) == -signal.SIGKILL
        assert elsewhere(state) == before
    finish(larger, url)
    counts, title, number = elsewhere(state)
    assert (title, number) == ("Guichet", before[2] + 1)
    assert counts["practices.Practice"] == 1 + PRACTICES
    assert counts["objectives.Theme"] == 1 + THEMES
