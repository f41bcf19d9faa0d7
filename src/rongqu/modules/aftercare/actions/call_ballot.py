"""An issuer asks its holders to decide: each votes with what it holds at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from rongqu.events.aftercare import BallotCalled
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.modules.aftercare import permissions, rules, tables
from rongqu.modules.aftercare.errors import NoHolders
from rongqu.modules.aftercare.types import BallotId
from rongqu.modules.investing.public import list_holders, lock_own_offering


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBallot:
    id: BallotId
    offering_id: OfferingId
    question: str
    options: tuple[str, ...]
    closes_at: datetime


async def call_ballot(tx: Tx, new: NewBallot) -> None:
    """What is bought or sold afterwards changes nobody's vote."""
    tx.actor.require(permissions.REPORT)
    offering = await lock_own_offering(tx, new.offering_id)
    rules.check_options(new.options)
    rules.check_closing(new.closes_at, tx.now, await read_policy(tx, "aftercare.ballot_days"))
    holders = await list_holders(tx, offering.id)
    if not holders:
        raise NoHolders(offering_id=offering.id)

    await tx.connection.execute(
        insert(tables.ballot).values(
            id=new.id,
            offering_id=offering.id,
            issuer_id=offering.issuer_id,
            question=new.question,
            options=list(new.options),
            currency=offering.target.currency,
            units_minor=sum(holders.values()),
            quorum=await read_policy(tx, "aftercare.quorum"),
            called_by=tx.actor.id,
            called_at=tx.now,
            closes_at=new.closes_at,
        )
    )
    votes = [
        {
            "ballot_id": new.id,
            "investor_id": investor_id,
            "units_minor": units,
            "is_counted": False,
        }
        for investor_id, units in holders.items()
    ]
    await tx.connection.execute(insert(tables.vote), votes)

    await tx.publish(
        BallotCalled(
            subject_id=new.id,
            parties=(offering.issuer_id, *holders),
            offering_id=offering.id,
            title=offering.title,
            holders=len(holders),
            closes_at=new.closes_at,
        )
    )
