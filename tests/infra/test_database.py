"""The way to the database gives what SQLAlchemy's own would give, and keeps its promises."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncGenerator
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import (
    Column,
    Date,
    Executable,
    Identity,
    Integer,
    Named,
    Numeric,
    Table,
    Text,
    TypedColumns,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import DBAPIError, IntegrityError, MultipleResultsFound, NoResultFound
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.schema import CreateTable, DropTable

from rongqu.infra import pool
from rongqu.infra.database import Connection, Engine, NotCommitted, Refused, create_engine
from rongqu.infra.encryption import ciphers
from rongqu.infra.prebuilt import Prebuilt
from rongqu.infra.tables import Instant, PiiText, metadata
from rongqu.kernel.actor import Actor
from rongqu.kernel.errors import Busy
from rongqu.kernel.pii import PersonName
from tests.builders.actors import given_actor

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRET = "Zhang San"


class _ThingColumns(TypedColumns):
    number: Named[int] = Column(Integer, Identity(always=True), primary_key=True)
    owner_id: Named[UUID]
    name: Named[str] = Column(Text, unique=True)
    person: Named[PersonName | None] = Column(PiiText(PersonName))
    price: Named[Decimal | None] = Column(Numeric(asdecimal=True))
    tags: Named[list[str]] = Column(ARRAY(Text))
    facts: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    on: Named[date | None] = Column(Date)
    at: Named[datetime] = Column(Instant)


thing = Table("tests_thing", metadata.__class__(), _ThingColumns)


def a_thing(name: str, **different: Any) -> dict[str, Any]:
    return {
        "owner_id": UUID(int=7),
        "name": name,
        "person": PersonName(SECRET),
        "price": Decimal("1.50"),
        "tags": ["a", "b"],
        "facts": {"text": "牛", "rate": 0.1, "list": [1, None]},
        "on": date(2026, 3, 1),
        "at": NOON,
    } | different


@pytest.fixture
async def engine(engine: Engine, table_owner: Engine) -> Engine:
    """These tests make tables of their own."""
    assert engine is not None  # its tables are empty
    return table_owner


@pytest.fixture
async def things(engine: Engine) -> AsyncGenerator[Engine]:
    async with engine.begin() as connection:
        await connection.execute(CreateTable(thing))
        await connection.execute(insert(thing), [a_thing("one"), a_thing("two", price=None)])
    yield engine
    async with engine.begin() as connection:
        await connection.execute(DropTable(thing))


by_name = thing.c.name == bindparam("wanted")
other = thing.alias("other")
STATEMENTS: list[tuple[Executable, dict[str, Any] | None]] = [
    (select(thing).order_by(thing.c.number), None),
    (select(thing.c.number, other.c.number).join(other, other.c.name != thing.c.name), None),
    (select(thing.c.name, func.count().label("how_many")).group_by(thing.c.name), None),
    (select(thing.c.name).where(by_name), {"wanted": "one"}),
    (select(thing.c.name).where(thing.c.name.in_(["one", "two", "three"])), None),
    (select(thing.c.name).where(thing.c.name.in_([])), None),
    (select(func.sum(thing.c.price), func.coalesce(func.max(thing.c.on), NOON.date())), None),
    (select(literal(3).label("x")).union_all(select(literal(4))).order_by("x"), None),
    (text("SELECT name, facts, price FROM tests_thing WHERE name = :name"), {"name": "two"}),
    (text("SELECT person AS p FROM tests_thing").columns(p=PiiText(PersonName)), None),
    (select(thing.c.facts["text"].astext, thing.c.tags[1]).with_for_update(), None),
    (update(thing).where(by_name).values(price=2).returning(thing), {"wanted": "one"}),
    (delete(thing).where(by_name).returning(thing.c.person), {"wanted": "two"}),
    (insert(thing).values(a_thing("three")).returning(thing), None),
    (
        postgresql.insert(thing)
        .values([a_thing("one"), a_thing("four")])
        .on_conflict_do_nothing()
        .returning(thing.c.name),
        None,
    ),
]


@pytest.mark.parametrize(("statement", "parameters"), STATEMENTS, ids=range(len(STATEMENTS)))
async def test_an_answer_is_the_one_of_sqlalchemy(
    things: Engine,
    owner_url: str,
    statement: Executable,
    parameters: dict[str, Any] | None,
) -> None:
    theirs = create_async_engine(owner_url)
    async with things.connect() as connection:
        ciphers.use_for(theirs.dialect, ciphers.current_for(connection.dialect))
    async with theirs.connect() as connection:
        await connection.execute(text("ALTER TABLE tests_thing ALTER number RESTART 4"))
        expected = await connection.execute(statement, parameters)
        rows, count = [dict(row) for row in expected.mappings()], expected.rowcount
    await theirs.dispose()

    for _ in range(2):  # as it is compiled, and as it is known
        async with things.begin() as ours:
            await ours.execute(text("ALTER TABLE tests_thing ALTER number RESTART 4"))
            await ours.execute(text("SAVEPOINT before"))
            found = await ours.execute(statement, parameters)
            await ours.execute(text("ROLLBACK TO before"))
        assert [dict(row) for row in found.mappings()] == rows
        assert found.rowcount == count


async def test_a_row_is_asked_by_name_and_by_place(things: Engine) -> None:
    async with things.connect() as connection:
        row = (await connection.execute(select(thing).where(thing.c.name == "one"))).one()
    assert row.person == row[3] == PersonName(SECRET)
    with pytest.raises(AttributeError):
        assert row.nothing


async def test_one_row_is_one_row(things: Engine) -> None:
    async with things.connect() as connection:
        everything = await connection.execute(select(thing.c.name).order_by(thing.c.number))
        nothing = await connection.execute(select(thing.c.name).where(thing.c.name == "x"))
    assert everything.scalars() == ["one", "two"]
    assert everything.first() == ("one",)
    assert nothing.first() is nothing.one_or_none() is nothing.scalar_one_or_none() is None
    with pytest.raises(MultipleResultsFound):
        everything.one_or_none()
    with pytest.raises(NoResultFound):
        nothing.scalar_one()


async def test_a_violated_constraint_is_named_and_quotes_nobody(things: Engine) -> None:
    with pytest.raises(IntegrityError) as caught:
        await _add(things, SECRET, SECRET)

    assert isinstance(caught.value.orig, Refused)
    assert caught.value.orig.sqlstate == "23505"
    assert caught.value.orig.constraint_name == "tests_thing_name_key"
    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_a_value_of_a_wrong_kind_is_refused_and_not_quoted(things: Engine) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with things.begin() as connection:
            await connection.execute(select(thing).where(thing.c.number == SECRET))
    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_many_sets_of_values_happen_together_or_not_at_all(things: Engine) -> None:
    with pytest.raises(IntegrityError):
        async with things.begin() as connection:
            await connection.execute(insert(thing), [a_thing("five"), a_thing("one")])
    assert await _names(things) == ["one", "two"]
    async with things.begin() as connection:
        with pytest.raises(ValueError, match="for nothing"):
            await connection.execute(insert(thing), [])


async def test_an_error_undoes_the_transaction_and_a_savepoint_saves_what_was_before(
    things: Engine,
) -> None:
    with pytest.raises(IntegrityError):
        await _add(things, "five", "one")
    async with things.begin() as connection:
        await connection.execute(insert(thing).values(a_thing("six")))
        with pytest.raises(IntegrityError):
            await _add_in_savepoint(connection, "seven", "one")
        async with connection.begin_nested():
            await connection.execute(insert(thing).values(a_thing("eight")))

    assert await _names(things) == ["eight", "one", "six", "two"]


async def test_a_failure_that_was_overlooked_is_no_commit(things: Engine) -> None:
    async def overlook() -> None:
        async with things.begin() as connection:
            await connection.execute(insert(thing).values(a_thing("five")))
            with suppress(IntegrityError):
                await connection.execute(insert(thing).values(a_thing("one")))

    with pytest.raises(NotCommitted):
        await overlook()
    assert await _names(things) == ["one", "two"]


async def test_who_is_cancelled_leaves_nothing_behind(owner_url: str, things: Engine) -> None:
    engine = create_engine(owner_url, pool_size=1, role=None)

    async def wait_long() -> None:
        async with engine.begin() as connection:
            await connection.execute(insert(thing).values(a_thing("five")))
            await connection.execute(text("SELECT pg_sleep(30)"))

    waiting = asyncio.create_task(wait_long())
    while engine.connections_in_use == 0 or not await _is_sleeping(things):
        await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert engine.connections_in_use == 0
    assert await _names(engine) == ["one", "two"]  # the one place in the pool is free again
    await engine.dispose()


async def test_a_connection_that_broke_is_replaced(owner_url: str, engine: Engine) -> None:
    single = create_engine(owner_url, pool_size=1, role=None)
    whoami = text("SELECT pg_backend_pid()")
    async with single.connect() as connection:
        first = (await connection.execute(whoami)).scalar_one()
    async with engine.connect() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": first})

    async with asyncio.timeout(10):
        while await _ask(single, whoami) in {None, first}:
            pass  # until the news have come through the socket
    assert single.connections_in_use == 0
    await single.dispose()


async def test_who_waits_too_long_for_a_connection_is_told_so(
    owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "WAIT_SECONDS", 0.01)
    engine = create_engine(owner_url, pool_size=1, role=None)
    async with engine.connect():
        with pytest.raises(Busy):
            async with engine.connect():
                pass
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
    await engine.dispose()


async def test_more_statements_than_are_kept(
    owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "MOST_PREPARED", 2)
    engine = create_engine(owner_url, role=None)
    async with engine.connect() as connection:
        for _ in range(2):
            for number in range(5):
                found = await connection.execute(text(f"SELECT {number}"))
                assert found.scalar_one() == number
        kept = text("SELECT count(*) FROM pg_prepared_statements")
        assert (await connection.execute(kept)).scalar_one() <= 3  # the next one closes the last
    await engine.dispose()


async def test_a_prebuilt_statement_is_for_whoever_asks(things: Engine) -> None:
    built: list[Actor] = []

    def build(actor: Actor) -> Any:
        built.append(actor)
        return select(thing.c.name).where(
            thing.c.owner_id == actor.organisation, thing.c.name == bindparam("name")
        )

    one = Prebuilt(build)
    mine, others = given_actor(organisation=UUID(int=7)), given_actor()
    async with things.connect() as connection:
        for actor, expected in ((mine, "one"), (others, None), (mine, "one")):
            found = await connection.execute(*one.given(actor, name="one"))
            assert found.scalar_one_or_none() == expected
    assert len(built) == 1


async def _names(engine: Engine) -> list[str]:
    async with engine.connect() as connection:
        return (await connection.execute(select(thing.c.name).order_by(thing.c.name))).scalars()


async def _add(engine: Engine, *names: str) -> None:
    async with engine.begin() as connection:
        for name in names:
            await connection.execute(insert(thing).values(a_thing(name)))


async def _add_in_savepoint(connection: Connection, *names: str) -> None:
    async with connection.begin_nested():
        for name in names:
            await connection.execute(insert(thing).values(a_thing(name)))


async def _ask(engine: Engine, statement: Executable) -> int | None:
    """None: the connection broke."""
    try:
        async with engine.begin() as connection:
            return await _count(connection, statement)
    except (DBAPIError, OSError):
        return None


async def _is_sleeping(engine: Engine) -> bool:
    sleeping = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
    async with engine.connect() as connection:
        return await _count(connection, sleeping) > 0


async def _count(connection: Connection, statement: Executable) -> int:
    return int((await connection.execute(statement)).scalar_one())


async def test_a_statement_is_planned_once_and_not_each_time(things: Engine) -> None:
    one = select(thing.c.name).where(thing.c.number == bindparam("number"))
    plans = text(
        "SELECT custom_plans, generic_plans FROM pg_prepared_statements"
        " WHERE statement LIKE 'SELECT tests_thing.name%WHERE tests_thing.number = $1%'"
    )
    async with things.connect() as connection:
        for number in range(10):
            await connection.execute(one, {"number": number})
        planned = (await connection.execute(plans)).one()
    assert tuple(planned) == (5, 5)  # after five times the server knows that one plan suits all


async def test_a_table_that_changes_its_shape_is_an_error_only_once(things: Engine) -> None:
    everything = text("SELECT * FROM tests_thing")
    async with things.begin() as connection:
        await connection.execute(everything)
    async with things.begin() as connection:
        await connection.execute(text("ALTER TABLE tests_thing ADD COLUMN more integer"))
    with pytest.raises(DBAPIError, match="plan is invalid"):
        async with things.begin() as connection:
            await connection.execute(everything)
    async with things.begin() as connection:
        assert [row.more for row in await connection.execute(everything)] == [None, None]
