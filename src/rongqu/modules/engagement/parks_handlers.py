"""What is told of parks: of a batch its lender and the park, of an approval the company."""

from __future__ import annotations

from rongqu.events.parks import BatchChecked, BatchDecided, CompanyApproved, CompanyInvited
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Portal
from rongqu.modules.engagement.jobs import send_invitation
from rongqu.modules.engagement.rules import show_amount
from rongqu.modules.engagement.telling import tell
from rongqu.modules.engagement.types import News, Topic

LENDER, BORROWER = Portal.INSTITUTION, Portal.ENTERPRISE


@on(BatchChecked)
async def tell_lender_of_park_batch(tx: Tx, event: BatchChecked) -> None:
    news = News(
        kind="park_batch_checked",
        topic=Topic.APPLICATIONS,
        organisation_id=event.institution_id,
        subject_id=event.subject_id,
        params={"fits": str(event.fits)},
        link=f"/{LENDER}/park-batches/{event.subject_id}",
    )
    await tell(tx, news)


@on(BatchDecided)
async def tell_park_of_decision(tx: Tx, event: BatchDecided) -> None:
    news = News(
        kind="park_batch_approved" if event.is_approved else "park_batch_refused",
        topic=Topic.APPLICATIONS,
        organisation_id=event.park_id,
        subject_id=event.subject_id,
        params={"approved": str(event.approved)},
        link=f"/{LENDER}/park-batches/{event.subject_id}",
    )
    await tell(tx, news)


@on(CompanyApproved)
async def tell_company_what_it_may_have(tx: Tx, event: CompanyApproved) -> None:
    news = News(
        kind="park_company_approved",
        topic=Topic.APPLICATIONS,
        organisation_id=event.enterprise_id,
        subject_id=event.subject_id,
        params={"amount": show_amount(event.amount), "until": event.valid_until.isoformat()},
        link=f"/{BORROWER}/park-places",
    )
    await tell(tx, news)


@on(CompanyInvited)
async def invite_company(tx: Tx, event: CompanyInvited) -> None:
    await tx.defer(send_invitation.later(line_id=str(event.subject_id)))
