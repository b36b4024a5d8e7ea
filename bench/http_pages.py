"""Pages over HTTP, served as `make serve` does, as shares of what a hello-world view reaches in the same minutes."""

import http.client
import statistics
from itertools import cycle, islice

from bench.report import goal, row
from bench.selections import list_address, many_selections, selections
from bench.servers import get, gunicorn, is_served, run_wrk
from practices.models import Practice

CLIENTS = [1, 8, 32]
PER_RUN = 2000  # addresses; more than the site can answer in one run
UNCHANGED = "list, not changed since (304)"
GOALS = {"list, all different": 0.04, "list, the same again": 0.6, UNCHANGED: 0.45}


def measure(size, quick):
    if not is_served(size, quick):
        return
    seconds, rounds = (1, 1) if quick else (4, 5)
    all_clients = [8] if quick else CLIENTS
    with gunicorn("gcmhub.wsgi") as site, gunicorn("bench.hello:application") as hello:
        runs = runs_against(site)
        for clients in all_clients:
            taken = {name: [] for name in ("hello", *runs)}
            run_wrk(site, clients, seconds, addresses=next(runs["list, all different"])["addresses"])  # to warm up
            for _ in range(rounds):
                taken["hello"].append(run_wrk(hello, clients, seconds))
                for name, settings in runs.items():
                    taken[name].append(run_wrk(site, clients, seconds, **next(settings)))
            yield from rows(size, clients, taken)
        if size == 10_000 and UNCHANGED not in runs:
            yield row("Goals", goal=UNCHANGED, wanted=f"≥ {GOALS[UNCHANGED]}", measured="no ETag", met="**no**")


def most(runs):
    """Of the best run: in some, nearly all connections fall to one of the workers, and the other idles."""
    return max(run.per_second for run in runs)


def runs_against(site):
    """What wrk is told for each kind of request, run after run."""
    same = list_address(selections()["B a common country"])
    practice = Practice.objects.published().filter(slug__startswith="sample-").first().get_absolute_url()
    different = cycle(list_address(query) for query in many_selections())
    runs = {
        "list, all different": ({"addresses": list(islice(different, PER_RUN))} for _ in cycle([None])),
        "list, the same again": cycle([{"address": same}]),
        "a practice": cycle([{"address": practice}]),
    }
    tag = get(http.client.HTTPConnection("127.0.0.1", site), same)[0].headers["ETag"]
    if tag:
        runs[UNCHANGED] = cycle([{"address": same, "headers": [f"If-None-Match: {tag}"]}])
    return runs


def rows(size, clients, taken):
    hello = most(taken.pop("hello"))
    for name, runs in taken.items():
        per_second = most(runs)
        yield row(
            "HTTP",
            request=name,
            clients=clients,
            share_of_hello_world=per_second / hello,
            requests_per_second=per_second,
            hello_world_per_second=hello,
            median_ms=statistics.median(run.median for run in runs),
            ninety_nine_percent_within_ms=statistics.median(run.slowest for run in runs),
            repetitions=len(runs),
        )
        if size == 10_000 and clients == 8 and name in GOALS:
            yield goal(f"share of hello-world, {name}", per_second / hello, at_least=GOALS[name])
