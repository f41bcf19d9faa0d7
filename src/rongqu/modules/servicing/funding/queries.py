"""Every SELECT about funders."""

from __future__ import annotations

from sqlalchemy import Row, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.servicing.funding import tables
from rongqu.modules.servicing.funding.types import Funder, Part


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


async def list_parts(tx: Tx, loan_id: LoanId) -> dict[OrganisationId, Part]:
    """What each funder has got of the loan so far."""
    columns = tables.distribution.c
    got = select(tables.distribution).where(columns.loan_id == loan_id)
    parts = dict[OrganisationId, Part]()
    for row in await tx.connection.execute(got.order_by(columns.organisation_id)):
        part = _to_part(row)
        before = parts.get(part.organisation_id)
        parts[part.organisation_id] = part if before is None else _sum(before, part)
    return parts


def _to_part(row: Row[tuple[object, ...]]) -> Part:
    return Part(
        organisation_id=OrganisationId(row.organisation_id),
        principal=Money(row.principal_minor, row.currency),
        interest=Money(row.interest_minor, row.currency),
        penalty=Money(row.penalty_minor, row.currency),
    )


def _sum(one: Part, other: Part) -> Part:
    return Part(
        organisation_id=one.organisation_id,
        principal=one.principal + other.principal,
        interest=one.interest + other.interest,
        penalty=one.penalty + other.penalty,
    )
