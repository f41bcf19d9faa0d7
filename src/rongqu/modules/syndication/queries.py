"""Every SELECT about funders. Lender and staff see a loan's funders; a funder its own shares."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.syndication import permissions, tables
from rongqu.modules.syndication.types import (
    Funder,
    OwnShare,
    Part,
    PartStatus,
    Payable,
    Recall,
    Received,
)

PART = tables.part.c
AMOUNT = PART.principal_minor + PART.interest_minor + PART.penalty_minor
RECALL = tables.recall.c
LEFT = RECALL.amount_minor - RECALL.settled_minor
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
    owed = await _sum_owed(tx, loan_ids)
    stands = PART.called_back_on.is_(None)
    waits = and_(stands, PART.status.in_(UNDER_WAY))
    sums = (
        select(
            PART.loan_id,
            PART.organisation_id,
            PART.currency,
            _sum(AMOUNT, stands).label("amount"),
            _sum(PART.interest_minor + PART.penalty_minor, stands).label("income"),
            _sum(AMOUNT - PART.set_off_minor, waits).label("waiting"),
            func.min(PART.reason_code)
            .filter(PART.status == PartStatus.WAITING)
            .label("reason_code"),
        )
        .where(PART.loan_id.in_(loan_ids))
        .group_by(PART.loan_id, PART.organisation_id, PART.currency)
    )
    received = dict[tuple[LoanId, OrganisationId], Received]()
    for row in await tx.connection.execute(sums):
        who = (LoanId(row.loan_id), OrganisationId(row.organisation_id))
        owing, returning = owed.get(who, (0, 0))
        received[who] = Received(
            amount=Money(int(row.amount), row.currency),
            income=Money(int(row.income), row.currency),
            waiting=Money(int(row.waiting), row.currency),
            owed=Money(owing, row.currency),
            returning=Money(returning, row.currency),
            reason_code=row.reason_code,
        )
    return received


def _sum(amount: ColumnElement[int], only: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(amount).filter(only), 0)


async def _sum_owed(
    tx: Tx, loan_ids: Collection[LoanId]
) -> Mapping[tuple[LoanId, OrganisationId], tuple[int, int]]:
    """What each funder still has to give back, and what of it is on its way."""
    returning = RECALL.payment_order_id.is_not(None)
    sums = (
        select(
            RECALL.loan_id,
            RECALL.organisation_id,
            func.sum(LEFT).label("owed"),
            _sum(LEFT, returning).label("returning"),
        )
        .where(RECALL.loan_id.in_(loan_ids))
        .group_by(RECALL.loan_id, RECALL.organisation_id)
    )
    return {
        (LoanId(row.loan_id), OrganisationId(row.organisation_id)): (
            int(row.owed),
            int(row.returning),
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
    return None if row is None else _to_payable(row)


async def lock_parts(tx: Tx, repayment_id: UUID, revision: int) -> tuple[Payable, ...]:
    locked = (
        select(tables.part, AMOUNT.label("amount_minor"))
        .where(PART.repayment_id == repayment_id, PART.revision == revision)
        .order_by(PART.id)
        .with_for_update()
    )
    return tuple(_to_payable(row) for row in await tx.connection.execute(locked))


def _to_payable(row: Row[Any]) -> Payable:
    return Payable(
        id=row.id,
        loan_id=LoanId(row.loan_id),
        lender=OrganisationId(row.institution_id),
        funder=OrganisationId(row.organisation_id),
        amount=Money(row.amount_minor, row.currency),
        set_off=Money(row.set_off_minor, row.currency),
        status=PartStatus(row.status),
        order_id=None if row.payment_order_id is None else PaymentOrderId(row.payment_order_id),
        reason_code=row.reason_code,
        is_called_back=row.called_back_on is not None,
    )


async def list_parts(tx: Tx, repayment_id: UUID, revision: int) -> tuple[Part, ...]:
    """What a repayment was shared as, the lender's own part among them."""
    of_one = select(tables.part).where(PART.repayment_id == repayment_id, PART.revision == revision)
    return tuple(
        Part(
            organisation_id=OrganisationId(row.organisation_id),
            principal=Money(row.principal_minor, row.currency),
            interest=Money(row.interest_minor, row.currency),
            penalty=Money(row.penalty_minor, row.currency),
        )
        for row in await tx.connection.execute(of_one)
    )


async def lock_recalls(tx: Tx, loan_id: LoanId, funder: OrganisationId) -> tuple[Recall, ...]:
    """What a funder still has to give back of a loan, oldest first; not what is on its way."""
    locked = (
        select(tables.recall)
        .where(
            RECALL.loan_id == loan_id,
            RECALL.organisation_id == funder,
            RECALL.settled_minor < RECALL.amount_minor,
            RECALL.payment_order_id.is_(None),
        )
        .order_by(RECALL.id)
        .with_for_update()
    )
    return tuple(_to_recall(row) for row in await tx.connection.execute(locked))


async def lock_returning(tx: Tx, recall_id: UUID, order_id: PaymentOrderId) -> Recall | None:
    """None: the payment was for something else, or its news is known."""
    locked = select(tables.recall).where(
        RECALL.id == recall_id, RECALL.payment_order_id == order_id
    )
    row = (await tx.connection.execute(locked.with_for_update())).one_or_none()
    return None if row is None else _to_recall(row)


def _to_recall(row: Row[Any]) -> Recall:
    return Recall(
        id=row.id,
        loan_id=LoanId(row.loan_id),
        lender=OrganisationId(row.institution_id),
        funder=OrganisationId(row.organisation_id),
        left=Money(row.amount_minor - row.settled_minor, row.currency),
    )
