"""What encryption, masking and row-level security cost a request, and how fast rows get a new key.

The same list of members is asked for with all three and without, by turns in one run. Without
means: the names lie in the table as they are, are shown as they are, and the tables' owner asks,
whom no policy binds and who enters no scope. Then every row of a large table is
closed anew with a rotated key, in pieces of 2,000, each a transaction.
"""

from __future__ import annotations

import asyncio
import json
import logging
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import structlog
from fastapi import Request
from httpx2 import ASGITransport, AsyncClient
from rich.console import Console
from rich.table import Table
from sqlalchemy import (
    Boolean,
    LargeBinary,
    Text,
    Uuid,
    bindparam,
    cast,
    func,
    insert,
    literal_column,
    select,
    update,
)

from rongqu.commands.migrate import upgrade
from rongqu.infra.database import Connection, Engine, create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.encryption.data_keys import data_key
from rongqu.infra.encryption.reencryption import reencrypt_piece, rotate_data_key
from rongqu.infra.live import LiveBoard
from rongqu.infra.policies import load_pack
from rongqu.infra.scopes import Scope, entered_by
from rongqu.infra.storage import open_storage
from rongqu.infra.tables import PiiText
from rongqu.infra.tx import open_tx, utc_now
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM, Actor, Portal
from rongqu.kernel.ids import OrganisationId, UserId, new_id
from rongqu.kernel.pii import EmailAddress, MobileNumber, PersonName, Pii
from rongqu.modules.identity import tables
from rongqu.rooms import load_rooms
from rongqu.web import create_app

MEMBERS = 25
ROUNDS, QUICK_ROUNDS = 40, 20
EACH = 10
"""Requests in a turn: with and without take turns, so that a busy machine slows both."""
ROWS, QUICK_ROWS = 1_000_000, 20_000
CHUNK = 5_000
ORGANISATION = "x-organisation"
KINDS: tuple[type[Pii], ...] = (PersonName, EmailAddress, MobileNumber)


@dataclass(slots=True)
class Plainly:
    """Turns encryption and masking off and on, for reading."""

    on: bool = False

    def install(self) -> None:
        """Before the first statement is compiled. Both ways pass through here alike."""
        column: Any = PiiText
        read: Any = column.process_result_value

        def read_either_way(kind: Any, value: bytes | None, dialect: Any) -> Pii | None:
            if not self.on or value is None:
                return read(kind, value, dialect)
            return kind.kind(value.decode())

        column.process_result_value = read_either_way
        for kind in KINDS:
            kind.masked = property(self._show(kind.masked))  # pyright: ignore[reportAttributeAccessIssue]  a bench, not the product

    def _show(self, masked: Any) -> Callable[[Pii], str]:
        return lambda value: value.reveal() if self.on else masked.fget(value)


def person_rows(count: int) -> list[dict[str, Any]]:
    now = utc_now()
    return [
        {
            "id": new_id(),
            "display_name": PersonName(f"张小明{number}"),
            "email": EmailAddress(f"person{number}@example.com"),
            "mobile": MobileNumber(f"138{number:08d}"),
            "locale": "zh-CN",
            "password_hash": "none",
            "password_change_due": False,
            "password_changed_at": now,
            "created_at": now,
        }
        for number in range(count)
    ]


async def found_organisation(engine: Engine) -> tuple[UUID, list[dict[str, Any]]]:
    organisation, people = new_id(), person_rows(MEMBERS)
    now = utc_now()
    company = {"id": organisation, "name": "杭州晨光", "kind": "enterprise", "created_at": now}
    async with open_tx(engine, SYSTEM) as tx:
        await tx.connection.execute(insert(tables.organisation).values(company))
        await tx.connection.execute(insert(tables.person), people)
        joined = [
            {
                "person_id": person["id"],
                "organisation_id": organisation,
                "roles": ["enterprise_member"],
                "joined_at": now,
            }
            for person in people
        ]
        await tx.connection.execute(insert(tables.membership), joined)
    return organisation, people


async def lay_open(engine: Engine, people: Iterable[dict[str, Any]]) -> None:
    """The same columns, without encryption."""
    names = ("display_name", "email", "mobile")
    statement = update(tables.person).where(tables.person.c.id == bindparam("which"))
    statement = statement.values(
        {name: bindparam(f"plain_{name}", type_=LargeBinary) for name in names}
    )
    rows = [
        {"which": person["id"]}
        | {f"plain_{name}": person[name].reveal().encode() for name in names}
        for person in people
    ]
    async with open_tx(engine, SYSTEM) as tx:
        await tx.connection.execute(statement, rows)


_FIND = select(entered_by(bindparam("organisation", type_=Uuid), literal_column("false", Boolean)))


