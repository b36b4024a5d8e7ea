import pytest
from django.conf import settings
from django.utils import translation


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # hashing well is slow on purpose
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PAGES_KEPT = 0  # each test sees what the database says now, and counts its queries
    settings.WHITENOISE_AUTOREFRESH = True  # nothing is collected for tests


@pytest.fixture(autouse=True)
def english():
    """Every test begins in English and cannot leave another language behind."""
    with translation.override("en"):
        yield
