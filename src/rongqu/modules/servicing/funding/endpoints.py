"""The API of funders: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import TxDep, part_router
from rongqu.kernel.ids import LoanId
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.actions.share_loan import share_loan
from rongqu.modules.servicing.errors import LoanNotFound, SharesAreFixed, SharesDoNotAddUp
from rongqu.modules.servicing.funding import queries
from rongqu.modules.servicing.funding.schemas import FunderPartBody, FundersBody, SharingBody
from rongqu.modules.servicing.queries import get_loan

router = part_router("servicing", "/loans")


@router.get("/{loan_id}/funders", responses=problems(LoanNotFound))
async def list_funders_endpoint(tx: TxDep, loan_id: UUID) -> FundersBody:
    """Empty where the loan has one lender."""
    tx.actor.require(permissions.VIEW)
    return await _funders(tx, LoanId(loan_id))


@router.put(
    "/{loan_id}/funders", responses=problems(LoanNotFound, SharesAreFixed, SharesDoNotAddUp)
)
async def share_loan_endpoint(tx: TxDep, loan_id: UUID, body: SharingBody) -> FundersBody:
    await share_loan(tx, LoanId(loan_id), [each.to_funder() for each in body.funders])
    return await _funders(tx, LoanId(loan_id))


async def _funders(tx: Tx, loan_id: LoanId) -> FundersBody:
    loan = await get_loan(tx, loan_id)
    parts = await queries.list_parts(tx, loan.id)
    return FundersBody(
        items=[
            FunderPartBody.of(funder, parts.get(funder.organisation_id))
            for funder in await queries.list_funders(tx, loan.id)
        ]
    )
