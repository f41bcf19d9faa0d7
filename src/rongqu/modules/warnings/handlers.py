"""Events that may be a sign: each handler is one call."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import uuid5

from rongqu.events.compliance import AlertRaised, HitConfirmed
from rongqu.events.fraud import SuspicionNoted
from rongqu.events.parties import EnterpriseUpdated, InvoicesImported
from rongqu.events.risk import ScoreComputed
from rongqu.events.servicing import LoanOverdue, LoanWrittenOff, RepaymentFailed
from rongqu.events.warnings import WarningOpened, WarningRaised
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.fraud.public import Weight
from rongqu.modules.related.public import find_group
from rongqu.modules.warnings import keeping
from rongqu.modules.warnings.actions.note_sign import note_sign
from rongqu.modules.warnings.actions.note_trouble import note_trouble
from rongqu.modules.warnings.rules import judge_days_late
from rongqu.modules.warnings.types import Seen, Sign, WarningLevel

TROUBLE_DAYS = 31
PLEDGED_TWICE = frozenset({"thing.pledged_at_peer", "document.pledged_twice"})


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


@on(SuspicionNoted)
async def see_suspicion(tx: Tx, event: SuspicionNoted) -> None:
    """Found while money is owed. What a lender is told of a company is the same thing once more."""
    enterprise_id = EnterpriseId(event.enterprise_id)
    is_pledged = event.code in PLEDGED_TWICE
    is_new = event.application_id is None or is_pledged
    if (
        event.weight != Weight.STRONG
        or not is_new
        or not await keeping.find_owing(tx, [enterprise_id])
    ):
        return
    sign = Sign.PLEDGED_TWICE if is_pledged else Sign.SUSPECTED
    level = WarningLevel.RED if is_pledged else WarningLevel.YELLOW
    await note_sign(tx, _seen(tx, enterprise_id, sign, level))


@on(WarningOpened)
async def see_red_case_in_group(tx: Tx, event: WarningOpened) -> None:
    await _tell_group(tx, EnterpriseId(event.enterprise_id), event.level)


@on(WarningRaised)
async def see_case_in_group_turn_red(tx: Tx, event: WarningRaised) -> None:
    await _tell_group(tx, EnterpriseId(event.enterprise_id), event.level)


async def _tell_group(tx: Tx, enterprise_id: EnterpriseId, level: str) -> None:
    """A red case asks for the cause at those who hang together with it and owe; what that makes is
    yellow, so that it ends there. One event, a sign for each: named after both."""
    if level != WarningLevel.RED:
        return
    others = set((await find_group(tx, enterprise_id)).members) - {enterprise_id}
    for member in sorted(await keeping.find_owing(tx, others)):
        seen = _seen(tx, member, Sign.GROUP, WarningLevel.YELLOW)
        await note_sign(tx, replace(seen, event_id=uuid5(seen.event_id, str(member))))
