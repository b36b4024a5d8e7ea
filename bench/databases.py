"""Bases of every size on SQLite and PostgreSQL, filled once and kept for the next run."""

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.report import row
from tests.postgres import SUPERUSER, as_server_user, binaries, free_port

ROOT = Path(__file__).parent.parent
MADE_BY = [
    "gcmhub/management/sample/*.py",
    "gcmhub/words.py",
    "gcmhub/searched.py",
    "practices/search.py",
    "practices/documents.py",
    "*/migrations/*.py",
]
SERVER_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "1GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "jit": "off",
}


@dataclass(frozen=True)
class Database:
    """One base: `kind` is sqlite or postgresql, `size` the number of sample practices."""

    kind: str
    size: int
    url: str
    folder: Path

    @property
    def environment(self):
        return os.environ | {
            "DATABASE_URL": self.url,
            "GCMHUB_STATIC_ROOT": str(self.folder / "static_root"),
            "GCMHUB_STATEMENT_TIMEOUT": "0",  # what it is measured against may be slow
            "GCMHUB_LOG_LEVEL": "ERROR",
        }

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout


def fingerprint():
    """Of the code that makes the bases: those of other code are not used again."""
    paths = sorted(path for pattern in MADE_BY for path in ROOT.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:8]


def fill(database):
    """Content and samples; gives a row on how long the samples took and how much memory."""
    database.manage("migrate", "--verbosity", 0)
    database.manage("load_content", "--verbosity", 0)
    command = [sys.executable, "manage.py", "make_sample", "--practices", str(database.size)]
    child = subprocess.Popen(command, cwd=ROOT, env=database.environment, stdout=subprocess.PIPE, text=True)
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise RuntimeError("make_sample failed")
    practices, rows, seconds = re.search(r"(\d+) practices, (\d+) rows in ([\d.]+) s", said).groups()
    return row(
        "Samples",
        practices=int(practices),
        database=database.kind,
        rows=int(rows),
        seconds=float(seconds),
        rows_per_second=int(rows) / float(seconds),
        peak_memory_MB=usage.ru_maxrss / 1024,
    )


def in_file(folder, size):
    """The base in a file, and the row on its filling, if it was filled now."""
    path = folder / f"practices-{size}-{fingerprint()}.sqlite3"
    if path.exists():
        return Database("sqlite", size, f"sqlite:///{path}", folder), None
    unfinished = path.with_name(f"unfinished-{path.name}")
    for leftover in folder.glob(f"*practices-{size}-*"):  # of other code, or never finished
        leftover.unlink()
    filled = fill(Database("sqlite", size, f"sqlite:///{unfinished}", folder))
    with closing(sqlite3.connect(unfinished)) as base:
        base.execute("ANALYZE")
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    unfinished.rename(path)
    return Database("sqlite", size, f"sqlite:///{path}", folder), filled


def in_server(folder, size, server):
    """The same in a database of the server."""
    name = f"practices_{size}_{fingerprint()}"
    database = Database("postgresql", size, f"{server}/{name}", folder)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return database, None
        leftovers = connection.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"practices_{size}_"])
        for (leftover,) in leftovers.fetchall():  # of other code, or never finished
            connection.execute(f'DROP DATABASE "{leftover}"')
        connection.execute(f'CREATE DATABASE "unfinished_{name}"')
        filled = fill(Database("postgresql", size, f"{server}/unfinished_{name}", folder))
        connection.execute(f'ALTER DATABASE "unfinished_{name}" RENAME TO "{name}"')
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return database, filled


@contextmanager
def postgresql_server(folder):
    """A server of our own, with settings as an office would give it; its data stay in the folder. Gives its address."""
    binary, port = binaries(), free_port()
    data = folder / f"postgresql-{binary.parent.name}"
    if os.geteuid() == 0:
        folder.chmod(0o755)
        data.mkdir(exist_ok=True)
        shutil.chown(data, "postgres")
    if not (data / "PG_VERSION").exists():
        as_server_user([binary / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8"], cwd=data)
    options = " ".join(f"-c {name}={value}" for name, value in SERVER_SETTINGS.items())
    control = [binary / "pg_ctl", "-D", data, "-w", "-l", data / "log"]
    as_server_user([*control, "-o", f"-p {port} -k {data} {options}", "start"], cwd=data)
    try:
        yield f"postgres://{SUPERUSER}@127.0.0.1:{port}"
    finally:
        as_server_user([*control, "-m", "fast", "stop"], cwd=data)


@contextmanager
def copy_of(database):
    """The same base to write in."""
    if database.kind == "sqlite":
        path = database.folder / "copy.sqlite3"
        for leftover in database.folder.glob("copy.sqlite3*"):
            leftover.unlink()
        shutil.copy(database.url.removeprefix("sqlite:///"), path)
        yield Database("sqlite", database.size, f"sqlite:///{path}", database.folder)
        return
    server, _, name = database.url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS copy WITH (FORCE)")
        connection.execute(f'CREATE DATABASE copy TEMPLATE "{name}"')
        yield Database("postgresql", database.size, f"{server}/copy", database.folder)
        connection.execute("DROP DATABASE copy WITH (FORCE)")
