"""The version of the data: on PostgreSQL it comes with a connection of the pool, without a question of its own."""

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from practices import version
from practices.changes import DataVersion, record_change
from practices.version import check, current_version, version_of_connection, version_of_pool

with_a_server = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no pool of connections")


@pytest.fixture
def pool(transactional_db):
    """Of versions, beside Django's, as in production; the other tests have none, to empty and drop their databases."""
    connection.close()
    options = connection.settings_dict["OPTIONS"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(options, "pool", {"min_size": 1, "max_size": 2, "timeout": 5})
        with version.pool() as opened:
            yield opened
        connection.close()
        connection.close_pool()
    version.pool.cache_clear()


def kill(pool):
    """End the one idle connection of the pool behind its back, as a restart of the server does."""
    taken = pool.getconn()
    pid = taken.info.backend_pid
    pool.putconn(taken)
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone() == (True,)
    return pid


def test_none_in_an_empty_base(db):
    assert current_version() == (0, 0)
    record_change()
    row = DataVersion.objects.get()
    assert current_version() == (row.n, row.stamp) == (1, row.stamp)


@with_a_server
def test_each_connection_from_the_pool_says_it_anew(pool):
    assert version_of_pool() == (0, 0)  # in an empty base, where no change is numbered yet
    for number in (1, 2):
        record_change()
        connection.close()
        told = version_of_pool()
        assert connection.connection is None
        assert told == version_of_connection() == (number, DataVersion.objects.get().stamp)
        connection.close()


@with_a_server
def test_inside_a_transaction_its_own_changes_count(pool):
    with transaction.atomic():
        record_change()
        assert version_of_pool() is None
        assert current_version()[0] == 1
        transaction.set_rollback(True)
    connection.close()
    assert current_version() == (0, 0)


@with_a_server
def test_a_lost_connection_is_replaced_before_anyone_has_it(pool):
    record_change()
    connection.close()
    pid = kill(pool)
    assert version_of_pool()[0] == 1
    with pool.connection() as taken:
        assert taken.info.backend_pid != pid


@with_a_server
def test_a_server_without_the_table_works_and_knows_no_version(pool):
    """Before `migrate`, and while a table is locked longer than a statement may wait."""
    with pool.connection() as taken:
        taken.execute("SET search_path TO nowhere")
        check(taken)
        assert (taken.data_version, taken.closed) == (None, False)
        taken.execute("RESET search_path")
        check(taken)
        assert taken.data_version == (0, 0)


@with_a_server
def test_no_server_is_an_error_of_the_database(pool, monkeypatch):
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "PORT", "1")
        patch.setitem(connection.settings_dict["OPTIONS"]["pool"], "timeout", 0.1)
        version.pool.cache_clear()
        with pytest.raises(OperationalError):
            current_version()
        version.pool().close()
