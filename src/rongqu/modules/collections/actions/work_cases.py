"""Bring cases up to date with their loans: decide promises, open, refresh and close cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    Subquery,
    Text,
    and_,
    case,
    exists,
    func,
    literal,
    select,
    true,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.collections import CaseClosed, CaseOpened, PromiseDecided
from rongqu.infra.policies import read_policy_on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.collections import tables
from rongqu.modules.collections.types import CaseState, PromiseState
from rongqu.modules.servicing.public import (
    late_loans,
    money_in,
    money_on_its_way,
    read_late_until,
)

CASE, PROMISE = tables.collection_case.c, tables.promise.c
FROM_DAYS = "collections.case_from_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Morning:
    """Cases are worked as of the morning of `as_of`; promises for days before it are over."""

    as_of: date
    late: Subquery
    loan_id: LoanId | None

    @property
    def days_past_due(self) -> ColumnElement[int]:
        return type_coerce(literal(self.as_of, Date) - self.late.c.late_since, Integer)

    def among(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        return true() if self.loan_id is None else column == self.loan_id


async def work_cases(tx: Tx, as_of: date, loan_id: LoanId | None = None) -> None:
    """Internal: handlers call it, after a day's end for all loans, after money came for one.

    Safe to repeat, and in any order: it compares cases with loans as they are now. A handful of
    statements however many loans are late.
    """
    late = late_loans(await read_late_until(tx, as_of)).subquery("late")
    morning = _Morning(as_of=as_of, late=late, loan_id=loan_id)
    await _lock(tx, morning)

    decided = await _decide(tx, morning)
    await _refresh(tx, morning)
    opened = await _open(tx, morning)
    closed = await _close(tx, morning)

    await tx.publish_all(
        [_decided(row) for row in decided]
        + [_opened(row) for row in opened]
        + [_closed(row) for row in closed]
    )


async def _lock(tx: Tx, morning: _Morning) -> None:
    """Cases first and in their order, as collectors do."""
    whole = (
        select(CASE.id)
        .where(CASE.state == CaseState.OPEN, morning.among(CASE.loan_id))
        .order_by(CASE.id)
        .with_for_update()
    )
    await tx.connection.execute(whole)


async def _decide(tx: Tx, morning: _Morning) -> list[Row[Any]]:
    """A promise is kept as soon as what came in for the days since it was made reaches it. It is
    broken when its day is over without, unless money ordered in time is still on its way."""
    came = money_in().subquery("came")
    coming = money_on_its_way().subquery("coming")
    judged = (
        select(
            PROMISE.id,
            CASE.loan_id,
            CASE.enterprise_id,
            CASE.institution_id,
            func.coalesce(func.sum(came.c.amount_minor), 0).label("paid_minor"),
            exists()
            .where(coming.c.loan_id == CASE.loan_id, coming.c.counts_on <= PROMISE.promised_for)
            .label("is_coming"),
            exists().where(morning.late.c.loan_id == CASE.loan_id).label("is_late"),
        )
        .join(tables.collection_case, CASE.id == PROMISE.case_id)
        .outerjoin(
            came,
            and_(
                came.c.loan_id == CASE.loan_id,
                came.c.counts_on.between(PROMISE.made_on, PROMISE.promised_for),
            ),
        )
        .where(PROMISE.state == PromiseState.OPEN, morning.among(CASE.loan_id))
        .group_by(PROMISE.id, CASE.id)
        .subquery("judged")
    )
    is_kept = judged.c.paid_minor >= PROMISE.amount_minor
    is_over = (PROMISE.promised_for < morning.as_of) & ~judged.c.is_coming
    state = case(
        (is_kept, PromiseState.KEPT),
        (~judged.c.is_late, PromiseState.LAPSED),
        else_=PromiseState.BROKEN,
    )
    decided = await tx.connection.execute(
        update(tables.promise)
        .where(judged.c.id == PROMISE.id, is_kept | ~judged.c.is_late | is_over)
        .values(state=state, decided_on=morning.as_of, paid_minor=judged.c.paid_minor)
        .returning(
            *tables.promise.c, judged.c.loan_id, judged.c.enterprise_id, judged.c.institution_id
        )
    )
    rows = list(decided.all())
    if rows:
        await _note_on_cases(tx, rows)
    return rows


async def _note_on_cases(tx: Tx, decided: list[Row[Any]]) -> None:
    broken = [row.case_id for row in decided if row.state == PromiseState.BROKEN]
    await tx.connection.execute(
        update(tables.collection_case)
        .where(CASE.id.in_([row.case_id for row in decided]))
        .values(
            promised_for=None,
            broken_promises=CASE.broken_promises + case((CASE.id.in_(broken), 1), else_=0),
        )
    )


async def _refresh(tx: Tx, morning: _Morning) -> None:
    late = morning.late.c
    await tx.connection.execute(
        update(tables.collection_case)
        .where(CASE.loan_id == late.loan_id, morning.among(CASE.loan_id))
        .where(CASE.state == CaseState.OPEN, CASE.as_of <= morning.as_of)
        .values(
            as_of=morning.as_of,
            bucket=late.bucket,
            days_past_due=morning.days_past_due,
            overdue_minor=late.overdue_minor,
            outstanding_minor=late.outstanding_minor,
        )
    )


async def _open(tx: Tx, morning: _Morning) -> list[Row[Any]]:
    late = morning.late.c
    from_days = int(await read_policy_on(tx, FROM_DAYS, morning.as_of))
    days = morning.days_past_due
    wanted = select(
        func.uuidv7(),
        late.loan_id,
        late.enterprise_id,
        late.institution_id,
        late.borrower_name,
        late.bucket,
        days,
        late.overdue_minor,
        late.outstanding_minor,
        late.currency,
        literal(CaseState.OPEN, Text),
        literal(morning.as_of, Date),
        literal(morning.as_of, Date),
    ).where(days >= from_days, morning.among(late.loan_id))
    opened = await tx.connection.execute(
        insert(tables.collection_case)
        .from_select(
            [
                *("id", "loan_id", "enterprise_id", "institution_id", "borrower_name", "bucket"),
                *("days_past_due", "overdue_minor", "outstanding_minor", "currency"),
                *("state", "opened_on", "as_of"),
            ],
            wanted,
        )
        .on_conflict_do_nothing()
        .returning(*tables.collection_case.c)
    )
    return list(opened.all())


async def _close(tx: Tx, morning: _Morning) -> list[Row[Any]]:
    """Of loans of which nothing is late any more, or which have left the books."""
    still_late = exists().where(morning.late.c.loan_id == CASE.loan_id)
    closed = await tx.connection.execute(
        update(tables.collection_case)
        .where(CASE.state == CaseState.OPEN, morning.among(CASE.loan_id), ~still_late)
        .values(
            state=CaseState.CLOSED,
            closed_on=morning.as_of,
            as_of=morning.as_of,
            overdue_minor=0,
            days_past_due=0,
            promised_for=None,
        )
        .returning(*tables.collection_case.c)
    )
    return list(closed.all())


def _decided(row: Row[Any]) -> PromiseDecided:
    return PromiseDecided(
        subject_id=row.loan_id,
        parties=(row.institution_id,),
        case_id=row.case_id,
        promise_id=row.id,
        state=row.state,
        amount=Money(row.amount_minor, row.currency),
        paid=Money(int(row.paid_minor), row.currency),
    )


def _opened(row: Row[Any]) -> CaseOpened:
    return CaseOpened(
        subject_id=row.loan_id,
        parties=(row.institution_id,),
        case_id=row.id,
        enterprise_id=row.enterprise_id,
        institution_id=row.institution_id,
        bucket=row.bucket,
        overdue=Money(row.overdue_minor, row.currency),
    )


def _closed(row: Row[Any]) -> CaseClosed:
    return CaseClosed(
        subject_id=row.loan_id,
        parties=(row.institution_id,),
        case_id=row.id,
        enterprise_id=row.enterprise_id,
        institution_id=row.institution_id,
    )
