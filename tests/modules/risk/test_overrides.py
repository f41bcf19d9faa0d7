"""What people made of the machine's decisions, and what became of the loans after them."""

from __future__ import annotations

from datetime import timedelta

from httpx2 import AsyncClient
from sqlalchemy import insert, update

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.risk import tables
from rongqu.modules.servicing.tables import loan
from tests.builders.actors import signed_in
from tests.builders.identity import Clock
from tests.builders.servicing import given_book


async def test_overridden_decisions_are_counted_with_their_loans(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    clock = Clock()
    book = await given_book(engine, relay, clock)
    loan_id = await book.given_loan()
    other = new_id()
    cases = [(book.borrower, "refuse", "fast"), (other, "refuse", None), (other, "fast", None)]
    async with open_tx(engine, SYSTEM, clock) as tx:
        spoilt = update(loan).where(loan.c.id == loan_id)
        late = {"bucket": "d90_plus", "late_since": tx.business_date}
        await tx.connection.execute(spoilt.values(**late))
        for enterprise_id, outcome, changed in cases:
            decision_id = new_id()
            await tx.connection.execute(
                insert(tables.decision).values(
                    id=decision_id,
                    enterprise_id=enterprise_id,
                    strategy_number=0,
                    outcome=outcome,
                    reasons=["young"],
                    facts={},
                    decided_at=tx.now - timedelta(days=1),
                )
            )
            if changed is not None:
                override = {"decision_id": decision_id, "outcome": changed, "reason": "known well"}
                await tx.connection.execute(
                    insert(tables.override).values(by=new_id(), at=tx.now, **override)
                )

    staff = signed_in("risk:review", "risk:view_everywhere", portal=Portal.OPERATIONS)
    figures = (await client.get("/risk/overrides/figures", headers=staff)).json()

    names = ("outcome", "changed", "decisions", "known", "bad")
    assert [tuple(each[name] for name in names) for each in figures] == [
        ("fast", None, 1, 0, 0),
        ("refuse", None, 1, 0, 0),
        ("refuse", "fast", 1, 1, 1),
    ]
