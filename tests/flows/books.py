"""What must be true when a story is over, whatever happened on the way."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

from sqlalchemy import text

from rongqu.infra.database import create_engine
from rongqu.infra.scopes import PLATFORM
from tests.flows import story
from tests.flows.story import Loop


def check_told(loop: Loop) -> None:
    """As its people see it: closed, repaid once, every cent where it belongs."""
    owner, lender = loop.owner, loop.lender.approver
    dossier = owner.get(f"/applications/{loop.application_id}")
    moves = story.moves_of(dossier)
    assert moves[0] == "submitted"
    assert moves[-4:] == ["contract", "payout", "active", "closed"]
    assert len(moves) == len(set(moves)), moves

    contract = owner.get(f"/contracts/{loop.contract_id}")
    loan = owner.get(f"/loans/{loop.contract_id}")["loan"]
    repaid = owner.get(f"/loans/{loop.contract_id}/repayments")["items"]
    assert loan["outstanding"]["amount"] == "0.00"
    assert sorted(each["status"] for each in repaid) == ["applied", "applied"]
    assert sum(_yuan(each["principal"]) for each in repaid) == _yuan(contract["principal"])

    paid_back = sum(_yuan(each["amount"]) for each in repaid)
    lent, fee = _yuan(contract["principal"]), _yuan(contract["fee"])
    assert _available(owner) == lent - fee + story.TOPPED_UP - paid_back
    assert _available(lender) == _yuan(story.FUNDS) - lent + paid_back


def check_books(database_url: str) -> None:
    """As the tables have it: each fact once, nothing parked or failed, debit equals credit."""
    found = asyncio.run(_read(database_url))
    assert found == {
        "applications": 1,
        "contracts": 1,
        "loans": 1,
        "payouts_settled": 1,
        "collections_settled": 2,
        "top_ups_settled": 2,
        "orders_not_settled": 0,
        "entries_doubled": 0,
        "out_of_balance": 0,
        "parked": 0,
        "failed_jobs": 0,
    }


def _yuan(money: Any) -> Decimal:
    return Decimal(money["amount"])


def _available(person: story.Person) -> Decimal:
    account = person.get("/payments/account")
    assert _yuan(account["frozen"]) == 0
    return _yuan(account["available"])


async def _read(database_url: str) -> dict[str, int]:
    engine = create_engine(database_url)
    async with engine.connect(PLATFORM) as connection:
        row = (await connection.execute(_FACTS)).mappings().one()
    await engine.dispose()
    return {name: int(value) for name, value in row.items()}


_FACTS = text("""
    SELECT
        (SELECT count(*) FROM origination.application) AS applications,
        (SELECT count(*) FROM contracts.contract) AS contracts,
        (SELECT count(*) FROM servicing.loan) AS loans,
        (SELECT count(*) FROM payments.payment_order
            WHERE kind = 'payout' AND status = 'settled') AS payouts_settled,
        (SELECT count(*) FROM payments.payment_order
            WHERE kind = 'collection' AND status = 'settled') AS collections_settled,
        (SELECT count(*) FROM payments.payment_order
            WHERE kind = 'top_up' AND status = 'settled') AS top_ups_settled,
        (SELECT count(*) FROM payments.payment_order
            WHERE status <> 'settled') AS orders_not_settled,
        (SELECT count(*) FROM (SELECT FROM ledger.entry
            GROUP BY reference HAVING count(*) > 1) AS doubled) AS entries_doubled,
        (SELECT coalesce(sum(amount_minor), 0) FROM ledger.posting) AS out_of_balance,
        (SELECT count(*) FROM infra.event_delivery
            WHERE parked_at IS NOT NULL AND done_at IS NULL) AS parked,
        (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed') AS failed_jobs
""")
