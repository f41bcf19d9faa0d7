"""Every SELECT about disposals, and the figures of the desk."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Row, Select, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, UserId
from rongqu.kernel.money import Money
from rongqu.modules.collections import rules, tables
from rongqu.modules.collections.errors import DisposalNotFound
from rongqu.modules.collections.types import (
    CaseState,
    Disposal,
    DisposalKind,
    DisposalState,
    DisposalStep,
    Figures,
    PromiseState,
    Recovery,
)
from rongqu.modules.servicing.public import money_in

CASE, DISPOSAL, STEP = tables.collection_case.c, tables.disposal.c, tables.disposal_step.c
CURRENCY = "CNY"
"""Of sums over many loans; loans themselves name theirs."""
LATEST = 50


async def get_disposal(tx: Tx, disposal_id: UUID) -> Disposal:
    wanted = _disposals().where(DISPOSAL.id == disposal_id)
    found = await _with_steps(tx, wanted)
    if not found:
        raise DisposalNotFound(disposal_id=disposal_id)
    return found[0]


async def lock_disposal(tx: Tx, disposal_id: UUID) -> Disposal:
    locked = select(DISPOSAL.id).where(DISPOSAL.id == disposal_id).with_for_update()
    await tx.connection.execute(locked)
    return await get_disposal(tx, disposal_id)


async def list_disposals(tx: Tx, loan_id: LoanId | None = None) -> tuple[Disposal, ...]:
    """Those of one loan, or the latest of all."""
    wanted = _disposals().order_by(DISPOSAL.opened_on.desc(), DISPOSAL.id.desc()).limit(LATEST)
    if loan_id is not None:
        wanted = wanted.where(DISPOSAL.loan_id == loan_id)
    return await _with_steps(tx, wanted)


async def list_recoveries(tx: Tx) -> tuple[Recovery, ...]:
    """Claimed and recovered by kind of disposal; every kind has a line. A loan in two ways counts
    for both."""
    each = _disposals().where(DISPOSAL.currency == CURRENCY).subquery()
    totals = select(
        each.c.kind,
        func.count().label("disposals"),
        func.sum(each.c.claim_minor).label("claim"),
        func.sum(func.least(each.c.recovered_minor, each.c.claim_minor)).label("recovered"),
    ).group_by(each.c.kind)
    found = {row.kind: row for row in await tx.connection.execute(totals)}
    return tuple(
        Recovery(
            kind=kind,
            disposals=found[kind].disposals if kind in found else 0,
            claim=Money(int(found[kind].claim) if kind in found else 0, CURRENCY),
            recovered=Money(int(found[kind].recovered) if kind in found else 0, CURRENCY),
        )
        for kind in DisposalKind
    )


async def read_figures(tx: Tx) -> Figures:
    """Of loans in the currency of reports."""
    cases = select(func.count(), _sum(CASE.overdue_minor)).where(
        CASE.state == CaseState.OPEN, CASE.currency == CURRENCY
    )
    open_cases, overdue = (await tx.connection.execute(cases)).one()
    decided, kept = (await tx.connection.execute(_PROMISES)).one()
    loans, claim, recovered = (await tx.connection.execute(_first_disposals())).one()
    return Figures(
        open_cases=open_cases,
        overdue=Money(overdue, CURRENCY),
        promises_decided=decided,
        promises_kept=kept,
        loans_in_disposal=loans,
        claim=Money(claim, CURRENCY),
        recovered=Money(recovered, CURRENCY),
        goal=await read_policy(tx, "collections.recovery_goal"),
    )


_STATE = tables.promise.c.state
_PROMISES = select(
    func.count().filter(_STATE.in_([PromiseState.KEPT, PromiseState.BROKEN])),
    func.count().filter(_STATE == PromiseState.KEPT),
)


def _first_disposals() -> Select[int, int, int]:
    """Each loan once, from its first disposal on; more than was claimed counts as the claim."""
    first = (
        _disposals()
        .ext(distinct_on(DISPOSAL.loan_id))
        .where(DISPOSAL.currency == CURRENCY)
        .order_by(DISPOSAL.loan_id, DISPOSAL.opened_on, DISPOSAL.id)
        .subquery()
    )
    return select(
        func.count(),
        _sum(first.c.claim_minor),
        _sum(func.least(first.c.recovered_minor, first.c.claim_minor)),
    )


def _sum(amounts: ColumnElement[Any]) -> ColumnElement[int]:
    """Of whole minor units: PostgreSQL adds bigint up as numeric."""
    return cast(func.coalesce(func.sum(amounts), 0), BigInteger)


def _disposals() -> Select[Any]:
    """With what came in for the loan since each was opened, from whomever."""
    came = money_in().subquery("came")
    recovered = (
        select(func.coalesce(func.sum(came.c.amount_minor), 0))
        .where(came.c.loan_id == DISPOSAL.loan_id, came.c.counts_on >= DISPOSAL.opened_on)
        .scalar_subquery()
    )
    return select(tables.disposal, recovered.label("recovered_minor"))


async def _with_steps(tx: Tx, wanted: Select[Any]) -> tuple[Disposal, ...]:
    rows = (await tx.connection.execute(wanted)).all()
    done = defaultdict[UUID, dict[int, Row[Any]]](dict)
    steps = select(tables.disposal_step).where(STEP.disposal_id.in_([row.id for row in rows]))
    for step in await tx.connection.execute(steps):
        done[step.disposal_id][step.number] = step
    return tuple(_to_disposal(row, done[row.id]) for row in rows)


def _to_disposal(row: Row[Any], done: dict[int, Row[Any]]) -> Disposal:
    kind = DisposalKind(row.kind)
    return Disposal(
        id=row.id,
        loan_id=LoanId(row.loan_id),
        borrower_name=row.borrower_name,
        kind=kind,
        state=DisposalState(row.state),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        claim=Money(row.claim_minor, row.currency),
        recovered=Money(int(row.recovered_minor), row.currency),
        steps=tuple(
            _to_step(number, code, done.get(number))
            for number, code in enumerate(rules.STEPS[kind], start=1)
        ),
    )


def _to_step(number: int, code: str, row: Row[Any] | None) -> DisposalStep:
    return DisposalStep(
        number=number,
        code=code,
        document=None if row is None else row.document,
        note=None if row is None else row.note,
        done_at=None if row is None else row.done_at,
        done_by=None if row is None else UserId(row.done_by),
    )
