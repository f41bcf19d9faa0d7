"""The embedded server survives what happens to laptops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from rongqu.infra import embedded_postgres
from rongqu.infra.embedded_postgres import (
    DatabaseProblem,
    DiskFull,
    EmbeddedPostgres,
    FolderInUse,
)
from tests.infra.processes import eventually, is_running

OWNER = """
import os, sys, time
from pathlib import Path
from rongqu.infra.embedded_postgres import EmbeddedPostgres

server = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
server.start()
print(server.pid, os.getpgid(server.pid), flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all: what one test has crashed, the next one has to heal."""
    return tmp_path_factory.mktemp("postgres")


@pytest.fixture
def server(folder: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(folder, durable=False)


@pytest.fixture
def owner(folder: Path) -> Generator[subprocess.Popen[str]]:
    """Another process that has started the server: `pids` of server and helper on its output."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.kill()


def pids(owner: subprocess.Popen[str]) -> tuple[int, int]:
    assert owner.stdout is not None
    server, helper = owner.stdout.readline().split()
    return int(server), int(helper)


def run(server: EmbeddedPostgres, statement: str) -> object:
    url = server.url("postgres").replace("+asyncpg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        answer = connection.execute(statement.encode())
        return answer.fetchone() if answer.description else None


def test_what_was_written_is_there_after_the_next_start(server: EmbeddedPostgres) -> None:
    with server:
        run(server, "CREATE TABLE kept AS SELECT 7 AS number")
    with server:
        assert run(server, "SELECT number FROM kept") == (7,)
        run(server, "DROP TABLE kept")
    assert not server.is_answering()


def test_it_listens_on_no_network_and_sorts_by_code_point(server: EmbeddedPostgres) -> None:
    with server:
        assert run(server, "SHOW listen_addresses") == ("",)
        assert run(server, "SELECT datlocprovider, datlocale FROM pg_database LIMIT 1") == (
            "b",
            "C.UTF-8",
        )
        assert os.stat(server.socket_folder).st_mode & 0o077 == 0


def test_the_server_ends_with_a_killed_owner(owner: subprocess.Popen[str]) -> None:
    left, helper = pids(owner)

    owner.kill()

    assert eventually(lambda: not is_running(left) and not is_running(helper))


def test_a_server_left_running_is_replaced(
    server: EmbeddedPostgres, owner: subprocess.Popen[str]
) -> None:
    left, helper = pids(owner)
    os.kill(helper, signal.SIGKILL)
    owner.kill()
    owner.wait()
    assert is_running(left)

    with server:
        assert server.pid != left
        assert not is_running(left)
        assert run(server, "SELECT 1") == (1,)


def test_a_killed_server_loses_nothing_and_starts_again(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    server.start()
    run(server, "CREATE TABLE kept AS SELECT 7 AS number")

    os.kill(server.pid, signal.SIGKILL)
    assert server.wait() == 128 + signal.SIGKILL
    server.start()

    assert run(server, "SELECT number FROM kept") == (7,)
    run(server, "DROP TABLE kept")
    server.stop()


def test_a_killed_helper_takes_the_server_with_it(server: EmbeddedPostgres) -> None:
    server.start()
    left = server.pid
    helper = os.getpgid(left)

    os.kill(helper, signal.SIGKILL)

    assert server.wait() == -signal.SIGKILL
    assert eventually(lambda: not is_running(left))
    server.start()
    assert server.is_answering()
    server.stop()


def test_a_stale_lock_file_that_names_another_program_is_dropped(
    server: EmbeddedPostgres,
) -> None:
    with server:
        content = (server.data / "postmaster.pid").read_text().split("\n", 1)[1]
    socket_lock = server.socket_folder / ".s.PGSQL.5432.lock"
    bystander = subprocess.Popen(["sleep", "60"])
    for lock_file in (server.data / "postmaster.pid", socket_lock):
        lock_file.write_text(f"{bystander.pid}\n{content}")

    with server:
        assert server.is_answering()

    assert bystander.poll() is None, "only our own leftovers are stopped"
    bystander.kill()
    bystander.wait()


@pytest.mark.parametrize("content", ["", "not a number\n", "999999999\n"])
def test_a_broken_lock_file_does_not_matter(server: EmbeddedPostgres, content: str) -> None:
    with server:
        pass
    (server.data / "postmaster.pid").write_text(content)
    with server:
        assert server.is_answering()


def test_a_folder_has_one_owner_and_others_may_ask_whether_it_answers(
    server: EmbeddedPostgres, folder: Path
) -> None:
    second = EmbeddedPostgres(folder, durable=False)
    with server:
        with pytest.raises(FolderInUse, match="set RONGQU_HOME"):
            second.start()
        assert second.is_answering()
        assert server.is_answering(), "the refused one has not disturbed it"


def test_a_crash_while_the_database_was_made_leaves_nothing_half_made(tmp_path: Path) -> None:
    (tmp_path / "data.unfinished").mkdir()
    (tmp_path / "data.unfinished" / "PG_VERSION").write_text("18")

    with EmbeddedPostgres(tmp_path, durable=False) as server:
        assert run(server, "SELECT 1") == (1,)


def test_a_long_path_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    server = EmbeddedPostgres(deep, durable=False)

    assert not server.socket_folder.is_relative_to(deep)
    with server:
        assert run(server, "SELECT 1") == (1,)
    server.socket_folder.rmdir()


def test_a_full_disk_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_postgres, "LEAST_FREE_BYTES", 1 << 60)
    with pytest.raises(DiskFull, match="is full: free some space"):
        EmbeddedPostgres(tmp_path).start()


def test_data_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "PG_VERSION").write_text("16\n")
    with pytest.raises(DatabaseProblem, match="made by PostgreSQL 16, this is 18"):
        EmbeddedPostgres(tmp_path).start()


def test_a_server_that_refuses_to_start_says_why(server: EmbeddedPostgres) -> None:
    with server:
        pass
    control = server.data / "global" / "pg_control"
    control.rename(control.with_suffix(".away"))
    with pytest.raises(DatabaseProblem, match=r"pg_control.*server\.log"):
        server.start()
    control.with_suffix(".away").rename(control)
