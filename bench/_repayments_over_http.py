"""One repayment over HTTP, beside the bare write endpoint of `bench/api.py`, in the same turns.

A repayment is ordered by its borrower: the loan is locked, quoted and noted, the money frozen, the
bank's order written and everybody told. Each connection is a borrower of its own with an account
of its own, and every request pays the next instalment of another loan.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from uuid import uuid4

from httpx2 import Client
from sqlalchemy import text

from bench._load import HOST, Measured, load, request
from bench._portfolio import make_portfolio
from bench.api import CONNECTIONS, World, bare_side, make_world, serving
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.jobs import libpq_url
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import utc_now
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.money import Money
from tests.builders.bank import free_port
from tests.builders.identity import PASSWORD, Person, given_owner
from tests.builders.payments import given_account

TURN_SECONDS = 0.5
ENOUGH = 10**12

# The loans of each borrower, all of one lender: those that have an instalment to come.
OWNED = """
    UPDATE servicing.loan SET institution_id = :lender, enterprise_id =
        (CAST(:borrowers AS uuid[]))[1 + CAST(substr(number, 2) AS int) % :count]
"""
TO_PAY = """
    SELECT loan.id, line.principal_minor + line.interest_minor AS minor
    FROM servicing.loan CROSS JOIN LATERAL (
        SELECT * FROM servicing.instalment
        WHERE loan_id = loan.id AND paid_on IS NULL ORDER BY number LIMIT 1
    ) AS line
    WHERE loan.enterprise_id = :borrower AND line.due_on >= :day ORDER BY loan.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrower:
    person: Person
    orders: Sequence[tuple[str, bytes]]
    """Paths and bodies: what it sends, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRates:
    """A second; the ratio is the median of the turns'."""

    repayments: float
    bare: float
    ratio: float
    p99_ms: float


async def make_borrowers(url: str, loans_each: int) -> tuple[World, list[Borrower]]:
    world = await make_world(url)
    engine = create_engine(url)
    today = business_date_at(utc_now())
    people = [await given_owner(engine) for _ in range(CONNECTIONS)]
    for person in people:
        await given_account(engine, person.organisation_id, balance_minor=ENOUGH)
    lender = await given_account(engine)
    await make_portfolio(engine, CONNECTIONS * loans_each, today, lenders=1)
    async with engine.begin(PLATFORM) as connection:
        owners = [person.organisation_id for person in people]
        given = {"lender": lender, "borrowers": owners, "count": len(owners)}
        await connection.execute(text(OWNED), given)
    borrowers = [await _with_orders(engine, person) for person in people]
    await engine.dispose()
    return world, borrowers


async def _with_orders(engine: Engine, person: Person) -> Borrower:
    given = {"borrower": person.organisation_id, "day": business_date_at(utc_now())}
    async with engine.begin(PLATFORM) as connection:
        rows = (await connection.execute(text(TO_PAY), given)).all()
    orders: list[tuple[str, bytes]] = []
    for row in rows:
        amount = {"amount": Money(row.minor, "CNY").amount, "currency": "CNY"}
        body = json.dumps({"kind": "instalment", "amount": amount}).encode()
        orders.append((f"/api/v1/loans/{row.id}/repayments", body))
    return Borrower(person=person, orders=orders)


class Ordering:
    """Sends the orders of each connection's borrower, who has signed in as a browser does."""

    def __init__(self, port: int, borrowers: Sequence[Borrower]) -> None:
        self._left = [iter(borrower.orders) for borrower in borrowers]
        self._headers = [_sign_in(port, borrower.person) for borrower in borrowers]

    def __call__(self, connection: int, _: int) -> bytes:
        path, body = next(self._left[connection])
        headers = self._headers[connection] | {"idempotency-key": str(uuid4())}
        return request("POST", path, headers, body)


def _sign_in(port: int, person: Person) -> dict[str, str]:
    with Client(base_url=f"http://{HOST}:{port}/api/v1", timeout=60) as client:
        wish = {"login": person.login, "password": PASSWORD}
        signed_in = client.post("/session", json=wish).raise_for_status()
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return {"cookie": cookie, "x-csrf-token": signed_in.json()["csrf_token"]}


def measure_repayments(url: str, folder: Path, rounds: int, loans_each: int) -> HttpRates:
    world, borrowers = asyncio.run(make_borrowers(url, loans_each))
    ours, bare = free_port(), free_port()
    environment = {
        "RONGQU_HOME": str(folder),
        "RONGQU_DATABASE_URL": url,
        "RONGQU_WEB_PORT": str(ours),
        "BARE_DATABASE_URL": libpq_url(url),
        "BENCH_LOG": str(folder / "servers.log"),
    }
    options = ["--port", str(bare), "--no-access-log", "--lifespan", "on"]
    peer = ["uvicorn", "bench._bare_endpoint:app", *options]
    with serving(["rongqu", "serve"], ours, environment), serving(peer, bare, environment):
        ordering, other = Ordering(ours, borrowers), bare_side(bare, world)
        asked = partial(load, connections=CONNECTIONS, seconds=TURN_SECONDS)
        mine, theirs = Measured(), Measured()
        for number in range(rounds + 1):
            found = asyncio.run(asked(ours, ordering))
            beside = asyncio.run(asked(bare, other.write))
            if number:  # the first one only warms up
                mine.add(found)
                theirs.add(beside)
    assert not mine.refused, mine.refused
    return HttpRates(
        repayments=mine.per_second,
        bare=theirs.per_second,
        ratio=median(one / two for one, two in zip(mine.turns, theirs.turns, strict=True)),
        p99_ms=mine.quantile(0.99) * 1000,
    )
