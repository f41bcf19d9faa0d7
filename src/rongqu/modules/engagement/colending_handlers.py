"""What is told of co-lending: a partner of its invitation, the lead of the answer, and the company
of who looks at its request."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.colending import PartnerInvited, ShareAnswered, SharesVoided, ShareWithdrawn
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.engagement.rules import show_amount
from rongqu.modules.engagement.telling import tell
from rongqu.modules.engagement.types import News, Topic
from rongqu.modules.identity.public import get_organisation

INVITED = "/institution/co-lending"


@on(PartnerInvited)
async def tell_of_share_asked(tx: Tx, event: PartnerInvited) -> None:
    await _tell_partner(tx, "share_asked", event.partner_id, event.subject_id, event.amount)
    partner = await get_organisation(tx, OrganisationId(event.partner_id))
    news = News(
        kind="share_partner_asked",
        topic=Topic.APPLICATIONS,
        organisation_id=OrganisationId(event.enterprise_id),
        subject_id=event.application_id,
        params={"partner": partner.name},
        link=f"/enterprise/applications/{event.application_id}",
    )
    await tell(tx, news)


@on(ShareAnswered)
async def tell_lead_of_answer(tx: Tx, event: ShareAnswered) -> None:
    news = News(
        kind="share_accepted" if event.is_accepted else "share_refused",
        topic=Topic.APPLICATIONS,
        organisation_id=OrganisationId(event.lead_id),
        subject_id=event.application_id,
        params={"amount": show_amount(event.amount)},
        link=f"{INVITED}/{event.application_id}",
    )
    await tell(tx, news)


@on(ShareWithdrawn)
async def tell_partner_it_is_out(tx: Tx, event: ShareWithdrawn) -> None:
    await _tell_partner(tx, "share_withdrawn", event.partner_id, event.subject_id, event.amount)


@on(SharesVoided)
async def tell_partners_it_is_void(tx: Tx, event: SharesVoided) -> None:
    for partner_id in event.parties[1:]:
        await _tell_partner(tx, "share_void", partner_id, event.subject_id)


async def _tell_partner(
    tx: Tx, kind: str, partner_id: UUID, subject_id: UUID, amount: Money | None = None
) -> None:
    news = News(
        kind=kind,
        topic=Topic.APPLICATIONS,
        organisation_id=OrganisationId(partner_id),
        subject_id=subject_id,
        params={} if amount is None else {"amount": show_amount(amount)},
        link=INVITED,
    )
    await tell(tx, news)
