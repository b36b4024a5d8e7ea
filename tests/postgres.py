"""Run a command against a PostgreSQL of its own: `python tests/postgres.py pytest -n 2`.

A fresh cluster in a temporary folder, on a free port below the ephemeral range, never as root; stopped and removed at
the end. A missing server is an error, not a skip.
"""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

PORTS = range(20000, 32000)
SUPERUSER = "gcmhub"


def binaries():
    """The folder of the newest PostgreSQL server on this machine."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    if path := shutil.which("initdb"):
        return pathlib.Path(path).parent
    sys.exit("No PostgreSQL server on this machine: install Debian's package “postgresql”.")


def free_port():
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no free port")


def as_server_user(command, **options):
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return subprocess.run([*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, **options)


def main(command):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="gcmhub-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    server, port = binaries(), free_port()
    as_server_user([server / "initdb", "-D", folder / "data", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8"], cwd=folder)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    options += " -c autovacuum=off"  # what it holds while it counts, a test of locks would wait for
    control = [server / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log"]
    as_server_user([*control, "-o", options, "start"], cwd=folder)
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{SUPERUSER}@127.0.0.1:{port}/postgres",
        "GCMHUB_DATABASE_CONNECTIONS": "0",
        "GCMHUB_STATEMENT_TIMEOUT": "60000",  # a machine that halts for some seconds fails no test
    }
    try:
        return subprocess.run(command, check=False, env=environment).returncode
    finally:
        as_server_user([*control, "-m", "immediate", "stop"], cwd=folder)
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
