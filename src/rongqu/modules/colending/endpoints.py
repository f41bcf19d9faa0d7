"""The API of co-lending: parse, call, answer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import AlreadyThere, KeyReused
from rongqu.kernel.ids import ApplicationId
from rongqu.kernel.paging import Page
from rongqu.modules.colending import errors, permissions, queries
from rongqu.modules.colending.actions.answer_share import answer_share
from rongqu.modules.colending.actions.invite_partner import invite_partner
from rongqu.modules.colending.actions.withdraw_share import withdraw_share
from rongqu.modules.colending.schemas import (
    CoLenderBody,
    FundingShareBody,
    NewShareBody,
    ShareAnswerBody,
)
from rongqu.modules.colending.types import Share, ShareId
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.parties.public import list_institutions

router = module_router("colending", prefix="/co-lending")

MOST_PARTNERS = 200


@router.get("/partners", responses=problems())
async def list_co_lenders_endpoint(tx: TxDep) -> list[CoLenderBody]:
    """Lenders that may be invited."""
    tx.actor.require(permissions.INVITE)
    found = await list_institutions(tx, Page(limit=MOST_PARTNERS))
    return [
        CoLenderBody(id=each.id, name=each.name)
        for each in found.items
        if each.id != tx.actor.organisation and each.kind.is_lender
    ]


@router.get("/applications/{application_id}/shares", responses=problems())
async def list_application_shares_endpoint(
    tx: TxDep, application_id: UUID
) -> list[FundingShareBody]:
    """For the lead of the application; for others there are none."""
    tx.actor.require(permissions.VIEW)
    return await _bodies(tx, await queries.list_shares(tx, ApplicationId(application_id)))


@router.post(
    "/applications/{application_id}/shares",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        AlreadyThere,
        errors.CaseNotFound,
        errors.CaseDecided,
        errors.NotAPartner,
        errors.InvitedAlready,
        errors.ShareTooLarge,
    ),
)
async def invite_partner_endpoint(
    tx: TxDep, application_id: UUID, body: NewShareBody
) -> list[FundingShareBody]:
    await invite_partner(tx, body.to_new(application_id))
    return await _bodies(tx, await queries.list_shares(tx, ApplicationId(application_id)))


@router.post(
    "/applications/{application_id}/shares/{share_id}/withdrawal",
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        errors.CaseNotFound,
        errors.ShareNotFound,
        errors.CaseDecided,
        errors.ShareSettled,
    ),
)
async def withdraw_share_endpoint(
    tx: TxDep, application_id: UUID, share_id: UUID
) -> list[FundingShareBody]:
    await withdraw_share(tx, ApplicationId(application_id), ShareId(share_id))
    return await _bodies(tx, await queries.list_shares(tx, ApplicationId(application_id)))


@router.get("/shares", responses=problems())
async def list_invited_shares_endpoint(tx: TxDep, page: PageDep) -> SliceBody[FundingShareBody]:
    """Shares that the reader's house was invited to."""
    tx.actor.require(permissions.VIEW)
    found = await queries.list_invited(tx, page)
    return SliceBody[FundingShareBody](
        items=await _bodies(tx, found.items), next_cursor=found.next_cursor
    )


@router.post(
    "/shares/{share_id}/answer",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.ShareNotFound, errors.ShareSettled),
)
async def answer_share_endpoint(
    tx: TxDep, share_id: UUID, body: ShareAnswerBody
) -> FundingShareBody:
    await answer_share(tx, ShareId(share_id), body.refusal)
    answered = await queries.lock_share(tx, ShareId(share_id), as_lead=False)
    return (await _bodies(tx, [answered]))[0]


async def _bodies(tx: Tx, shares: Sequence[Share]) -> list[FundingShareBody]:
    ids = {name for each in shares for name in (each.lead_id, each.partner_id, each.enterprise_id)}
    names = await name_organisations(tx, ids)
    return [FundingShareBody.of(each, names) for each in shares]
