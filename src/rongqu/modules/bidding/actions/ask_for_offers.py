"""An enterprise asks many lenders at once, and agrees who sees what of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from rongqu.events.bidding import LenderInvited, OffersAsked
from rongqu.infra.policies import read_policy
from rongqu.infra.turns import take_turn
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, OrganisationId, new_id
from rongqu.modules.bidding import permissions, queries, rules, tables
from rongqu.modules.bidding.errors import NobodyFits, TooManyOpen
from rongqu.modules.bidding.fitting import find_fitting
from rongqu.modules.bidding.types import (
    Asked,
    FittingLender,
    InvitationStatus,
    Picture,
    RequestId,
    RequestStatus,
    Shown,
)
from rongqu.modules.matching.public import read_applicant
from rongqu.modules.parties.public import get_enterprise


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """`lenders` may see it; of them those are invited whose products fit. The caller makes the
    id."""

    id: RequestId
    asked: Asked
    shows: tuple[Shown, ...]
    lenders: tuple[OrganisationId, ...]
    closes_at: datetime


async def ask_for_offers(tx: Tx, new: NewRequest) -> None:
    tx.actor.require(permissions.ASK)
    await take_turn(tx, f"bidding.ask {tx.actor.organisation}")
    most = int(await read_policy(tx, "bidding.open_requests"))
    if await queries.count_open_requests(tx) >= most:
        raise TooManyOpen(most=most)
    open_for = rules.OpenFor(
        hours=await read_policy(tx, "bidding.open_hours"),
        days=await read_policy(tx, "bidding.open_days"),
    )
    rules.check_deadline(new.closes_at, tx.now, open_for)
    fitting = await find_fitting(tx, new.asked)
    invited = [each for each in fitting if each.institution_id in new.lenders]
    picture = await _draw_picture(tx, new.shows)
    if not invited or picture is None:
        raise NobodyFits

    days_to_decide = int(await read_policy(tx, "bidding.days_to_decide"))
    decide_by = new.closes_at + timedelta(days=days_to_decide)
    await tx.connection.execute(
        insert(tables.request).values(
            **_asked_columns(tx, new),
            id=new.id,
            shows=list(new.shows),
            status=RequestStatus.OPEN,
            asked_by=tx.actor.id,
            asked_at=tx.now,
            decide_by=decide_by,
        )
    )
    rows = await _invitations(tx, new, invited, picture)
    await tx.connection.execute(
        insert(tables.invitation), [row | {"decide_by": decide_by} for row in rows]
    )

    await _tell(tx, new, rows)


async def _draw_picture(tx: Tx, shows: Sequence[Shown]) -> Picture | None:
    applicant = await read_applicant(tx, EnterpriseId(tx.actor.organisation))
    if applicant.grade is None:
        return None
    return rules.draw_picture(applicant.grade, applicant.facts, shows)


def _asked_columns(tx: Tx, new: NewRequest) -> dict[str, Any]:
    return {
        "enterprise_id": tx.actor.organisation,
        "amount_minor": new.asked.amount.minor,
        "currency": new.asked.amount.currency,
        "term_months": new.asked.term_months,
        "purpose": new.asked.purpose,
        "pledges": list(new.asked.pledges),
        "closes_at": new.closes_at,
    }


async def _invitations(
    tx: Tx, new: NewRequest, invited: Sequence[FittingLender], picture: Picture
) -> list[dict[str, Any]]:
    enterprise = await get_enterprise(tx, EnterpriseId(tx.actor.organisation))
    return [
        _asked_columns(tx, new)
        | {
            "id": new_id(),
            "request_id": new.id,
            "enterprise_name": enterprise.name,
            "institution_id": each.institution_id,
            "picture": queries.picture_to_json(picture),
            "products": queries.products_to_json(each.products),
            "status": InvitationStatus.OPEN,
            "invited_at": tx.now,
        }
        for each in invited
    ]


async def _tell(tx: Tx, new: NewRequest, rows: Sequence[dict[str, Any]]) -> None:
    await tx.publish(
        OffersAsked(
            subject_id=new.id,
            parties=(tx.actor.organisation,),
            amount=new.asked.amount,
            term_months=new.asked.term_months,
            purpose=new.asked.purpose,
            shows=new.shows,
            invited=len(rows),
            closes_at=new.closes_at,
        )
    )
    await tx.publish_all(
        [
            LenderInvited(
                subject_id=row["id"],
                parties=(row["institution_id"],),
                institution_id=row["institution_id"],
                amount=new.asked.amount,
                term_months=new.asked.term_months,
                closes_at=new.closes_at,
            )
            for row in rows
        ]
    )
