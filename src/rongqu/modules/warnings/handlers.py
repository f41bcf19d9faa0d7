"""Events that may be a sign: each handler is one call."""

from __future__ import annotations

from decimal import Decimal

from rongqu.events.compliance import AlertRaised, HitConfirmed
from rongqu.events.parties import EnterpriseUpdated, InvoicesImported
from rongqu.events.risk import ScoreComputed
from rongqu.events.servicing import LoanOverdue, LoanWrittenOff, RepaymentFailed
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.warnings import keeping
from rongqu.modules.warnings.actions.note_sign import note_sign
from rongqu.modules.warnings.actions.note_trouble import note_trouble
from rongqu.modules.warnings.rules import judge_days_late
from rongqu.modules.warnings.types import Seen, Sign, WarningLevel

TROUBLE_DAYS = 31


def _seen(
    tx: Tx, enterprise_id: EnterpriseId, sign: Sign, level: WarningLevel, size: int = 1
) -> Seen:
    return Seen(
        event_id=keeping.cause_of(tx),
        enterprise_id=enterprise_id,
        sign=sign,
        size=Decimal(size),
        level=level,
        seen_at=tx.caused_at or tx.now,
    )


@on(LoanOverdue)
async def see_late_payment(tx: Tx, event: LoanOverdue) -> None:
    enterprise_id, days = EnterpriseId(event.enterprise_id), event.days_past_due
    if days >= TROUBLE_DAYS:
        await note_trouble(tx, enterprise_id, tx.caused_at or tx.now)
    await note_sign(tx, _seen(tx, enterprise_id, Sign.OVERDUE, judge_days_late(days), days))


@on(LoanWrittenOff)
async def see_write_off(tx: Tx, event: LoanWrittenOff) -> None:
    await note_trouble(tx, EnterpriseId(event.enterprise_id), tx.caused_at or tx.now)


@on(RepaymentFailed)
async def see_failed_debit(tx: Tx, event: RepaymentFailed) -> None:
    enterprise_id = EnterpriseId(event.enterprise_id)
    await note_sign(tx, _seen(tx, enterprise_id, Sign.DEBIT_FAILED, WarningLevel.YELLOW))


@on(ScoreComputed)
async def see_new_score(tx: Tx, event: ScoreComputed) -> None:
    await keeping.compare_score(tx, EnterpriseId(event.subject_id), event.score)


@on(InvoicesImported)
async def see_sales(tx: Tx, event: InvoicesImported) -> None:
    await keeping.compare_sales(tx, event.subject_id)


@on(EnterpriseUpdated)
async def see_figures(tx: Tx, event: EnterpriseUpdated) -> None:
    if any(each.field.startswith("figures/") for each in event.changes):
        await keeping.compare_figures(tx, event.subject_id)


@on(AlertRaised)
async def see_alert_on_money(tx: Tx, event: AlertRaised) -> None:
    if await keeping.is_enterprise(tx, event.about):
        await note_sign(
            tx, _seen(tx, EnterpriseId(event.about), Sign.MONEY_ALERT, WarningLevel.YELLOW)
        )


@on(HitConfirmed)
async def see_confirmed_hit(tx: Tx, event: HitConfirmed) -> None:
    if event.about_kind == "enterprise":
        await note_sign(tx, _seen(tx, EnterpriseId(event.about), Sign.LISTED, WarningLevel.RED))
