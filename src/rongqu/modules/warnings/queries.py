"""Every SELECT of warnings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, or_, select, text, tuple_

from rongqu.infra.policies import read_policies_on, read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.warnings import tables
from rongqu.modules.warnings.errors import WarningNotFound
from rongqu.modules.warnings.types import (
    Measured,
    Seen,
    Sign,
    Step,
    StepDone,
    Thresholds,
    WarningCase,
    WarningLevel,
    WarningState,
)

CASE, SIGNAL = tables.warning_case.c, tables.signal.c
REMEMBERED = timedelta(days=180)
JUDGED_AFTER = timedelta(days=180)


_PLACE = (
    case(
        (CASE.state == WarningState.CLOSED, len(WarningLevel)),
        *((CASE.level == level, place) for place, level in enumerate(WarningLevel)),
    ),
    func.coalesce(CASE.due_at, text("'infinity'")),
    -func.extract("epoch", CASE.opened_at),
    CASE.id,
)
"""Where a case stands on the board."""


async def read_minutes(tx: Tx) -> dict[Step, int]:
    """How long each step may take, from when the case got its colour."""
    keys = {step: f"warnings.{step}_minutes" for step in Step}
    values = await read_policies_on(tx, keys.values(), tx.business_date)
    return {step: int(values[key]) for step, key in keys.items()}


async def read_floors(tx: Tx, sign: Sign) -> Thresholds:
    """Half and twice the yellow floor are blue and red."""
    yellow = await read_policy(tx, f"warnings.{sign}")
    return Thresholds(blue=yellow / 2, yellow=yellow, red=min(yellow * 2, Decimal("0.95")))


async def list_sizes(tx: Tx, sign: Sign, before: datetime) -> list[Decimal]:
    """Of all that were seen in the half year before, ordinary ones too."""
    wanted = select(SIGNAL.size).where(
        SIGNAL.sign == sign, SIGNAL.seen_at < before, SIGNAL.seen_at >= before - REMEMBERED
    )
    return list((await tx.connection.execute(wanted)).scalars())


async def find_open_case(tx: Tx, enterprise_id: EnterpriseId) -> WarningCase | None:
    """Locked."""
    wanted = select(tables.warning_case).where(
        CASE.enterprise_id == enterprise_id, CASE.state == WarningState.OPEN
    )
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    return None if row is None else to_case(row)


async def get_case(tx: Tx, case_id: UUID, *, lock: bool = False) -> WarningCase:
    wanted = select(tables.warning_case).where(CASE.id == case_id)
    row = (await tx.connection.execute(wanted.with_for_update() if lock else wanted)).one_or_none()
    if row is None:
        raise WarningNotFound(case_id=case_id)
    return to_case(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`None`: any."""

    state: WarningState | None = None
    level: WarningLevel | None = None
    enterprise_id: UUID | None = None


async def list_cases(tx: Tx, of: Wanted, page: Page) -> Slice[WarningCase]:
    """What is open first: red, yellow, blue, whose step is due soonest; then the latest closed."""
    wanted = select(tables.warning_case).order_by(*_PLACE).limit(page.limit + 1)
    if of.state is not None:
        wanted = wanted.where(CASE.state == of.state)
    if of.level is not None:
        wanted = wanted.where(CASE.level == of.level)
    if of.enterprise_id is not None:
        wanted = wanted.where(CASE.enterprise_id == of.enterprise_id)
    if page.after is not None:
        last = select(*_PLACE).where(CASE.id == page.after).scalar_subquery()
        wanted = wanted.where(tuple_(*_PLACE) > last)
    rows = await tx.connection.execute(wanted)
    return Slice[WarningCase].of([(row.id, to_case(row)) for row in rows], page.limit)


async def count_open(tx: Tx) -> dict[WarningLevel, tuple[int, int]]:
    """Of each colour: how many are open, and how many of those are late."""
    late = func.count().filter(CASE.due_at < tx.now)
    counted = (
        select(CASE.level, func.count().label("all"), late.label("late"))
        .where(CASE.state == WarningState.OPEN)
        .group_by(CASE.level)
    )
    rows = {row.level: (row.all, row.late) for row in await tx.connection.execute(counted)}
    return {level: rows.get(level, (0, 0)) for level in WarningLevel}


async def list_late(tx: Tx) -> list[WarningCase]:
    """Whose step is overdue and has not been escalated: locked, the others are left to others."""
    wanted = (
        select(tables.warning_case)
        .where(
            CASE.state == WarningState.OPEN,
            CASE.due_at < tx.now,
            CASE.escalated_step.is_distinct_from(CASE.next_step),
        )
        .order_by(case((CASE.level == WarningLevel.RED, 0), else_=1), CASE.due_at)
        .limit(200)
        .with_for_update(skip_locked=True)
    )
    return [to_case(row) for row in await tx.connection.execute(wanted)]


