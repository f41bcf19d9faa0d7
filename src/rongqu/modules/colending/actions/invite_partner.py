"""The lead invites another lender to fund a share."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from rongqu.events.colending import PartnerInvited
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.colending import permissions, queries, rules, tables
from rongqu.modules.colending.errors import NotAPartner
from rongqu.modules.colending.types import Case, Share, ShareId, ShareStatus
from rongqu.modules.parties.public import InstitutionNotFound, get_institution
from rongqu.modules.risk.public import find_score


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShare:
    """The caller makes the id. `note` is for the partner."""

    id: ShareId
    application_id: ApplicationId
    partner_id: OrganisationId
    amount: Money
    note: str


async def invite_partner(tx: Tx, new: NewShare) -> None:
    tx.actor.require(permissions.INVITE)
    case = await queries.lock_case(tx, new.application_id)
    await _check_partner(tx, new.partner_id)
    share = await _to_share(tx, case, new)
    least = await read_policy(tx, "colending.least_lead_share")
    rules.check_can_invite(case, await queries.lock_shares(tx, case.application_id), share, least)

    await _insert(tx, share)

    await tx.publish(
        PartnerInvited(
            subject_id=share.id,
            parties=(share.lead_id, share.partner_id),
            application_id=case.application_id,
            enterprise_id=case.enterprise_id,
            partner_id=share.partner_id,
            amount=share.amount,
        )
    )


async def _check_partner(tx: Tx, partner_id: OrganisationId) -> None:
    if partner_id == tx.actor.organisation:
        raise NotAPartner
    try:
        partner = await get_institution(tx, partner_id)
    except InstitutionNotFound as error:
        raise NotAPartner from error
    if not partner.kind.is_lender:
        raise NotAPartner


async def _to_share(tx: Tx, case: Case, new: NewShare) -> Share:
    score = await find_score(tx, case.enterprise_id)
    return Share(
        id=new.id,
        application_id=case.application_id,
        lead_id=case.lead_id,
        partner_id=new.partner_id,
        enterprise_id=case.enterprise_id,
        product_kind=case.product_kind,
        region=case.region,
        industry=case.industry,
        score=None if score is None else score.score,
        grade=None if score is None else score.grade.value,
        asked=case.asked,
        amount=new.amount,
        note=new.note,
        status=ShareStatus.INVITED,
        reason=None,
        invited_at=tx.now,
        answered_at=None,
    )


async def _insert(tx: Tx, share: Share) -> None:
    await tx.connection.execute(
        insert(tables.share).values(
            id=share.id,
            application_id=share.application_id,
            lead_id=share.lead_id,
            partner_id=share.partner_id,
            enterprise_id=share.enterprise_id,
            product_kind=share.product_kind,
            region=share.region,
            industry=share.industry,
            score=share.score,
            grade=share.grade,
            asked_minor=share.asked.minor,
            amount_minor=share.amount.minor,
            currency=share.amount.currency,
            note=share.note,
            status=share.status,
            invited_by=tx.actor.id,
            invited_at=tx.now,
        )
    )
