"""Answer another platform that asks whether things are pledged here."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import insert

from rongqu.events.collateral import PeerAsked
from rongqu.infra.policies import read_policy
from rongqu.infra.turns import take_turn
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import start_of_day
from rongqu.kernel.errors import TooManyRequests
from rongqu.kernel.ids import new_id
from rongqu.modules.collateral import peer_queries, tables
from rongqu.modules.collateral.errors import QuestionRepeated
from rongqu.modules.collateral.ports import hash_of
from rongqu.modules.collateral.rules import check_day
from rongqu.modules.collateral.types import Inquiry
from rongqu.modules.evidence.public import list_pledged_prints

ONE_DAY = timedelta(days=1)


async def answer_peer(tx: Tx, inquiry: Inquiry) -> frozenset[str]:
    """Internal: the endpoint has checked the signature. Those of the hashes whose things secure a
    debt here. A peer's questions take turns, so that its day's allowance holds for all at once."""
    check_day(inquiry.day, tx.business_date)
    await take_turn(tx, f"collateral.peer {inquiry.peer}")
    if await peer_queries.is_answered(tx, inquiry):
        raise QuestionRepeated
    await _check_allowance(tx, inquiry)

    prints = await list_pledged_prints(tx)
    pledged = await asyncio.to_thread(_hashes, inquiry.key, inquiry.day, prints)
    told = inquiry.hashes & pledged

    inquiry_id = new_id()
    things = len(inquiry.hashes)
    await tx.connection.execute(
        insert(tables.peer_inquiry).values(
            id=inquiry_id,
            peer=inquiry.peer,
            nonce=inquiry.nonce,
            things=things,
            pledged=len(told),
            asked_at=tx.now,
        )
    )
    await tx.publish(
        PeerAsked(
            subject_id=inquiry_id,
            parties=(),
            peer=inquiry.peer,
            things=things,
            pledged=len(told),
        )
    )
    return told


async def _check_allowance(tx: Tx, inquiry: Inquiry) -> None:
    """Who has the key could try out numbers that are easily guessed: not many in a day."""
    most = int(await read_policy(tx, "collateral.peer_things_a_day"))
    today = start_of_day(tx.business_date)
    asked = await peer_queries.count_things(tx, inquiry.peer, today)
    if asked + len(inquiry.hashes) > most:
        left = today + ONE_DAY - tx.now
        raise TooManyRequests(retry_after_seconds=int(left.total_seconds()) + 1)


def _hashes(key: bytes, day: date, prints: Sequence[bytes]) -> frozenset[str]:
    return frozenset(hash_of(key, day, each) for each in prints)
