"""The rongqu command: help with examples, exit codes, one sentence where a person can mend it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory
from typer.testing import CliRunner

from rongqu import cli
from rongqu.cli import ExitCode, app, main
from rongqu.commands.console import Console
from rongqu.commands.migrate import migration_config
from rongqu.commands.schema import current_revision, is_empty, is_up_to_date, newest_revision
from rongqu.commands.up import Places, begin_anew, choose_places
from rongqu.infra.database import Engine
from rongqu.infra.embedded_postgres import DatabaseProblem, EmbeddedPostgres
from rongqu.infra.listening import HeldPorts, PortTaken, listen
from rongqu.infra.settings import DatabaseSettings, Settings, WebSettings
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.errors import NotAllowed
from rongqu.modules.contracts.public import load_library
from rongqu.modules.privacy.public import load_texts
from tests.builders.identity import given_owner

runner = CliRunner()
COMMANDS = [
    command.name or getattr(command.callback, "__name__", "").replace("_", "-")
    for command in app.registered_commands
]


def rongqu(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rongqu", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: str) -> None:
    shown = runner.invoke(app, [command, "--help"])
    assert shown.exit_code == ExitCode.OK
    assert "Example" in shown.output


def test_help_tells_the_exit_codes() -> None:
    shown = " ".join(runner.invoke(app, ["--help"]).output.split())
    assert "0 done · 1 failed · 2 wrong usage · 3 the input was refused · 4" in shown


def test_a_wrong_word_is_wrong_usage() -> None:
    assert runner.invoke(app, ["serv"]).exit_code == ExitCode.USAGE


def test_an_unknown_room_is_wrong_usage() -> None:
    refused = runner.invoke(app, ["worker", "--modules", "payments,casino"])
    assert refused.exit_code == ExitCode.USAGE
    assert "casino" in refused.output


def test_what_a_command_needs_is_loaded_when_it_is_asked_for() -> None:
    """Else every program, and `rongqu --help`, would wait two seconds for all rooms."""
    loaded = "import sys, rongqu.cli; print(*(each for each in sys.modules if 'rongqu.' in each))"
    names = subprocess.check_output([sys.executable, "-c", loaded], text=True).split()
    assert "rongqu.commands.risk" in names
    assert [each for each in names if each.startswith("rongqu.modules.")] == []


async def test_a_list_is_loaded_and_a_name_looked_up(
    engine: Engine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engine  # an empty database
    monkeypatch.setenv("RONGQU_DATABASE_URL", database_url.replace("+asyncpg", ""))
    listed = tmp_path / "ofac.csv"
    listed.write_text("entity_no,name,type,program\n7,Golden Lotus Trading,entity,SDN\n", "utf-8")

    async def screening(*arguments: str) -> str:
        done = await asyncio.to_thread(runner.invoke, app, ["screening", *arguments])
        assert done.exit_code == ExitCode.OK, done.output
        return done.output

    assert await screening("load", str(listed)) == "ofac: 1 entries with 1 names.\n"
    assert "SDN" in await screening("check", "Golden Lotus Trading")
    assert await screening("check", "王小明", "--kind", "person") == (
        "Nothing on the lists is like it.\n"
    )


def test_a_wrong_setting_is_one_sentence() -> None:
    refused = rongqu("up", RONGQU_WEB_PORT="http")
    assert refused.returncode == ExitCode.ENVIRONMENT
    assert refused.stderr == "rongqu: RONGQU_WEB_PORT must be a whole number.\n"


def test_a_database_that_does_not_answer_is_one_sentence() -> None:
    url = "postgresql://nobody@127.0.0.1:9/nowhere"
    with pytest.raises(DatabaseProblem, match=r"does not answer \(.*\): check RONGQU_DATABASE_URL"):
        current_revision(Settings(database=DatabaseSettings(url=url)))


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (NotAllowed(permission="parties:import"), ExitCode.REFUSED, "common.not_allowed"),
        (OSError(28, "No space left on device"), ExitCode.ENVIRONMENT, "the disk is full"),
        (PortTaken("127.0.0.1", 1, "use --port"), ExitCode.ENVIRONMENT, "Port 1 of 127.0.0.1"),
    ],
)
def test_what_a_person_can_mend_is_a_sentence_and_a_code(
    error: Exception,
    code: ExitCode,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(**_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "app", fails)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == code
    assert words in capsys.readouterr().err


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(cli, "app", fails)
    with pytest.raises(KeyError):
        main()


def test_the_newest_migration_is_alembics_head() -> None:
    heads = ScriptDirectory.from_config(migration_config()).get_heads()
    assert list(heads) == [newest_revision()]


@pytest.mark.usefixtures("engine")
async def test_the_state_of_a_database_is_known(database_url: str) -> None:
    settings = Settings(database=DatabaseSettings(url=database_url))
    assert is_up_to_date(settings)
    assert is_empty(settings)


async def test_what_migrating_puts_in_leaves_a_platform_empty_and_a_person_does_not(
    engine: Engine, database_url: str
) -> None:
    """Else `rongqu up` would load no demo into a new platform, or one over people's data."""
    settings = Settings(database=DatabaseSettings(url=database_url))
    async with open_tx(engine, SYSTEM) as tx:
        await load_library(tx)
        await load_texts(tx)
    assert is_empty(settings)
    await given_owner(engine)
    assert not is_empty(settings)


def test_a_port_that_was_asked_for_is_not_exchanged() -> None:
    with listen("127.0.0.1", 0, "") as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match="choose another with --port"):
            choose_places(Settings(), port, HeldPorts())
        settings = Settings(web=WebSettings(port=port))
        held = HeldPorts()
        first, second = (choose_places(settings, None, held) for _ in range(2))
        held.release()
        assert port < first.web < second.web
        # Two that start at once, minutes before a program listens on any of them.
        assert not {*ports_of(first)} & {*ports_of(second)}


def ports_of(places: Places) -> list[int]:
    return [value for value in asdict(places).values() if isinstance(value, int)]


def test_doctor_finds_what_is_wrong_and_tells_the_way_out(tmp_path: Path) -> None:
    good = rongqu("doctor", RONGQU_HOME=str(tmp_path))
    wrong = rongqu("doctor", RONGQU_HOME=str(tmp_path), RONGQU_DATABSE_URL="x")

    assert "✓ Python" in good.stdout
    assert "✗ Unknown: RONGQU_DATABSE_URL" in wrong.stdout
    assert wrong.returncode == ExitCode.ENVIRONMENT


def test_lines_say_who_says_them(capsys: pytest.CaptureFixture[str]) -> None:
    Console(sys.stdout).say("web", "ready")
    assert capsys.readouterr().out == "web      | ready\n"


def test_an_interrupted_demo_begins_anew(tmp_path: Path) -> None:
    for folder in ("bank", "files", "mine"):
        (tmp_path / folder).mkdir()
    with EmbeddedPostgres(tmp_path / "postgres", durable=False) as server:
        half_done = DatabaseSettings(url=server.url())
        settings = Settings(home=tmp_path, database=half_done)
        with psycopg.connect(server.url().replace("+asyncpg", "")) as connection:
            connection.execute("CREATE TABLE alembic_version AS SELECT 'half' AS version_num")
        assert current_revision(settings) == "half"

        begin_anew(settings, server)

        assert current_revision(settings) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "postgres"]