async def who_asks(request: Request, connection: Connection, _: datetime) -> Actor:
    """One statement, as for a session; it enters the scope on the way."""
    organisation = UUID(request.headers[ORGANISATION])
    found = await connection.execute(_FIND, {"organisation": organisation})
    connection.has_entered(Scope(found.scalar_one()))
    return _actor(organisation)


async def who_asks_plainly(request: Request, connection: Connection, _: datetime) -> Actor:
    """The same look-up without a scope; the transaction is made to believe it has one."""
    organisation = UUID(request.headers[ORGANISATION])
    await connection.execute(_FIND_PLAINLY, {"organisation": organisation})
    connection.has_entered(Scope(str(organisation)))
    return _actor(organisation)


_FIND_PLAINLY = select(cast(bindparam("organisation", type_=Uuid), Text))


def _actor(organisation: UUID) -> Actor:
    return Actor(
        id=UserId(UUID(int=9)),
        organisation=OrganisationId(organisation),
        portal=Portal.ENTERPRISE,
        permissions=frozenset({"identity:view_members"}),
    )


def asking(setting: Setting) -> AsyncClient:
    transport = ASGITransport(create_app(setting))
    return AsyncClient(transport=transport, base_url="http://rongqu/api/v1")


async def measure_requests(
    engine: Engine, folder: Path, rounds: int, plainly: Plainly
) -> list[float]:
    """Median seconds of a request, with and without."""
    shut, _ = await found_organisation(engine)
    laid_open, people = await found_organisation(engine)
    await lay_open(engine, people)
    owner = create_engine(engine.url, pool_size=2, role=None)
    setting = Setting(
        engine=engine,
        actor_of=who_asks,
        clock=utc_now,
        storage=open_storage((folder / "files").as_uri()),
        live=LiveBoard(engine),
    )
    bare = replace(setting, engine=owner, actor_of=who_asks_plainly)
    seconds: dict[bool, list[float]] = {False: [], True: []}
    async with asking(setting) as client, asking(bare) as plain_client:
        for _ in range(rounds):
            for plainly.on in (False, True):
                headers = {ORGANISATION: str(laid_open if plainly.on else shut)}
                started = time.perf_counter()
                for _ in range(EACH):
                    answer = await (plain_client if plainly.on else client).get(
                        "/members", headers=headers
                    )
                    assert len(answer.json()) == MEMBERS
                seconds[plainly.on].append((time.perf_counter() - started) / EACH)
    plainly.on = False
    await owner.dispose()
    return [statistics.median(seconds[on][2:]) for on in (False, True)]


async def measure_reencryption(engine: Engine, url: str, rows: int) -> float:
    """Rows a second, from the old key to the new one."""
    for start in range(0, rows, CHUNK):
        async with open_tx(engine, SYSTEM) as tx:
            await tx.connection.execute(
                insert(tables.person), person_rows(min(CHUNK, rows - start))
            )
    async with open_tx(engine, SYSTEM) as tx:
        await rotate_data_key(tx, -timedelta(days=1))
        await tx.connection.execute(
            update(data_key)
            .values(active_from=func.now())
            .where(data_key.c.active_from > func.now())
        )
    fresh = create_engine(url, pool_size=1)
    done, after, started = 0, None, time.perf_counter()
    try:
        while True:
            async with open_tx(fresh, SYSTEM) as tx:
                piece = await reencrypt_piece(tx, tables.person, after)
            done, after = done + piece.rows, piece.last
            if after is None:
                break
    finally:
        await fresh.dispose()
    assert done >= rows
    return done / (time.perf_counter() - started)


async def run(server: EmbeddedPostgres, folder: Path, *, quick: bool) -> dict[str, float]:
    url = server.url()
    plainly = Plainly()
    plainly.install()
    engine = create_engine(url, pool_size=2)
    try:
        await upgrade(url)
        async with open_tx(engine, SYSTEM) as tx:
            await load_pack(tx)
        rate = await measure_reencryption(engine, url, QUICK_ROWS if quick else ROWS)
        rounds = QUICK_ROUNDS if quick else ROUNDS
        shut, plain = await measure_requests(engine, folder, rounds, plainly)
    finally:
        await engine.dispose()
    return {
        "security_members_ms": shut * 1000,
        "security_members_plain_ms": plain * 1000,
        "security_overhead_percent": (shut / plain - 1) * 100,
        "security_reencrypted_rows_per_second": rate,
    }


def main(arguments: list[str]) -> None:
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    load_rooms()
    with TemporaryDirectory(prefix="rongqu-bench-") as name:
        folder = Path(name)
        server = EmbeddedPostgres(folder / "postgres", durable=False)
        server.start()
        try:
            figures = asyncio.run(run(server, folder, quick="--quick" in arguments))
        finally:
            server.stop()
    table = Table("figure", "value", title=f"A list of {MEMBERS} members, three columns each")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.2f}")
    Console().print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main(sys.argv[1:])
