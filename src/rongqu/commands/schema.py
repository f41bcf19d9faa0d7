"""The state of a database, asked with one driver call: `rongqu up` must not load the whole house.

A migration's file begins with its revision, and revisions sort by time: the last file is the head
(a test compares this with Alembic's own answer).
"""

from __future__ import annotations

from pathlib import Path

import psycopg

import rongqu
from rongqu.infra.embedded_postgres import DatabaseProblem
from rongqu.infra.settings import Settings

ROOT = Path(rongqu.__file__).parents[2]
MIGRATIONS = ROOT / "migrations" / "versions"
REVISION_LENGTH = len("2026_11_22_1400")


def newest_revision() -> str:
    return max(path.name[:REVISION_LENGTH] for path in MIGRATIONS.glob("*.py"))


def current_revision(settings: Settings) -> str | None:
    """None: nothing has been migrated yet."""
    try:
        answer = ask(settings, "SELECT version_num FROM alembic_version")
    except psycopg.errors.UndefinedTable:
        return None
    return None if answer is None else str(answer[0])


def is_up_to_date(settings: Settings) -> bool:
    return current_revision(settings) == newest_revision()


def is_empty(settings: Settings) -> bool:
    """Whether nobody has ever had an account in it; what migrating puts in does not count."""
    return ask(settings, "SELECT count(*) FROM (SELECT FROM identity.person LIMIT 1)") == (0,)


def ask(settings: Settings, question: str) -> tuple[object, ...] | None:
    """One row, over a connection of its own."""
    url = settings.owner_url.replace("+asyncpg", "", 1)
    try:
        with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
            return connection.execute(question.encode()).fetchone()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1].strip()
        raise DatabaseProblem(
            f"The database does not answer ({reason}): check RONGQU_DATABASE_URL."
        ) from None
