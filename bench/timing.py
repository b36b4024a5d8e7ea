"""Medians over many repetitions, of things that take turns, so that whatever else the machine does hits them alike."""

import os
import platform
import statistics
import time
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path

LEAST = 3  # repetitions, however slow
MOST_IN_A_TURN = 10
PACKAGES = ["Django", "gunicorn", "psycopg", "pyroaring", "django-modeltranslation"]


@dataclass(frozen=True)
class Measured:
    """The median in milliseconds, of how many turns, and the median of what stood first in them."""

    ms: float
    times: int
    first_ms: float

    def __truediv__(self, other):
        return self.ms / other.ms


def interleaved(subjects, repetitions=30, budget=3.0, before=lambda name: None, turn=0):
    """The median of each subject, by name; one that has used up its budget (seconds) sits out after a few turns.

    What takes less than `turn` seconds is repeated up to ten times in its turn, of which the median counts, so that the
    caches of the processor hold its own data and not those of the subject before.
    """
    for name, work in subjects.items():
        before(name)
        work()
    turns = {name: [] for name in subjects}
    for _ in range(repetitions):
        for name, work in subjects.items():
            medians = [statistics.median(times) for times in turns[name]]
            if len(medians) < LEAST or sum(medians) < budget:
                turns[name].append(taken_in_turn(work, partial(before, name), turn))
    return {name: measured(times) for name, times in turns.items()}


def taken_in_turn(work, before, turn):
    times = []
    while not times or (sum(times) < turn and len(times) < MOST_IN_A_TURN):
        before()
        times.append(taken(work))
    return times


def measured(turns):
    median, first = (statistics.median(map(of_turn, turns)) for of_turn in (statistics.median, itemgetter(0)))
    return Measured(1000 * median, len(turns), 1000 * first)


def taken(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def memory(pid="self", field="VmRSS"):
    """What a process holds in memory, in MB; VmHWM is the most it has held."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(field)


def forget_peak():
    """From here on, VmHWM counts anew."""
    Path("/proc/self/clear_refs").write_text("5")


def machine():
    """What a reader must know to compare."""
    cpu = next((line.partition(":")[2].strip() for line in open_lines("/proc/cpuinfo") if "model name" in line), "?")
    total = next(int(line.split()[1]) for line in open_lines("/proc/meminfo") if line.startswith("MemTotal"))
    return {
        "Processor": f"{cpu}, {os.cpu_count()} cores",
        "Memory": f"{total / 1024**2:.0f} GB",
        "System": platform.system(),
        "Python": f"{platform.python_version()}, {platform.python_compiler()}",
        **{package: version(package) for package in PACKAGES},
    }


def pace():
    """Seconds that ten million additions take in Python: what a shared processor gives at the moment."""
    total = 0
    started = time.perf_counter()
    for number in range(10_000_000):
        total += number
    return time.perf_counter() - started


def load():
    return " ".join(f"{number:.1f}" for number in os.getloadavg())


def open_lines(path):
    return Path(path).read_text().splitlines()
