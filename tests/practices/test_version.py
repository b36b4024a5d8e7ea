"""The version of the data: on PostgreSQL it comes with a connection of the pool, without a question of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock, Semaphore

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from practices import version
from practices.changes import DataVersion, record_change
from practices.version import AskedTogether, check, current_version, version_of_connection, version_of_pool

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


class Door:
    """A lock that says when somebody has come to it."""

    def __init__(self):
        self.lock = Lock()
        self.came = Semaphore(0)

    def __enter__(self):
        self.came.release()
        self.lock.acquire()

    def __exit__(self, *error):
        self.lock.release()


class Questions(AskedTogether):
    """Whose answers are their numbers, given when they are let go; some fail."""

    def __init__(self, errors):
        super().__init__(self.ask_slowly)
        self.lock = Door()
        self.errors = errors
        self.asked, self.let_go = Semaphore(0), Semaphore(0)

    def ask_slowly(self):
        number = self.begun
        self.asked.release()
        self.let_go.acquire()
        if number in self.errors:
            raise self.errors[number]
        return number


def answers(errors):
    """Of one thread that asks, and of three that come while its question is under way."""
    questions = Questions(errors)
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(questions)
        questions.asked.acquire()
        others = [threads.submit(questions) for _ in range(3)]
        for _ in range(4):
            questions.lock.came.acquire()
        for _ in range(4):
            questions.let_go.release()
    return [said.exception() or said.result() for said in (first, *others)]


def test_who_comes_later_shares_a_question_that_was_begun_later():
    assert answers({}) == [1, 2, 2, 2]


def test_who_waits_for_a_database_that_does_not_answer_waits_once():
    refused = OperationalError()
    assert answers({2: refused}) == [1, refused, refused, refused]
    assert answers({1: refused}) == [refused, 2, 2, 2]


def test_a_question_that_was_not_put_is_no_answer():
    """Nobody is given what an earlier question said."""
    mistake = KeyError()
    assert sorted(answers({2: mistake}), key=repr) == [1, 3, 3, mistake]
