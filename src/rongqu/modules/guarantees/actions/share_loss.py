"""Share the loss of a loan that was written off among the agreements that cover it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, update

from rongqu.events.guarantees import LossShared
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.guarantees import queries, rules, tables
from rongqu.modules.guarantees.actions._entries import make_payment
from rongqu.modules.guarantees.types import Purse, Share
from rongqu.modules.ledger.public import post_entry
from rongqu.modules.servicing.public import Loan, get_loan


async def share_loss(tx: Tx, loss_id: UUID, loan_id: LoanId, principal: Money) -> None:
    """Internal: only the handler calls it. Safe to repeat: a loss is shared once. Where no
    agreement covers the loan, or none has anything left, nothing is written."""
    if await queries.lock_loss(tx, loan_id) is not None:
        return
    loan = await get_loan(tx, loan_id)
    purses = [
        Purse(agreement=each, balance=await queries.read_balance(tx, each))
        for each in await queries.lock_covering(tx, loan)
    ]
    most_shared = await read_policy(tx, "guarantees.most_shared")
    shares = rules.share_loss(principal, purses, most_shared)
    if not shares:
        return

    await _write(tx, loss_id, loan, principal, shares)
    borne = [(share.agreement_id, share.kind, share.amount) for share in shares]
    reference = f"guarantees.loss_shared:{loss_id}"
    day = loan.written_off_on or tx.business_date
    await post_entry(tx, make_payment(reference, loan.institution_id, borne, day))

    await tx.publish(
        LossShared(
            subject_id=loan.id,
            parties=(loan.institution_id,),
            institution_id=loan.institution_id,
            loss=principal,
            borne=sum((share.amount for share in shares), Money.zero(principal.currency)),
        )
    )


async def _write(tx: Tx, loss_id: UUID, loan: Loan, principal: Money, shares: list[Share]) -> None:
    await tx.connection.execute(
        insert(tables.loss).values(
            id=loss_id,
            loan_id=loan.id,
            institution_id=loan.institution_id,
            borrower_name=loan.borrower_name,
            principal_minor=principal.minor,
            currency=principal.currency,
            shared_on=tx.business_date,
        )
    )
    await tx.connection.execute(
        insert(tables.loss_share).values(
            [
                {
                    "loss_id": loss_id,
                    "agreement_id": share.agreement_id,
                    "amount_minor": share.amount.minor,
                }
                for share in shares
            ]
        )
    )
    columns = tables.agreement.c
    for share in shares:
        await tx.connection.execute(
            update(tables.agreement)
            .where(columns.id == share.agreement_id)
            .values(used_minor=columns.used_minor + share.amount.minor)
        )
