"""What every move of an application shares: the new stage, its deadline, its line in the trace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.sql.dml import ReturningUpdate

from rongqu.events.origination import ApplicationEdited, ApplicationMoved
from rongqu.infra.calendar import list_days_off
from rongqu.infra.event_log import change_and_record, with_event
from rongqu.infra.hot_writes import Moment
from rongqu.infra.policies import read_policy
from rongqu.infra.prebuilt import Prebuilt
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.errors import CalendarEnds
from rongqu.kernel.ids import UserId
from rongqu.modules.identity.public import is_still_in, session_of
from rongqu.modules.origination import queries, rows, rules, tables
from rongqu.modules.origination.errors import TakenByOther
from rongqu.modules.origination.types import Application, Move, Side, Stage

LONGEST_BREAK = timedelta(days=21)
"""No row of weekends and holidays is longer; so far ahead the calendar is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A reason with a code, and words for the people concerned."""

    code: str | None = None
    note: str | None = None


NO_REASON = Why()
MANUAL = Why(code="manual")
"""A person is to look, whatever the machine would have said."""


async def move(
    tx: Tx, before: Application, wanted: Move, why: Why = NO_REASON, **values: Any
) -> Application:
    """Change the stage, with whatever else changes at that moment. The caller holds the row."""
    target = rules.next_stage(before.stage, wanted)
    deadline_at = await deadline_of(tx, target, is_fast=wanted is Move.FAST_TRACK)
    decided_at = before.decided_at or tx.now if target in rules.DECIDED else None
    after = await change(
        tx,
        before,
        stage=target,
        moved_at=tx.now,
        deadline_at=deadline_at,
        late_at=None,
        decided_at=decided_at,
        assignee_id=before.assignee_id if target is Stage.DUE_DILIGENCE else None,
        hold_reason=None,
        hold_detail=None,
        **values,
    )
    await note_step(tx, after, wanted.value, why, came_from=before.stage)
    return after


async def change(tx: Tx, before: Application, **values: Any) -> Application:
    """Every change counts the version up, so that an old page is told it is old."""
    changed = await tx.connection.execute(
        _change_of(tuple(values)),
        {"changed_id": before.id, "new_version": before.version + 1}
        | {f"new_{name}": value for name, value in values.items()},
    )
    return rows.to_application(changed.one())


async def change_as_seen(
    moment: Moment, seen: Application, event: ApplicationEdited, **values: Any
) -> Application | None:
    """The change and its event in one statement, if the actor still sees the application, and it
    is still as it was seen."""
    changed = await change_and_record(
        moment,
        _change_seen_of(tuple(values)).given(moment.actor),
        {"changed_id": seen.id, "seen_version": seen.version, "new_version": seen.version + 1}
        | {f"new_{name}": value for name, value in values.items()}
        | session_of(moment),
        event,
    )
    return None if changed is None else rows.to_application(changed)


@cache
def _change_seen_of(names: tuple[str, ...]) -> Prebuilt[*tuple[Any, ...]]:
    is_as_seen = tables.application.c.version == bindparam("seen_version")
    change = _change_of(names).where(is_as_seen)
    return Prebuilt(
        lambda actor: with_event(change.where(queries.visible_to(actor), is_still_in(actor)))
    )


@cache
def _change_of(names: tuple[str, ...]) -> ReturningUpdate[*tuple[Any, ...]]:
    """Few combinations of columns change together."""
    return (
        update(tables.application)
        .where(tables.application.c.id == bindparam("changed_id"))
        .values({name: bindparam(f"new_{name}") for name in ("version", *names)})
        .returning(tables.application)
    )


async def note_step(
    tx: Tx,
    application: Application,
    what: str,
    why: Why = NO_REASON,
    *,
    came_from: Stage | None = None,
) -> None:
    await tx.connection.execute(
        insert(tables.step).values(
            application_id=application.id,
            at=tx.now,
            actor_id=tx.actor.id,
            side=side_of(tx, application),
            what=what,
            from_stage=came_from,
            to_stage=application.stage,
            reason_code=why.code,
            note=why.note,
        )
    )


async def moved(
    tx: Tx, before: Application, after: Application, why: Why = NO_REASON
) -> ApplicationMoved:
    """The fact of a move; with the approved amount as soon as there is one."""
    approval = await queries.find_approval(tx, after)
    return ApplicationMoved(
        subject_id=after.id,
        parties=after.parties,
        enterprise_id=after.applicant.id,
        institution_id=after.product.institution_id,
        product_kind=after.product.kind,
        region=after.applicant.region_code,
        industry=after.applicant.industry_code,
        amount=after.wish.amount if approval is None else approval.amount,
        from_stage=before.stage,
        to_stage=after.stage,
        reason_code=why.code,
    )


def side_of(tx: Tx, application: Application) -> Side:
    """For whom the actor acted."""
    if tx.actor.organisation == application.applicant.id:
        return Side.APPLICANT
    if tx.actor.organisation == application.product.institution_id:
        return Side.INSTITUTION
    return Side.PLATFORM


def check_not_taken(application: Application, by: UserId) -> None:
    if application.assignee_id not in {None, by}:
        raise TakenByOther(assignee_id=application.assignee_id)


async def deadline_of(tx: Tx, stage: Stage, *, is_fast: bool = False) -> datetime | None:
    """Until when whoever's turn it is has to act; None where nobody has to."""
    if stage in rules.DAYS_TO_MOVE:
        return tx.now + timedelta(days=int(await read_policy(tx, rules.DAYS_TO_MOVE[stage])))
    if stage not in rules.HOURS_TO_MOVE:
        return None
    key = rules.FAST_LANE_HOURS if is_fast else rules.HOURS_TO_MOVE[stage]
    return await _business_deadline(tx, await read_policy(tx, key))


async def _business_deadline(tx: Tx, hours: Decimal) -> datetime:
    latest = tx.now + timedelta(hours=int(hours)) * 2 + LONGEST_BREAK
    try:
        days_off = await list_days_off(tx, tx.business_date, business_date_at(latest))
    except CalendarEnds:
        days_off = frozenset[date]()  # then the clock never stands still: earlier, never later
    return rules.compute_deadline(tx.now, hours, days_off)
