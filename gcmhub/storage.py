"""Addresses of the files of the site: with a digest of the content, so that a browser may keep them for ever."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Remembers each address, which is fixed while the site runs; a list prints seven."""

    url = cache(CompressedManifestStaticFilesStorage.url)
