"""What a reader with a phone on a slow line waits for, in Chromium: the first visit to a page, and the next one."""

import statistics
from contextlib import contextmanager

from django.db import connection
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import sync_playwright

from bench.report import row
from bench.servers import chromium, gunicorn, is_served
from practices.models import Practice

LANGUAGES = ["en", "ar"]
PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}  # bytes
SLOWER = 4  # how many times the processor of the phone

# The browser keeps these entries from the start; half a second after the page has loaded nothing more comes.
SEEN = """() => new Promise((told) => {
    const found = {'paint': [], 'largest-contentful-paint': [], 'layout-shift': [], 'longtask': []};
    for (const [type, entries] of Object.entries(found))
        new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({type, buffered: true});
    setTimeout(() => {
        const first = found['paint'].find((entry) => entry.name === 'first-contentful-paint').startTime;
        const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
        told({
            first_paint_ms: first,
            largest_paint_ms: found['largest-contentful-paint'].at(-1).startTime,
            layout_shift: sum(found['layout-shift'].map((entry) => entry.value)),
            blocking_ms: sum(found['longtask'].filter((task) => task.startTime + task.duration > first)
                .map((task) => task.duration - 50)),
        });
    }, 500);
})"""


def measure(size, quick):
    if connection.vendor != "sqlite" or not is_served(size, quick):  # the database makes no difference to a browser
        return
    loads = 1 if quick else 5
    places = list(addresses())  # before Playwright, whose loop Django takes for its own
    with gunicorn("gcmhub.wsgi") as port, browser() as phone:
        for page, language, address in places:
            visits = [first_and_next(phone, f"http://127.0.0.1:{port}{address}") for _ in range(loads)]
            for visit, taken in zip(("first", "again"), zip(*visits, strict=True), strict=True):
                cells = {name: statistics.median(one[name] for one in taken) for name in taken[0]}
                yield row("Browsing", page=page, language=language, visit=visit, **cells, repetitions=loads)


def addresses():
    practice = Practice.objects.published().earliest("pk")  # of the shipped content
    for language in LANGUAGES:
        with override(language):
            yield "home", language, reverse("home")
            yield "list", language, reverse("practices:practice-list")
            yield "a practice", language, practice.get_absolute_url()
            yield "map", language, reverse("practices:practice-map")
            yield "an objective", language, reverse("objectives:objective-detail", args=[23])


@contextmanager
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def first_and_next(phone, address):
    """Two visits by somebody who has never been here."""
    with phone.new_context(**PHONE) as nobody:
        return visit(nobody, address), visit(nobody, address)


def visit(reader, address):
    """What comes over the line and what is seen of it, in a new tab."""
    page, sizes = reader.new_page(), []
    tools = reader.new_cdp_session(page)
    tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    assert page.goto(address).status in (200, 304), address
    seen = page.evaluate(SEEN)
    page.close()
    sent = [size for size in sizes if size]  # what the browser has at hand is not sent
    return {"requests": len(sent), "kB_transferred": sum(sent) / 1000} | seen
