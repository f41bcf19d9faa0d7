"""The API of funders: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, MoneyBody, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import LoanId
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.payments.public import AccountNotFound, AccountNotOpen, InsufficientFunds
from rongqu.modules.servicing.public import LoanNotFound, get_loan
from rongqu.modules.syndication import permissions, queries
from rongqu.modules.syndication.actions.give_back import give_back
from rongqu.modules.syndication.actions.share_loan import share_loan
from rongqu.modules.syndication.errors import (
    NothingToGiveBack,
    SharesAreFixed,
    SharesDoNotAddUp,
)
from rongqu.modules.syndication.schemas import (
    FunderPartBody,
    FundersBody,
    GivenBackBody,
    OwnShareBody,
    SharingBody,
)

router = module_router("syndication", prefix="/syndication")


@router.get("/loans/{loan_id}/funders", responses=problems(LoanNotFound))
async def list_funders_endpoint(tx: TxDep, loan_id: UUID) -> FundersBody:
    """Empty where the loan has one lender."""
    tx.actor.require(permissions.VIEW)
    return await _funders(tx, LoanId(loan_id))


@router.put(
    "/loans/{loan_id}/funders", responses=problems(LoanNotFound, SharesAreFixed, SharesDoNotAddUp)
)
async def share_loan_endpoint(tx: TxDep, loan_id: UUID, body: SharingBody) -> FundersBody:
    await share_loan(tx, LoanId(loan_id), [each.to_funder() for each in body.funders])
    return await _funders(tx, LoanId(loan_id))


@router.get("/shares", responses=problems())
async def list_own_shares_endpoint(tx: TxDep, page: PageDep) -> SliceBody[OwnShareBody]:
    """What the reader's organisation funds together with others, and what it has got back."""
    found = await queries.list_own_shares(tx, page)
    own = tx.actor.organisation
    got = await queries.sum_received(tx, [each.loan_id for each in found.items])
    items = [OwnShareBody.of_own(each, got.get((each.loan_id, own))) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "/shares/{loan_id}/give-back",
    dependencies=[ONCE],
    responses=problems(
        KeyReused, NothingToGiveBack, AccountNotFound, AccountNotOpen, InsufficientFunds
    ),
)
async def give_back_endpoint(tx: TxDep, loan_id: UUID) -> GivenBackBody:
    """All that was called back of the loan and is not on its way yet."""
    return GivenBackBody(amount=MoneyBody.of(await give_back(tx, LoanId(loan_id))))


async def _funders(tx: Tx, loan_id: LoanId) -> FundersBody:
    loan = await get_loan(tx, loan_id)
    funders = await queries.list_funders(tx, loan.id)
    got = await queries.sum_received(tx, [loan.id])
    names = await name_organisations(tx, {each.organisation_id for each in funders})
    return FundersBody(
        items=[
            FunderPartBody.of(
                each, got.get((loan.id, each.organisation_id)), names.get(each.organisation_id)
            )
            for each in funders
        ]
    )
