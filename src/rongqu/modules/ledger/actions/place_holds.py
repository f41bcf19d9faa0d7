"""Set money aside: it stays its owner's, and nobody can dispose of it until the hold ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, DateTime, Integer, Text, Uuid, bindparam, text
from sqlalchemy.types import TypeEngine

from rongqu.infra.tables import Instant
from rongqu.infra.tx import Tx
from rongqu.modules.ledger import queries, rules
from rongqu.modules.ledger.actions._refusals import refusals
from rongqu.modules.ledger.types import Account, NewHold


async def place_holds(tx: Tx, holds: Sequence[NewHold]) -> None:
    """Internal: whoever calls it has required a permission of its own. Safe to repeat: a hold
    whose id is there already, whatever became of it, is not placed again.

    All of them are placed, or none.
    """
    if not holds:
        return
    for hold in holds:
        rules.check_can_hold(hold)

    with refusals(holds[0].reference):
        placed = set((await tx.connection.execute(_PLACE, _arrays(tx, holds))).scalars())
    for hold in holds:
        if hold.id not in placed:
            known = await queries.lock_hold(tx, hold.id)
            rules.check_same_hold(hold, known)


async def place_hold(tx: Tx, hold: NewHold) -> None:
    """Internal: `place_holds` of one."""
    await place_holds(tx, [hold])


def _arrays(tx: Tx, holds: Sequence[NewHold]) -> dict[str, Any]:
    places: dict[tuple[Account, str], int] = {}
    of_account = [
        places.setdefault((hold.account, hold.amount.currency), len(places) + 1) for hold in holds
    ]
    return {
        "codes": [account.code.value for account, _ in places],
        "owners": [account.owner for account, _ in places],
        "currencies": [currency for _, currency in places],
        "ids": [hold.id for hold in holds],
        "of_account": of_account,
        "refs": [hold.reference for hold in holds],
        "amounts": [hold.amount.minor for hold in holds],
        "ends": [hold.expires_at for hold in holds],
        "at": tx.now,
    }


_TYPES: dict[str, TypeEngine[Any]] = {
    "codes": ARRAY(Text()),
    "owners": ARRAY(Uuid()),
    "currencies": ARRAY(Text()),
    "ids": ARRAY(Uuid()),
    "of_account": ARRAY(Integer()),
    "refs": ARRAY(Text()),
    "amounts": ARRAY(BigInteger()),
    "ends": ARRAY(DateTime(timezone=True)),
    "at": Instant,
}
_PLACE = text("""
    INSERT INTO ledger.hold (
        id, account_id, reference, amount_minor, left_minor, posted_minor, status,
        placed_at, expires_at
    )
    SELECT w.id, opened.accounts[w.account], w.reference, w.amount, w.amount, 0, 'open', :at, w.ends
    FROM (SELECT ledger.open_accounts(:codes, :owners, :currencies) AS accounts) opened,
        unnest(:ids, :of_account, :refs, :amounts, :ends)
            AS w (id, account, reference, amount, ends)
    ORDER BY 2, 1
    ON CONFLICT (id) DO NOTHING
    RETURNING id
""").bindparams(*(bindparam(name, type_=kind) for name, kind in _TYPES.items()))
