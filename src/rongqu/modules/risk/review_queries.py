"""What a company may ask of a person, and how it stands among its peers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, true

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import DecisionId, EnterpriseId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.risk import decision_queries, permissions, tables
from rongqu.modules.risk.errors import HumanReviewNotFound
from rongqu.modules.risk.types import Decision, HumanReview, HumanReviewId, ReviewOutcome

REVIEW = tables.human_review.c
MOST_LATE = 100


async def get_review(tx: Tx, review_id: HumanReviewId) -> HumanReview:
    return await _one(tx, review_id, select(tables.human_review))


async def lock_review(tx: Tx, review_id: HumanReviewId) -> HumanReview:
    return await _one(tx, review_id, select(tables.human_review).with_for_update())


async def find_latest_review(tx: Tx, enterprise_id: EnterpriseId) -> HumanReview | None:
    latest = (
        select(tables.human_review)
        .where(REVIEW.enterprise_id == enterprise_id, _visible_to(tx.actor))
        .order_by(REVIEW.id.desc())
        .limit(1)
    )
    row = (await tx.connection.execute(latest)).one_or_none()
    return None if row is None else _to_review(row)


async def list_reviews(tx: Tx, page: Page, is_open: bool | None) -> Slice[HumanReview]:
    """Newest first."""
    wanted = select(tables.human_review).where(_visible_to(tx.actor))
    if is_open is not None:
        wanted = wanted.where(REVIEW.answered_at.is_(None) == is_open)
    return await read_page(tx, wanted, REVIEW.id, page, _to_review)


async def list_late_ids(tx: Tx) -> tuple[HumanReviewId, ...]:
    late = (
        select(REVIEW.id)
        .where(REVIEW.answered_at.is_(None), REVIEW.late_told_at.is_(None), REVIEW.due_at <= tx.now)
        .order_by(REVIEW.due_at)
        .limit(MOST_LATE)
    )
    return tuple(HumanReviewId(each) for each in (await tx.connection.execute(late)).scalars())


async def find_latest_decision(tx: Tx, enterprise_id: EnterpriseId) -> Decision | None:
    """The caller has checked its own case."""
    found = await decision_queries.list_decisions(tx, Page(limit=1), enterprise_id)
    return found.items[0] if found.items else None


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return REVIEW.enterprise_id == actor.organisation


async def _one(tx: Tx, review_id: HumanReviewId, statement: Select[Any]) -> HumanReview:
    wanted = statement.where(REVIEW.id == review_id, _visible_to(tx.actor))
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise HumanReviewNotFound(review_id=review_id)
    return _to_review(row)


def _to_review(row: Row[Any]) -> HumanReview:
    return HumanReview(
        id=HumanReviewId(row.id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        decision_id=None if row.decision_id is None else DecisionId(row.decision_id),
        statement=row.statement,
        asked_at=row.asked_at,
        due_at=row.due_at,
        late_told_at=row.late_told_at,
        outcome=None if row.outcome is None else ReviewOutcome(row.outcome),
        answer=row.answer,
        answered_by=None if row.answered_by is None else UserId(row.answered_by),
        answered_at=row.answered_at,
    )
