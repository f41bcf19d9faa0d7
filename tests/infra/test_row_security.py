"""The second wall: what the database refuses, whatever the code above asks for."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import Uuid, text
from sqlalchemy.exc import DBAPIError

from rongqu.infra.database import Engine
from rongqu.infra.metadata import metadata
from rongqu.infra.relay import Relay
from rongqu.infra.row_security import declaration_of
from rongqu.infra.scopes import APP_ROLE, NOBODY, PLATFORM, PLATFORM_ROLE, Scope
from rongqu.infra.tx import open_tx
from rongqu.kernel.ids import new_id
from tests.builders.actors import given_actor
from tests.builders.identity import Clock
from tests.builders.servicing import PAID_OUT_ON, Book, given_book, turn_to
from tests.infra.noted import Noted

NO_RIGHT = "42501"
"""SQLSTATE of insufficient_privilege, which a policy's refusal has as well."""

FROZEN = (
    "UPDATE infra.event_log SET payload = '{}'",
    "DELETE FROM infra.event_log",
    "TRUNCATE infra.event_log CASCADE",
    "UPDATE evidence.batch SET facts = '{}'",
    "DELETE FROM evidence.batch",
    "DELETE FROM evidence.checkpoint",
    "DELETE FROM evidence.tile",
    "DELETE FROM evidence.anchoring",
    "DELETE FROM evidence.audit",
    "UPDATE ledger.posting SET amount_minor = 0",
    "DELETE FROM ledger.entry",
    "DELETE FROM origination.step",
    "DELETE FROM contracts.signature",
    "UPDATE risk.score SET score = 850",
)
WAYS_ROUND = (
    "SET session_replication_role = replica",
    "ALTER TABLE infra.event_log DISABLE TRIGGER append_only",
    "DROP TRIGGER append_only ON infra.event_log",
    "ALTER TABLE servicing.loan DISABLE ROW LEVEL SECURITY",
    "DROP POLICY read_own ON servicing.loan",
    "ALTER TABLE servicing.loan OWNER TO rongqu_app",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "CREATE TABLE public.mine (id int)",
    "ALTER ROLE rongqu_app BYPASSRLS",
    "COPY infra.event_log TO PROGRAM 'cat'",
)


async def refusal(engine: Engine, scope: Scope, change: str) -> str | None:
    try:
        async with engine.begin(scope) as connection:
            await connection.execute(text(change))
    except DBAPIError as error:
        return getattr(error.orig, "sqlstate", None)
    return "done"


@pytest.mark.parametrize("scope", [PLATFORM, Scope(str(UUID(int=7)))])
async def test_nobody_changes_what_is_on_record(engine: Engine, scope: Scope) -> None:
    """PLATFORM is what the product's own administrator works as."""
    found = {change: await refusal(engine, scope, change) for change in (*FROZEN, *WAYS_ROUND)}

    assert found == dict.fromkeys((*FROZEN, *WAYS_ROUND), NO_RIGHT)


async def test_the_application_s_roles_own_nothing_and_bypass_nothing(engine: Engine) -> None:
    asked = text("""
        SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb,
               (SELECT count(*) FROM pg_class WHERE relowner = r.oid AND relpersistence = 'p')
        FROM pg_roles r WHERE rolname = ANY (:roles) ORDER BY 1
    """)
    async with engine.begin(PLATFORM) as connection:
        found = await connection.execute(asked, {"roles": [APP_ROLE, PLATFORM_ROLE]})
        assert [tuple(row) for row in found] == [(APP_ROLE, False, 0), (PLATFORM_ROLE, False, 0)]
        session = await connection.execute(text("SELECT session_user::text"))
        assert session.scalar_one() == APP_ROLE


def test_every_table_with_ids_says_whose_its_rows_are() -> None:
    silent = [
        table.fullname
        for table in metadata.sorted_tables
        if declaration_of(table) is None
        and any(isinstance(column.type, Uuid) for column in table.columns)
    ]

    assert silent == []


