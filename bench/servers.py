"""Servers of our own for a while, and wrk against them."""

import http.client
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from math import nan
from pathlib import Path

from tests.postgres import free_port

ROOT = Path(__file__).parent.parent
BINARIES = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
PATIENCE = 60  # seconds


def needed(name, remedy):
    """The full name of a program; without it nothing is measured."""
    if path := shutil.which(name, path=BINARIES):
        return path
    sys.exit(f"{name} is missing: {remedy}")


def wrk():
    return needed("wrk", "install Debian's package “wrk”.")


def sqlite3():
    return needed("sqlite3", "install Debian's package “sqlite3”.")


def chromium():
    return needed("chromium", "install Debian's package “chromium”.")


def datasette():
    return needed("datasette", "`make bench` installs it (dependency group “bench”).")


def options_of_serve():
    """How `make serve` runs gunicorn, without the address."""
    command = re.search(r"gunicorn gcmhub\.wsgi --bind \S+ (.+)", (ROOT / "Makefile").read_text("utf-8"))
    return shlex.split(command[1])


@contextmanager
def served(command, port, address="/"):
    """A server while it runs; gives its port once it answers."""
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(server, port, address)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(server, port, address):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            return get(http.client.HTTPConnection("127.0.0.1", port), address)
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{server.args[0]} does not answer")


def gunicorn(application, *options):
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    return served([*command, *(options or options_of_serve())], port)


def get(connection, address):
    """The answer and its body, over a connection that stays open."""
    connection.request("GET", address)
    response = connection.getresponse()
    return response, response.read()


@dataclass(frozen=True)
class Throughput:
    """What wrk says of one run; latencies in milliseconds."""

    per_second: float
    median: float
    slowest: float  # of 99 in 100


def is_served(size, quick):
    """Whether to ask over HTTP as well: of one size is enough, what grows with the base is measured in process."""
    return size == 10_000 or quick


UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


def run_wrk(port, clients, seconds, address="/", headers=(), addresses=()):
    """Ask for one address, or for many in turn, with so many clients; an answer that is an error fails the run."""
    command = [wrk(), "-t1", f"-c{clients}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    with tempfile.NamedTemporaryFile("w") as file:
        if addresses:
            file.write("\n".join(addresses))
            file.flush()
            command += ["-s", Path(__file__).parent / "addresses.lua"]
        command += [f"http://127.0.0.1:{port}{address}", "--", file.name]
        return understood(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def understood(said):
    if errors := re.search(r"Non-2xx.*|Socket errors.*", said):
        raise RuntimeError(errors[0])
    return Throughput(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), latency(said, 50), latency(said, 99))


def latency(said, percentile):
    """In milliseconds; not a number if there was no answer in time."""
    found = re.search(rf"^\s+{percentile}%\s+([\d.]+)(us|ms|s|m)$", said, re.MULTILINE)
    return float(found[1]) * UNITS[found[2]] if found else nan
