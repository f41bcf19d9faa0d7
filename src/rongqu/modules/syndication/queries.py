"""Every SELECT about funders. Lender and staff see a loan's funders; a funder its own shares."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.syndication import permissions, tables
from rongqu.modules.syndication.types import Funder, OwnShare, PartStatus, Payable, Received

PART = tables.part.c
AMOUNT = PART.principal_minor + PART.interest_minor + PART.penalty_minor
UNDER_WAY = (PartStatus.WAITING, PartStatus.PAYING)


async def list_funders(tx: Tx, loan_id: LoanId) -> tuple[Funder, ...]:
    """Empty: the loan has one lender."""
    columns = tables.funder.c
    wanted = (
        select(tables.funder).where(columns.loan_id == loan_id).order_by(columns.organisation_id)
    )
    return tuple(
        Funder(
            organisation_id=OrganisationId(row.organisation_id),
            share=Money(row.share_minor, row.currency),
        )
        for row in await tx.connection.execute(wanted)
    )


async def list_own_shares(tx: Tx, page: Page) -> Slice[OwnShare]:
    """Of the actor's organisation, latest loan first."""
    tx.actor.require(permissions.VIEW)
    loan, funder = tables.loan, tables.funder
    wanted = (
        select(loan, funder.c.share_minor)
        .join(funder, funder.c.loan_id == loan.c.id)
        .where(funder.c.organisation_id == tx.actor.organisation)
    )
    return await read_page(tx, wanted, loan.c.id, page, _to_share)


def _to_share(row: Row[Any]) -> OwnShare:
    return OwnShare(
        loan_id=LoanId(row.id),
        lender_name=row.lender_name,
        borrower_name=row.borrower_name,
        product_name=row.product_name,
        principal=Money(row.principal_minor, row.currency),
        share=Money(row.share_minor, row.currency),
    )


async def sum_received(
    tx: Tx, loan_ids: Collection[LoanId]
) -> Mapping[tuple[LoanId, OrganisationId], Received]:
    """What each funder has got of each loan so far; those that have got nothing are left out."""
    is_under_way = PART.status.in_(UNDER_WAY)
    sums = (
        select(
            PART.loan_id,
            PART.organisation_id,
            PART.currency,
            func.sum(AMOUNT).label("amount"),
            func.sum(PART.interest_minor + PART.penalty_minor).label("income"),
            func.coalesce(func.sum(AMOUNT).filter(is_under_way), 0).label("waiting"),
            func.min(PART.reason_code)
            .filter(PART.status == PartStatus.WAITING)
            .label("reason_code"),
        )
        .where(PART.loan_id.in_(loan_ids))
        .group_by(PART.loan_id, PART.organisation_id, PART.currency)
    )
    return {
        (LoanId(row.loan_id), OrganisationId(row.organisation_id)): Received(
            amount=Money(int(row.amount), row.currency),
            income=Money(int(row.income), row.currency),
            waiting=Money(int(row.waiting), row.currency),
            reason_code=row.reason_code,
        )
        for row in await tx.connection.execute(sums)
    }


async def list_waiting(tx: Tx) -> tuple[UUID, ...]:
    """Parts that nobody has ordered yet, or that were refused; the oldest first."""
    waiting = select(PART.id).where(PART.status == PartStatus.WAITING).order_by(PART.id)
    return tuple((await tx.connection.execute(waiting)).scalars())


async def lock_part(tx: Tx, part_id: UUID) -> Payable | None:
    """None: the payment was for something else."""
    locked = select(tables.part, AMOUNT.label("amount_minor")).where(PART.id == part_id)
    row = (await tx.connection.execute(locked.with_for_update())).one_or_none()
    if row is None:
        return None
    return Payable(
        id=row.id,
        loan_id=LoanId(row.loan_id),
        lender=OrganisationId(row.institution_id),
        funder=OrganisationId(row.organisation_id),
        amount=Money(row.amount_minor, row.currency),
        status=PartStatus(row.status),
        order_id=None if row.payment_order_id is None else PaymentOrderId(row.payment_order_id),
        reason_code=row.reason_code,
    )
