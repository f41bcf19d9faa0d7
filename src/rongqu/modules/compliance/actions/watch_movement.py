"""Look at a movement of money beside those before it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.compliance import AlertRaised, LargeTransactionNoted
from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.compliance import money_queries as queries
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.money_types import AlertStatus, Moved, ReportKind
from rongqu.modules.compliance.monitoring.types import Finding, Limits, Movement
from rongqu.modules.compliance.monitoring.watcher import Watcher

CONTRACTUAL = frozenset({"payout", "collection", "share"})
DAY = 86_400
KEYS = {
    "large": "compliance.large_amount",
    "frequent_count": "compliance.frequent_count",
    "structuring_from": "compliance.structuring_amount",
    "structuring_count": "compliance.structuring_count",
    "repeated_count": "compliance.repeated_count",
    "fan_count": "compliance.fan_count",
    "window": "compliance.watch_hours",
    "cycle_window": "compliance.cycle_hours",
    "cycle_longest": "compliance.cycle_longest",
    "cycle_keeps_percent": "compliance.cycle_keeps",
    "dormant": "compliance.dormant_days",
}
SCALE = {"CNY": 100, "hours": 3_600, "days": DAY, "ratio": 100, "count": 1}
UNITS = {
    "large": "CNY",
    "structuring_from": "CNY",
    "window": "hours",
    "cycle_window": "hours",
    "cycle_keeps_percent": "ratio",
    "dormant": "days",
}


async def read_limits(tx: Tx) -> Limits:
    values = await read_policies_on(tx, KEYS.values(), tx.business_date)
    return Limits(
        **{name: int(values[key] * SCALE[UNITS.get(name, "count")]) for name, key in KEYS.items()}
    )


async def watch_movement(tx: Tx, moved: Moved) -> None:
    """Internal: for the handler of money events. A movement that is known raises nothing again."""
    made = await tx.connection.execute(
        insert(tables.movement)
        .values(
            id=moved.id,
            payer_id=moved.payer,
            payee_id=moved.payee,
            amount_minor=moved.amount.minor,
            currency=moved.amount.currency,
            kind=moved.kind,
            moved_at=moved.moved_at,
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount == 0:
        return
    limits = await read_limits(tx)
    for finding, ids in await _find(tx, moved, limits):
        await _raise_alert(tx, moved, finding, ids)
    if moved.amount.minor >= limits.large:
        await _note_large(tx, moved)


async def _find(
    tx: Tx, moved: Moved, limits: Limits
) -> list[tuple[tuple[Finding, OrganisationId], list[UUID]]]:
    """What this movement completes, by the rules that the batch applies to a whole history."""
    sides = [side for side in (moved.payer, moved.payee) if side is not None]
    since = moved.moved_at - timedelta(seconds=max(limits.window, limits.cycle_window))
    before = [each for each in await queries.list_moved_since(tx, sides, since) if each != moved]
    numbers: dict[UUID, int] = {}
    watcher = Watcher(limits)
    for side in sides:
        last = await queries.find_last_before(tx, side, moved.moved_at)
        if last is not None:
            watcher.remember(_number(numbers, side), _seconds(last))
    given = [
        Movement(
            id=position,
            payer=None if each.payer is None else _number(numbers, each.payer),
            payee=None if each.payee is None else _number(numbers, each.payee),
            amount=each.amount.minor,
            at=_seconds(each.moved_at),
            is_contractual=each.kind in CONTRACTUAL,
        )
        for position, each in enumerate((*before, moved))
    ]
    watcher.watch_all(given[:-1])
    accounts = {number: account for account, number in numbers.items()}
    every = [each.id for each in before] + [moved.id]
    return [
        (
            (finding, OrganisationId(accounts[finding.about])),
            [every[position] for position in finding.movements],
        )
        for finding in watcher.watch(given[-1])
    ]


async def _raise_alert(
    tx: Tx, moved: Moved, found: tuple[Finding, OrganisationId], ids: list[UUID]
) -> None:
    finding, about = found
    alert_id = new_id()
    await tx.connection.execute(
        insert(tables.alert).values(
            id=alert_id,
            rule=finding.rule,
            about=about,
            amount_minor=finding.amount,
            currency=moved.amount.currency,
            movements=ids,
            status=AlertStatus.OPEN,
            opened_at=tx.now,
        )
    )
    await tx.publish(AlertRaised(subject_id=alert_id, about=about, rule=finding.rule))


async def _note_large(tx: Tx, moved: Moved) -> None:
    """By amount alone: 大额交易报告, made without anybody's doing."""
    about = moved.payer or moved.payee
    report_id = new_id()
    await tx.connection.execute(
        insert(tables.report).values(
            id=report_id,
            kind=ReportKind.LARGE,
            about=about,
            amount_minor=moved.amount.minor,
            currency=moved.amount.currency,
            movements=[moved.id],
            reason="",
            made_by=tx.actor.id,
            made_at=tx.now,
        )
    )
    await tx.publish(
        LargeTransactionNoted(subject_id=report_id, movement_id=moved.id, amount=moved.amount)
    )


def _number(numbers: dict[UUID, int], account: UUID) -> int:
    return numbers.setdefault(account, len(numbers))


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())
