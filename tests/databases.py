"""The database of the tests as other threads and other processes see it, with connections of their own."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest
from django.db import connection, connections


@contextmanager
def other_threads(folder):
    """A function that runs something in another thread; on SQLite on a file, since memory cannot be shared so.

    The test itself must be transactional, else PostgreSQL shows the others nothing of it.
    """

    def with_own_connection(work, *arguments):
        try:
            return work(*arguments)
        finally:
            connection.close()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(4) as pool:
        if connection.vendor == "sqlite":
            patch.setitem(connections.settings["default"], "NAME", str(copy_of_memory(folder / "base.sqlite3")))
        yield lambda work, *arguments: pool.submit(with_own_connection, work, *arguments)


def copy_of_memory(path):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")  # only one connection at a time can switch it on
    return path


def address():
    """What another process must be given as DATABASE_URL; ask in another thread."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(settings)
