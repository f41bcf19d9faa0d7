"""Do what two people agreed on: put an agreement in force, book a contribution, or end it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, update

from rongqu.events.guarantees import AgreementActivated, AgreementEnded, ContributionBooked
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.events import Event
from rongqu.kernel.money import Money
from rongqu.modules.compliance.public import Approval
from rongqu.modules.guarantees import queries, rules, tables
from rongqu.modules.guarantees.actions._entries import make_contribution
from rongqu.modules.guarantees.types import (
    Agreement,
    AgreementChange,
    AgreementState,
    ChangeKind,
)
from rongqu.modules.ledger.public import post_entry


async def change_agreement(tx: Tx, approved: Approval, change: AgreementChange) -> None:
    """Internal: the stored command of an approved wish. Checked again: the agreement may have
    changed since it was asked for."""
    agreement = await queries.lock_agreement(tx, change.agreement_id)
    rules.check_change(agreement, change)

    match change.kind:
        case ChangeKind.ACTIVATE:
            await _write(tx, agreement, state=AgreementState.ACTIVE)
        case ChangeKind.CONTRIBUTE:
            await _contribute(tx, approved, agreement, change)
        case ChangeKind.END:
            await _write(tx, agreement, valid_until=tx.business_date)

    await tx.publish(_news(tx, agreement, change))


async def _write(tx: Tx, agreement: Agreement, **values: Any) -> None:
    own = update(tables.agreement).where(tables.agreement.c.id == agreement.id)
    await tx.connection.execute(own.values(**values))


async def _contribute(
    tx: Tx, approved: Approval, agreement: Agreement, change: AgreementChange
) -> None:
    amount = _amount_of(agreement, change)
    await tx.connection.execute(
        insert(tables.contribution).values(
            id=approved.id,
            agreement_id=agreement.id,
            amount_minor=amount.minor,
            currency=amount.currency,
            contributed_on=tx.business_date,
            reason=approved.reason,
            asked_by=approved.asked_by,
            approved_by=tx.actor.id,
        )
    )
    await post_entry(tx, make_contribution(approved.id, agreement, amount))


def _amount_of(agreement: Agreement, change: AgreementChange) -> Money:
    return change.amount or Money.zero(agreement.terms.cap.currency)


def _news(tx: Tx, agreement: Agreement, change: AgreementChange) -> Event:
    parties = (tx.actor.organisation,)
    match change.kind:
        case ChangeKind.ACTIVATE:
            return AgreementActivated(
                subject_id=agreement.id,
                parties=parties,
                kind=agreement.terms.kind,
                cap=agreement.terms.cap,
                changes=changes_between(
                    {"state": agreement.state}, {"state": AgreementState.ACTIVE}
                ),
            )
        case ChangeKind.CONTRIBUTE:
            return ContributionBooked(
                subject_id=agreement.id, parties=parties, amount=_amount_of(agreement, change)
            )
        case ChangeKind.END:
            return AgreementEnded(
                subject_id=agreement.id,
                parties=parties,
                kind=agreement.terms.kind,
                changes=changes_between(
                    {"valid_until": agreement.terms.valid_until}, {"valid_until": tx.business_date}
                ),
            )
