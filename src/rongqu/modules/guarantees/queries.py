"""Every SELECT of guarantees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Row, Select, case, cast, func, or_, select

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.guarantees import tables
from rongqu.modules.guarantees.errors import AgreementNotFound
from rongqu.modules.guarantees.types import (
    Agreement,
    AgreementKind,
    AgreementState,
    Contribution,
    Coverage,
    Covered,
    Loss,
    Share,
    Terms,
)
from rongqu.modules.ledger.public import Account, AccountCode, get_balance
from rongqu.modules.servicing.public import Loan, loans_under_way

AGREEMENT, LOSS, SHARE = tables.agreement.c, tables.loss.c, tables.loss_share.c
RECOVERY = tables.recovery.c
CURRENCY = "CNY"
"""Of sums over many agreements; agreements themselves name theirs."""
LATEST = 100
ACCOUNTS = {
    AgreementKind.RISK_RESERVE: AccountCode.RISK_RESERVE,
    AgreementKind.COMPENSATION_FUND: AccountCode.COMPENSATION_FUND,
}


async def list_agreements(tx: Tx) -> tuple[Agreement, ...]:
    """In the order in which they bear losses; those that wait for a second person come first."""
    ordered = select(tables.agreement).order_by(AGREEMENT.state.desc(), *_TURN).limit(LATEST)
    return tuple(to_agreement(row) for row in await tx.connection.execute(ordered))


async def get_agreement(tx: Tx, agreement_id: UUID) -> Agreement:
    return await _one(tx, agreement_id, select(tables.agreement))


async def lock_agreement(tx: Tx, agreement_id: UUID) -> Agreement:
    return await _one(tx, agreement_id, select(tables.agreement).with_for_update())


async def lock_covering(tx: Tx, loan: Loan) -> list[Agreement]:
    """Those in force for the loan, in the order in which they bear losses; locked by their ids."""
    covering = (
        select(tables.agreement)
        .where(
            AGREEMENT.state == AgreementState.ACTIVE,
            AGREEMENT.currency == loan.principal.currency,
            AGREEMENT.valid_from <= loan.opened_on,
            or_(AGREEMENT.valid_until.is_(None), AGREEMENT.valid_until >= loan.opened_on),
            or_(
                AGREEMENT.institution_id.is_(None),
                AGREEMENT.institution_id == loan.institution_id,
            ),
            or_(AGREEMENT.region.is_(None), _lies_in(loan.region_code)),
        )
        .order_by(AGREEMENT.id)
        .with_for_update()
    )
    found = [to_agreement(row) for row in await tx.connection.execute(covering)]
    return sorted(found, key=_turn_of)


async def read_balance(tx: Tx, agreement: Agreement) -> Money:
    account = Account(ACCOUNTS[agreement.terms.kind], agreement.id)
    return await get_balance(tx, account, agreement.terms.cap.currency)


async def list_contributions(tx: Tx, agreement_id: UUID) -> tuple[Contribution, ...]:
    """The latest first."""
    columns = tables.contribution.c
    latest = (
        select(tables.contribution)
        .where(columns.agreement_id == agreement_id)
        .order_by(columns.id.desc())
        .limit(LATEST)
    )
    return tuple(
        Contribution(
            id=row.id,
            amount=Money(row.amount_minor, row.currency),
            contributed_on=row.contributed_on,
            reason=row.reason,
        )
        for row in await tx.connection.execute(latest)
    )


async def lock_loss(tx: Tx, loan_id: LoanId) -> Loss | None:
    """None: it was not written off, or nobody else bore it."""
    wanted = select(tables.loss).where(LOSS.loan_id == loan_id)
    found = await _losses(tx, wanted.with_for_update())
    return found[0] if found else None


async def list_losses(tx: Tx, agreement_id: UUID | None = None) -> tuple[Loss, ...]:
    """The latest first; those that one agreement bore, or all."""
    latest = select(tables.loss).order_by(LOSS.id.desc()).limit(LATEST)
    if agreement_id is not None:
        borne = select(SHARE.loss_id).where(SHARE.agreement_id == agreement_id)
        latest = latest.where(LOSS.id.in_(borne))
    return await _losses(tx, latest)


async def read_coverage(tx: Tx) -> Coverage:
    whole = loans_under_way().subquery()
    bad = select(_sum(whole.c.outstanding_minor)).where(
        whole.c.is_bad, whole.c.currency == CURRENCY
    )
    shared = (
        select(_sum(SHARE.amount_minor), _sum(SHARE.returned_minor))
        .join(tables.loss, LOSS.id == SHARE.loss_id)
        .where(LOSS.currency == CURRENCY)
    )
    borne, returned = (await tx.connection.execute(shared)).one()
    held = {kind: Money.zero(CURRENCY) for kind in AgreementKind}
    for agreement in await list_agreements(tx):
        if agreement.terms.cap.currency == CURRENCY:
            kind = agreement.terms.kind
            held[kind] = held[kind] + await read_balance(tx, agreement)
    return Coverage(
        reserve=held[AgreementKind.RISK_RESERVE],
        fund=held[AgreementKind.COMPENSATION_FUND],
        bad=Money((await tx.connection.execute(bad)).scalar_one(), CURRENCY),
        borne=Money(borne, CURRENCY),
        returned=Money(returned, CURRENCY),
        line=await read_policy(tx, "guarantees.coverage_line"),
    )


async def read_covered(tx: Tx, agreement: Agreement) -> Covered:
    terms, whole = agreement.terms, loans_under_way().subquery()
    loan = whole.c
    covered = select(
        func.count(),
        _sum(loan.outstanding_minor),
        _sum(case((loan.is_bad, loan.outstanding_minor), else_=0)),
    ).where(loan.currency == terms.cap.currency, loan.opened_on >= terms.valid_from)
    if terms.valid_until is not None:
        covered = covered.where(loan.opened_on <= terms.valid_until)
    if terms.institution_id is not None:
        covered = covered.where(loan.institution_id == terms.institution_id)
    if terms.region is not None:
        covered = covered.where(loan.region_code.startswith(terms.region, autoescape=True))
    loans, outstanding, bad = (await tx.connection.execute(covered)).one()
    currency = terms.cap.currency
    return Covered(loans=loans, outstanding=Money(outstanding, currency), bad=Money(bad, currency))


def _lies_in(region_code: str) -> ColumnElement[bool]:
    return func.starts_with(region_code, AGREEMENT.region)


def _turn_of(agreement: Agreement) -> tuple[int, Any, UUID]:
    terms = agreement.terms
    return list(AgreementKind).index(terms.kind), terms.valid_from, agreement.id


_TURN = (
    case((AGREEMENT.kind == AgreementKind.RISK_RESERVE, 0), else_=1),
    AGREEMENT.valid_from,
    AGREEMENT.id,
)


def _sum(amounts: ColumnElement[Any]) -> ColumnElement[int]:
    """Of whole minor units: PostgreSQL adds bigint up as numeric."""
    return cast(func.coalesce(func.sum(amounts), 0), BigInteger)


async def _one(tx: Tx, agreement_id: UUID, statement: Select[Any]) -> Agreement:
    row = (await tx.connection.execute(statement.where(AGREEMENT.id == agreement_id))).one_or_none()
    if row is None:
        raise AgreementNotFound(agreement_id=agreement_id)
    return to_agreement(row)


async def _losses(tx: Tx, wanted: Select[Any]) -> tuple[Loss, ...]:
    rows = (await tx.connection.execute(wanted)).all()
    ids = [row.id for row in rows]
    shares = defaultdict[UUID, list[Row[Any]]](list)
    borne = (
        select(tables.loss_share, AGREEMENT.kind)
        .join(tables.agreement, AGREEMENT.id == SHARE.agreement_id)
        .where(SHARE.loss_id.in_(ids))
        .order_by(SHARE.agreement_id)
    )
    for row in await tx.connection.execute(borne):
        shares[row.loss_id].append(row)
    recovered = await _recovered(tx, ids)
    return tuple(_to_loss(row, shares[row.id], recovered.get(row.id, 0)) for row in rows)


async def _recovered(tx: Tx, loss_ids: Sequence[UUID]) -> dict[UUID, int]:
    came = (
        select(RECOVERY.loss_id, _sum(RECOVERY.principal_minor))
        .where(RECOVERY.loss_id.in_(loss_ids), RECOVERY.undone_on.is_(None))
        .group_by(RECOVERY.loss_id)
    )
    return {row[0]: row[1] for row in await tx.connection.execute(came)}


def _to_loss(row: Row[Any], shares: Sequence[Row[Any]], recovered: int) -> Loss:
    return Loss(
        id=row.id,
        loan_id=LoanId(row.loan_id),
        institution_id=OrganisationId(row.institution_id),
        borrower_name=row.borrower_name,
        principal=Money(row.principal_minor, row.currency),
        recovered=Money(recovered, row.currency),
        shared_on=row.shared_on,
        shares=tuple(
            Share(
                agreement_id=share.agreement_id,
                kind=AgreementKind(share.kind),
                amount=Money(share.amount_minor, row.currency),
                returned=Money(share.returned_minor, row.currency),
            )
            for share in shares
        ),
    )


def to_agreement(row: Row[Any]) -> Agreement:
    loan_cap = None if row.loan_cap_minor is None else Money(row.loan_cap_minor, row.currency)
    return Agreement(
        id=row.id,
        terms=Terms(
            kind=AgreementKind(row.kind),
            name=row.name,
            provider_name=row.provider_name,
            loss_share=row.loss_share,
            cap=Money(row.cap_minor, row.currency),
            loan_cap=loan_cap,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            institution_id=(
                None if row.institution_id is None else OrganisationId(row.institution_id)
            ),
            region=row.region,
        ),
        state=AgreementState(row.state),
        used=Money(row.used_minor, row.currency),
    )
