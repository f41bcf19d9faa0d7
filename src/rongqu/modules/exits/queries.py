"""Every SELECT of exits. Who sees an offering sees its exits; of answers, one's own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, exists, select

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId, OfferingId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.exits import tables as t
from rongqu.modules.exits.errors import ExitNotFound
from rongqu.modules.exits.types import (
    Answer,
    Exit,
    ExitId,
    ExitKind,
    ExitPolicy,
    ExitStatus,
    Lapse,
    Line,
    LineKind,
)

UNDER_WAY = (ExitStatus.ASKING, ExitStatus.APPROVING, ExitStatus.PAYING)
MOST_EXITS, MOST_DUE = 50, 200
LEAST, HIGHEST = "exits.least_buy_back_price", "exits.highest_buy_back_price"
DAYS, CONSENT = "exits.answer_days", "exits.consent"


async def read_exit_policy(tx: Tx) -> ExitPolicy:
    values = await read_policies_on(tx, (LEAST, HIGHEST, DAYS, CONSENT), tx.business_date)
    return ExitPolicy(
        least_price=values[LEAST],
        highest_price=values[HIGHEST],
        answer_days=int(values[DAYS]),
        consent=values[CONSENT],
    )


async def list_exits(tx: Tx, offering_id: OfferingId) -> tuple[Exit, ...]:
    """Newest first."""
    columns = t.exit_.c
    wanted = select(t.exit_).where(columns.offering_id == offering_id)
    rows = await tx.connection.execute(wanted.order_by(columns.id.desc()).limit(MOST_EXITS))
    return tuple(to_exit(row) for row in rows)


async def find_exit(tx: Tx, exit_id: ExitId) -> Exit | None:
    return await _find(tx, select(t.exit_).where(t.exit_.c.id == exit_id))


async def get_exit(tx: Tx, exit_id: ExitId) -> Exit:
    return _present(await find_exit(tx, exit_id), exit_id)


async def lock_exit(tx: Tx, exit_id: ExitId) -> Exit:
    wanted = select(t.exit_).where(t.exit_.c.id == exit_id).with_for_update()
    return _present(await _find(tx, wanted), exit_id)


async def lock_exit_paying(tx: Tx, offering_id: OfferingId) -> Exit | None:
    columns = t.exit_.c
    wanted = select(t.exit_).where(
        columns.offering_id == offering_id, columns.status == ExitStatus.PAYING
    )
    return await _find(tx, wanted.with_for_update())


async def has_exit_under_way(tx: Tx, offering_id: OfferingId) -> bool:
    columns = t.exit_.c
    wanted = exists().where(columns.offering_id == offering_id, columns.status.in_(UNDER_WAY))
    return bool((await tx.connection.execute(select(wanted))).scalar_one())


async def list_to_close(tx: Tx) -> tuple[ExitId, ...]:
    columns = t.exit_.c
    due = select(columns.id).where(columns.status == ExitStatus.ASKING, columns.closes_at <= tx.now)
    rows = await tx.connection.execute(due.order_by(columns.closes_at).limit(MOST_DUE))
    return tuple(ExitId(each) for each in rows.scalars())


async def list_own_answers(tx: Tx, exits: tuple[Exit, ...]) -> dict[ExitId, Answer]:
    columns = t.answer.c
    wanted = select(t.answer).where(
        columns.exit_id.in_([each.id for each in exits]),
        columns.investor_id == tx.actor.organisation,
    )
    return {
        ExitId(row.exit_id): Answer(units=Money(row.units_minor, row.currency), accepts=row.accepts)
        for row in await tx.connection.execute(wanted)
    }


async def list_asked(tx: Tx, exit_id: ExitId) -> tuple[OrganisationId, ...]:
    columns = t.answer.c
    wanted = select(columns.investor_id).where(columns.exit_id == exit_id)
    rows = await tx.connection.execute(wanted.order_by(columns.investor_id))
    return tuple(OrganisationId(each) for each in rows.scalars())


async def _find(tx: Tx, wanted: Select[Any]) -> Exit | None:
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else to_exit(row)


def _present(found: Exit | None, exit_id: ExitId) -> Exit:
    if found is None:
        raise ExitNotFound(exit_id=exit_id)
    return found


def to_exit(row: Row[Any]) -> Exit:
    def money(minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, row.currency)

    return Exit(
        id=ExitId(row.id),
        offering_id=OfferingId(row.offering_id),
        issuer_id=OrganisationId(row.issuer_id),
        kind=ExitKind(row.kind),
        why=row.why,
        price=row.price,
        proceeds=money(row.proceeds_minor),
        units=Money(row.units_minor, row.currency),
        amount=Money(row.amount_minor, row.currency),
        lines=tuple(
            Line(
                kind=LineKind(each["kind"]),
                name=each["name"],
                rank=each["rank"],
                owed=money(each["owed_minor"]),
                paid=Money(each["paid_minor"], row.currency),
            )
            for each in row.lines
        ),
        hold_id=None if row.hold_id is None else HoldId(row.hold_id),
        status=ExitStatus(row.status),
        lapse=None if row.lapse is None else Lapse(row.lapse),
        proposed_at=row.proposed_at,
        closes_at=row.closes_at,
        ended_at=row.ended_at,
    )
