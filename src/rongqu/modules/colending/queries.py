"""Every SELECT of co-lending: a lead sees the shares of its applications, a partner its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.colending import tables as t
from rongqu.modules.colending.errors import CaseNotFound, ShareNotFound
from rongqu.modules.colending.types import Accepted, Case, CaseState, Share, ShareId, ShareStatus

CASE, SHARE = t.case_file.c, t.share.c


async def lock_case(tx: Tx, application_id: ApplicationId) -> Case:
    """By the lead, before its shares: invitations and the approval come one after the other."""
    case = await find_locked_case(tx, application_id)
    if case is None:
        raise CaseNotFound(application_id=application_id)
    return case


async def find_locked_case(tx: Tx, application_id: ApplicationId) -> Case | None:
    wanted = select(t.case_file).where(CASE.application_id == application_id)
    if not tx.actor.is_system:
        wanted = wanted.where(CASE.lead_id == tx.actor.organisation)
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    return None if row is None else to_case(row)


async def lock_shares(tx: Tx, application_id: ApplicationId) -> tuple[Share, ...]:
    """All of an application, always in the same order."""
    wanted = select(t.share).where(SHARE.application_id == application_id).order_by(SHARE.id)
    return tuple(to_share(row) for row in await tx.connection.execute(wanted.with_for_update()))


async def list_shares(tx: Tx, application_id: ApplicationId) -> tuple[Share, ...]:
    """For the lead, in the order of the invitations."""
    wanted = select(t.share).where(
        SHARE.application_id == application_id, SHARE.lead_id == tx.actor.organisation
    )
    rows = await tx.connection.execute(wanted.order_by(SHARE.id))
    return tuple(to_share(row) for row in rows)


async def list_invited(tx: Tx, page: Page) -> Slice[Share]:
    """Shares that the actor's house was invited to, newest first."""
    wanted = select(t.share).where(SHARE.partner_id == tx.actor.organisation)
    return await read_page(tx, wanted, SHARE.id, page, to_share)


async def lock_share(tx: Tx, share_id: ShareId, *, as_lead: bool) -> Share:
    """By its partner, who answers, or by its lead, who takes it back."""
    own = SHARE.lead_id if as_lead else SHARE.partner_id
    wanted = select(t.share).where(SHARE.id == share_id, own == tx.actor.organisation)
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    if row is None:
        raise ShareNotFound(share_id=share_id)
    return to_share(row)


async def list_accepted(tx: Tx, application_id: ApplicationId) -> tuple[Accepted, ...]:
    """For rooms above: who funds the loan together with its lead."""
    wanted = select(t.share).where(
        SHARE.application_id == application_id, SHARE.status == ShareStatus.ACCEPTED
    )
    rows = await tx.connection.execute(wanted.order_by(SHARE.partner_id))
    return tuple(
        Accepted(
            partner_id=OrganisationId(row.partner_id), amount=Money(row.amount_minor, row.currency)
        )
        for row in rows
    )


def to_case(row: Row[Any]) -> Case:
    return Case(
        application_id=ApplicationId(row.application_id),
        lead_id=OrganisationId(row.lead_id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        product_kind=row.product_kind,
        region=row.region,
        industry=row.industry,
        asked=Money(row.amount_minor, row.currency),
        state=CaseState(row.state),
    )


def to_share(row: Row[Any]) -> Share:
    return Share(
        id=ShareId(row.id),
        application_id=ApplicationId(row.application_id),
        lead_id=OrganisationId(row.lead_id),
        partner_id=OrganisationId(row.partner_id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        product_kind=row.product_kind,
        region=row.region,
        industry=row.industry,
        score=row.score,
        grade=row.grade,
        asked=Money(row.asked_minor, row.currency),
        amount=Money(row.amount_minor, row.currency),
        note=row.note,
        status=ShareStatus(row.status),
        reason=row.reason,
        invited_at=row.invited_at,
        answered_at=row.answered_at,
    )