async def list_signals(tx: Tx, case_id: UUID) -> tuple[Seen, ...]:
    wanted = select(tables.signal).where(SIGNAL.case_id == case_id).order_by(SIGNAL.seen_at.desc())
    return tuple(
        Seen(
            event_id=row.id,
            enterprise_id=EnterpriseId(row.enterprise_id),
            sign=Sign(row.sign),
            size=row.size,
            level=None if row.level is None else WarningLevel(row.level),
            seen_at=row.seen_at,
        )
        for row in await tx.connection.execute(wanted)
    )


async def list_steps(tx: Tx, case_id: UUID) -> tuple[StepDone, ...]:
    columns = tables.step_done.c
    wanted = select(tables.step_done).where(columns.case_id == case_id).order_by(columns.done_at)
    return tuple(
        StepDone(
            step=Step(row.step),
            note=row.note,
            done_by=UserId(row.done_by),
            done_at=row.done_at,
            due_at=row.due_at,
        )
        for row in await tx.connection.execute(wanted)
    )


FIGURES = (Sign.SCORE_DROP, Sign.SALES_DROP, Sign.FIGURES_DROP)
"""What an enterprise shows before it owes anything."""

_MEASURED = text("""
    WITH c AS (
        SELECT c.opened_at, w.troubled_at,
            w.troubled_at > c.opened_at
                AND w.troubled_at <= c.opened_at + CAST(:horizon AS interval) AS is_right
        FROM warnings.warning_case c LEFT JOIN warnings.watched w USING (enterprise_id)
    ), t AS (
        SELECT w.troubled_at, (
            SELECT min(c.opened_at) FROM warnings.warning_case c
            WHERE c.enterprise_id = w.enterprise_id AND c.opened_at < w.troubled_at
        ) AS warned_at
        FROM warnings.watched w WHERE w.troubled_at IS NOT NULL
    )
    SELECT
        (SELECT count(*) FROM c WHERE is_right OR
            opened_at <= CAST(:now AS timestamptz) - CAST(:horizon AS interval)) AS judged,
        (SELECT count(*) FROM c WHERE is_right) AS right,
        (SELECT count(*) FROM t) AS troubled,
        (SELECT count(warned_at) FROM t) AS warned,
        (SELECT percentile_cont(0.5) WITHIN GROUP (
            ORDER BY extract(epoch FROM troubled_at - warned_at)
        ) FROM t) AS lead,
        (SELECT min(opened_at) FROM c) AS since
""")


async def list_foreseen(tx: Tx, of: Collection[EnterpriseId]) -> dict[EnterpriseId, int | None]:
    """Those of them whose figures gave a warning before they were in trouble, and how many days
    before; None: no trouble yet. A payment that is late already foresees nothing."""
    watched = tables.watched.c
    first = (
        select(SIGNAL.enterprise_id, func.min(SIGNAL.seen_at).label("seen_at"))
        .where(SIGNAL.enterprise_id.in_(of), SIGNAL.level.is_not(None), SIGNAL.sign.in_(FIGURES))
        .group_by(SIGNAL.enterprise_id)
        .subquery("first")
    )
    rows = await tx.connection.execute(
        select(first.c.enterprise_id, first.c.seen_at, watched.troubled_at)
        .outerjoin(tables.watched, watched.enterprise_id == first.c.enterprise_id)
        .where(or_(watched.troubled_at.is_(None), first.c.seen_at < watched.troubled_at))
    )
    return {
        EnterpriseId(row.enterprise_id): None
        if row.troubled_at is None
        else (row.troubled_at - row.seen_at).days
        for row in rows
    }


async def measure_warnings(tx: Tx) -> Measured:
    row = (await tx.connection.execute(_MEASURED, {"now": tx.now, "horizon": JUDGED_AFTER})).one()
    return Measured(
        judged=row.judged,
        right=row.right,
        troubled=row.troubled,
        warned=row.warned,
        median_lead_days=None if row.lead is None else int(row.lead // 86_400),
        since=None if row.since is None else row.since.date(),
    )


def to_case(row: Row[Any]) -> WarningCase:
    return WarningCase(
        id=row.id,
        enterprise_id=EnterpriseId(row.enterprise_id),
        level=WarningLevel(row.level),
        state=WarningState(row.state),
        owner=None if row.owner_id is None else UserId(row.owner_id),
        opened_at=row.opened_at,
        levelled_at=row.levelled_at,
        next_step=None if row.next_step is None else Step(row.next_step),
        due_at=row.due_at,
        escalated_at=row.escalated_at,
        closed_at=row.closed_at,
        closing_reason=row.closing_reason,
    )
