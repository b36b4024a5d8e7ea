"""A real browser: Debian’s Chromium, driven by Playwright. A missing browser is an error, not a skip."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright’s loop runs in the thread that uses the database

WIDTHS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "No Chromium on this machine: install Debian’s package “chromium”."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, "--disable-sync", "--no-first-run"])
        yield browser
        browser.close()


def is_fault(message):
    """Chromium also logs that a page which tests ask for is answered with 400, 404 or 410; no asset may be missing."""
    refused = message.text.startswith("Failed to load resource: the server responded with a status of 4")
    return message.type == "error" and not (refused and "/static/" not in message.location["url"])


@pytest.fixture
def browse(chromium, live_server):
    """Open pages of the live site; fails at the end if a page logged an error, e.g. a refusal of the CSP."""
    contexts, errors = [], []

    def open_context(width="desktop", **options):
        context = chromium.new_context(base_url=live_server.url, viewport=WIDTHS[width], locale="en", **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: is_fault(message) and errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_context
    for context in contexts:
        context.close()
    assert errors == []