async def counted(engine: Engine, scope: Scope) -> dict[str, int]:
    """Rows of every table with a wall, as the scope finds them."""
    walled = [
        table
        for table in metadata.sorted_tables
        if (declared := declaration_of(table)) is not None
        and declared.is_wall
        and not declared.is_platform_only
        and declared.sees != "true"
    ]
    parts = " UNION ALL ".join(
        f"SELECT '{table.fullname}' AS name, count(*) AS rows FROM {table.fullname}"
        for table in walled
    )
    async with engine.begin(scope) as connection:
        return {name: rows for name, rows in await connection.execute(text(parts)) if rows}


async def test_an_organisation_finds_its_own_rows_and_a_stranger_none(
    engine: Engine, relay: Relay, clock: Clock
) -> None:
    turn_to(clock, PAID_OUT_ON)
    book: Book = await given_book(engine, relay, clock)
    await book.given_loan()
    everything = await counted(engine, PLATFORM)
    borrower = await counted(engine, Scope(str(book.borrower)))
    lender = await counted(engine, Scope(str(book.lender)))
    before_sign_in = ("identity.", "parties.")

    assert {"servicing.loan", "servicing.instalment", "contracts.contract"} <= everything.keys()
    assert borrower["servicing.loan"] == lender["servicing.loan"] == 1
    assert borrower["servicing.instalment"] == everything["servicing.instalment"]
    for name, all_rows in (("ledger.account", 4), ("ledger.posting", 4), ("infra.event_log", 4)):
        assert everything[name] == all_rows
        assert 0 < borrower[name] < all_rows, name
        assert 0 < lender[name] < all_rows, name
    assert await counted(engine, Scope(str(new_id()))) == {}
    unknown = await counted(engine, NOBODY)
    assert {name for name in unknown if not name.startswith(before_sign_in)} == set()


async def test_a_row_of_another_s_is_neither_changed_nor_made(
    engine: Engine, relay: Relay, clock: Clock
) -> None:
    turn_to(clock, PAID_OUT_ON)
    book = await given_book(engine, relay, clock)
    await book.given_loan()
    stranger = Scope(str(new_id()))

    async with engine.begin(stranger) as connection:
        changed = await connection.execute(text("UPDATE servicing.loan SET status = 'closed'"))
        gone = await connection.execute(text("DELETE FROM servicing.instalment"))
    made = await refusal(
        engine, stranger, f"INSERT INTO risk.sight VALUES ('{new_id()}', '{new_id()}')"
    )

    assert (changed.rowcount, gone.rowcount, made) == (0, 0, NO_RIGHT)


async def test_whom_it_does_not_concern_writes_an_event_and_cannot_read_it(engine: Engine) -> None:
    told, about = new_id(), new_id()
    who = given_actor()
    async with open_tx(engine, who) as tx:
        await tx.publish(Noted(subject_id=about, parties=(told,), text="1"))
        await tx.publish_all([Noted(subject_id=about, parties=(told,), text="2")])

    asked = text("SELECT payload ->> 'text' FROM infra.event_log ORDER BY position")
    found: dict[Scope, list[str]] = {}
    for scope in (Scope(str(who.organisation)), NOBODY, Scope(str(told)), PLATFORM):
        async with engine.begin(scope) as connection:
            found[scope] = list((await connection.execute(asked)).scalars())
    assert list(found.values()) == [[], [], ["1", "2"], ["1", "2"]]
    mine = "SELECT FROM infra.event_delivery"
    assert await refusal(engine, Scope(str(told)), mine) == NO_RIGHT


async def test_a_scope_ends_with_its_transaction(
    engine: Engine, relay: Relay, clock: Clock
) -> None:
    """Connections go from one organisation to the next."""
    turn_to(clock, PAID_OUT_ON)
    book = await given_book(engine, relay, clock)
    await book.given_loan()

    for scope, loans in ((PLATFORM, 1), (NOBODY, 0), (Scope(str(book.borrower)), 1), (NOBODY, 0)):
        async with engine.begin(scope) as connection:
            found = await connection.execute(text("SELECT count(*) FROM servicing.loan"))
            assert found.scalar_one() == loans
        async with engine.connect(scope) as connection:
            found = await connection.execute(text("SELECT count(*) FROM servicing.loan"))
            assert found.scalar_one() == loans


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def relay(engine: Engine, clock: Clock) -> Relay:
    return Relay(engine, clock=clock, modules={"servicing"})
