"""The time to answer is over: count, and pay or let it lapse."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.exits import queries, rules, tables
from rongqu.modules.exits.actions._ending import Wanted, lapse, pay
from rongqu.modules.exits.types import Exit, ExitId, ExitKind, ExitStatus, Lapse


async def close_exit(tx: Tx, exit_id: ExitId) -> None:
    """Internal: only the job calls it. Counted once. Raises TradesUnderWay and DistributionUnderWay
    while it is not clear who holds how much: then it is tried again."""
    found = await queries.lock_exit(tx, exit_id)
    is_due = found.closes_at is not None and found.closes_at <= tx.now
    if found.status is not ExitStatus.ASKING or not is_due:
        return
    asked, accepted = await _count(tx, found)
    consent = (await queries.read_exit_policy(tx)).consent
    zero = Money.zero(found.units.currency)
    wanted = sum(accepted.values(), start=zero)
    is_agreed = not wanted.is_zero()
    if found.kind is ExitKind.CONTROL:
        is_agreed = rules.has_consent(wanted, asked, consent)

    decided = pay(tx, found, accepted) if is_agreed else lapse(tx, found, Lapse.DECLINED)
    await tx.publish(await decided)


async def _count(tx: Tx, found: Exit) -> tuple[Money, Wanted]:
    """Waits for every answer that is being given, and lets no more in."""
    columns = tables.answer.c
    counted = (
        update(tables.answer)
        .where(columns.exit_id == found.id)
        .values(is_counted=True)
        .returning(columns.investor_id, columns.units_minor, columns.accepts)
    )
    rows = (await tx.connection.execute(counted)).all()
    currency = found.units.currency
    accepted = {
        OrganisationId(row.investor_id): Money(row.units_minor, currency)
        for row in rows
        if row.accepts
    }
    return Money(sum(row.units_minor for row in rows), currency), accepted
