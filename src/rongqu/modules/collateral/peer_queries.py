"""Every SELECT about other platforms: what they have asked, and what they were asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import start_of_day
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.collateral import permissions, tables
from rongqu.modules.collateral.types import AnsweredInquiry, Inquiry, PeerDealings, PeerState

_inquiry = tables.peer_inquiry.c
_question = tables.peer_question.c


async def is_answered(tx: Tx, inquiry: Inquiry) -> bool:
    """Not scoped: for the action that answers."""
    wanted = select(_inquiry.id).where(
        _inquiry.peer == inquiry.peer, _inquiry.nonce == inquiry.nonce
    )
    return (await tx.connection.execute(wanted)).one_or_none() is not None


async def count_things(tx: Tx, peer: str, since: datetime) -> int:
    """Not scoped: for the action that answers."""
    wanted = select(func.coalesce(func.sum(_inquiry.things), 0)).where(
        _inquiry.peer == peer, _inquiry.asked_at >= since
    )
    return (await tx.connection.execute(wanted)).scalar_one()


async def list_inquiries(tx: Tx, page: Page) -> Slice[AnsweredInquiry]:
    """Newest first."""
    tx.actor.require(permissions.VIEW_PEERS)
    return await read_page(tx, select(tables.peer_inquiry), _inquiry.id, page, _to_inquiry)


async def list_dealings(
    tx: Tx, asked: Collection[str], asking: Collection[str]
) -> tuple[PeerDealings, ...]:
    """Of each connected platform by name: those that are asked, and those that may ask."""
    tx.actor.require(permissions.VIEW_PEERS)
    answers = await _count_answers(tx)
    inquiries = await _sum_inquiries(tx)
    return tuple(
        _to_dealings(name, (name in asked, name in asking), answers, inquiries.get(name))
        for name in sorted({*asked, *asking})
    )


async def _count_answers(tx: Tx) -> dict[tuple[str, PeerState], int]:
    wanted = select(_question.peer, _question.state, func.count()).group_by(
        _question.peer, _question.state
    )
    rows = await tx.connection.execute(wanted)
    return {(peer, PeerState(state)): count for peer, state, count in rows}


async def _sum_inquiries(tx: Tx) -> dict[str, Row[*tuple[Any, ...]]]:
    today = _inquiry.asked_at >= start_of_day(tx.business_date)
    wanted: Select[*tuple[Any, ...]] = select(
        _inquiry.peer,
        func.coalesce(func.sum(_inquiry.things).filter(today), 0).label("today"),
        func.sum(_inquiry.things).label("ever"),
        func.sum(_inquiry.pledged).label("pledged"),
        func.max(_inquiry.asked_at).label("last"),
    ).group_by(_inquiry.peer)
    return {row.peer: row for row in await tx.connection.execute(wanted)}


def _to_dealings(
    name: str,
    ways: tuple[bool, bool],
    answers: dict[tuple[str, PeerState], int],
    asked: Row[*tuple[Any, ...]] | None,
) -> PeerDealings:
    found_there = answers.get((name, PeerState.PLEDGED), 0)
    return PeerDealings(
        peer=name,
        is_asked=ways[0],
        may_ask=ways[1],
        answered=found_there + answers.get((name, PeerState.FREE), 0),
        silent=answers.get((name, PeerState.SILENT), 0),
        found_there=found_there,
        asked_today=0 if asked is None else asked.today,
        asked_ever=0 if asked is None else asked.ever,
        found_here=0 if asked is None else asked.pledged,
        last_asked_at=None if asked is None else asked.last,
    )


def _to_inquiry(row: Row[Any]) -> AnsweredInquiry:
    return AnsweredInquiry(
        id=row.id,
        peer=row.peer,
        things=row.things,
        pledged=row.pledged,
        asked_at=row.asked_at,
    )
