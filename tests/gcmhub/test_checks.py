"""`check --deploy` names what is not fit for a public site, and nothing else does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gcmhub.checks import debug_is_off, https_is_on, secret_key_is_secret

ROOT = Path(__file__).parent.parent.parent
SECRET_KEY = "0123456789abcdef" * 4
PUBLIC = {"GCMHUB_SECRET_KEY": SECRET_KEY, "GCMHUB_HTTPS": "true"}


def ids(messages):
    return [message.id for message in messages]


@pytest.mark.parametrize(
    ("key", "expected"),
    [("only-for-this-machine-and-never-for-a-public-site", ["gcmhub.E001"]), (SECRET_KEY, [])],
)
def test_the_default_secret_key_is_an_error(settings, key, expected):
    settings.SECRET_KEY = key
    assert ids(secret_key_is_secret(None)) == expected


@pytest.mark.parametrize(("debug", "expected"), [(True, ["gcmhub.E002"]), (False, [])])
def test_debug_is_an_error(settings, debug, expected):
    settings.DEBUG = debug
    assert ids(debug_is_off(None)) == expected


@pytest.mark.parametrize(("https", "expected"), [(False, ["gcmhub.W003"]), (True, [])])
def test_no_https_is_a_warning(settings, https, expected):
    settings.HTTPS = https
    assert ids(https_is_on(None)) == expected


def found(*options, **environment):
    """The ids of our checks that a real run prints, with the real defaults."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GCMHUB_")}
    command = [sys.executable, "manage.py", "check", *options]
    run = subprocess.run(command, cwd=ROOT, env=inherited | environment, capture_output=True, text=True, check=False)
    printed = run.stdout + run.stderr
    assert "System check identified" in printed
    return [name for name in ("gcmhub.E001", "gcmhub.E002", "gcmhub.W003") if f"({name})" in printed]


@pytest.mark.parametrize(
    ("options", "environment", "expected"),
    [
        (["--deploy"], {"GCMHUB_DEBUG": "true"}, ["gcmhub.E001", "gcmhub.E002", "gcmhub.W003"]),
        (["--deploy"], PUBLIC, []),
        ([], {"GCMHUB_DEBUG": "true"}, []),
    ],
    ids=["defaults", "public", "without --deploy"],
)
def test_a_deployment_is_checked(options, environment, expected):
    assert found(*options, **environment) == expected
