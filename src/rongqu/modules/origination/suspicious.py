"""What an application shows by itself: too many at once, papers that another one used already."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.modules.fraud.public import (
    Finding,
    Source,
    Subject,
    Weight,
    check_claims,
    count_strong,
    find_rushes,
    note_suspicions,
    tell_lender,
)
from rongqu.modules.origination import rules, tables
from rongqu.modules.origination.security import list_claims
from rongqu.modules.origination.types import Application

APPLICATION, DOCUMENT = tables.application.c, tables.document.c
MOST, WITHIN = "fraud.applications_most", "fraud.applications_days"


def subject_of(application: Application) -> Subject:
    return Subject(
        enterprise_id=application.applicant.id,
        application_id=application.id,
        institution_id=application.product.institution_id,
    )


async def is_suspicious(tx: Tx, application: Application) -> bool:
    """Looks, keeps what is found, and answers whether a person has to look before anything else."""
    subject = subject_of(application)
    found = [*await _find_rush(tx, application), *await _find_papers_used(tx, application)]
    await note_suspicions(tx, subject, Source.APPLICATION, found)
    await check_claims(tx, subject, await list_claims(tx, application))
    await tell_lender(tx, subject)
    return await count_strong(tx, subject) > 0


async def _find_rush(tx: Tx, application: Application) -> list[Finding]:
    values = await read_policies_on(tx, (MOST, WITHIN), tx.business_date)
    within = timedelta(days=int(values[WITHIN]))
    recent = select(APPLICATION.submitted_at).where(
        APPLICATION.enterprise_id == application.applicant.id,
        APPLICATION.submitted_at > tx.now - within,
    )
    instants = (await tx.connection.execute(recent.order_by(APPLICATION.submitted_at))).scalars()
    sent = [(instant, "") for instant in instants if instant is not None]
    return find_rushes(sent, most=int(values[MOST]), within=within)[:1]


async def _find_papers_used(tx: Tx, application: Application) -> list[Finding]:
    """The paper of a thing (an order, a receivable, a patent) that another application carries
    which is not over, whoever's and with whichever lender: pledged twice."""
    own = tables.document.alias("own")
    used = (
        select(own.c.sha256)
        .distinct()
        .join(tables.document, DOCUMENT.sha256 == own.c.sha256)
        .join(tables.application, APPLICATION.id == DOCUMENT.application_id)
        .where(
            own.c.application_id == application.id,
            own.c.kind.in_(rules.PAPERS_OF_THINGS),
            own.c.removed_at.is_(None),
            DOCUMENT.removed_at.is_(None),
            DOCUMENT.application_id != application.id,
            APPLICATION.submitted_at.is_not(None),
            APPLICATION.stage.not_in(rules.LET_GO),
        )
        .order_by(own.c.sha256)
    )
    found = (await tx.connection.execute(used)).scalars()
    return [Finding("document.pledged_twice", Weight.STRONG, sha256[:16]) for sha256 in found]
