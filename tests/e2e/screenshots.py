"""Pictures of the key pages with the content of the database, to be looked at: `make screenshots`.

Each page on a wide screen, on a phone, in Arabic and in the dark, from a server started for this as `make serve` does.
"""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGES = {
    "home": "",
    "list": "practices/",
    "filtered": "practices/?region=africa&objective=23&q=health",
    "practice": "practices/quito-call-to-local-action/",
    "matrix": "practices/matrix/",
    "map": "practices/map/",
    "objective": "objectives/23/",
    "actors": "actors/",
    "session": "dialogues/2018/new-york/",
    "about": "about/",
    "data": "data/",
    "missing": "no/such/page/",
}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LOOKS = {
    "desktop": ("en", {"viewport": WIDE}),
    "phone": ("en", {"viewport": PHONE, "device_scale_factor": 2}),
    "arabic": ("ar", {"viewport": WIDE}),
    "dark": ("fr", {"viewport": WIDE, "color_scheme": "dark"}),
}
PATIENCE = 30  # seconds until the server must answer


def serve():
    """A server of its own on a free port; gives its process and address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "gcmhub.wsgi", "--bind", address, "--threads", "4"]
    return subprocess.Popen([*command, "--log-level", "warning"]), f"http://{address}"


def wait_for(address):
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310 -- our own server
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def take(browser, address, folder, look):
    language, options = LOOKS[look]
    context = browser.new_context(base_url=address, **options)
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(f"/{language}/{path}")
        page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
    context.close()


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    server, address = serve()
    try:
        wait_for(address)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for look in LOOKS:
                take(browser, address, folder, look)
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
