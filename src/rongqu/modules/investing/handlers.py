"""What investing does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.investing import OfferingOpened
from rongqu.events.payments import InvestmentFailed, InvestmentSettled
from rongqu.events.risk import ScoreComputed
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.investing import permissions
from rongqu.modules.investing.actions._payments import record_payment
from rongqu.modules.investing.actions.ask_qualification import QUALIFY
from rongqu.modules.investing.actions.open_offering import open_offering
from rongqu.modules.investing.actions.propose_offering import OPEN_OFFERING
from rongqu.modules.investing.actions.qualify_investor import qualify_investor
from rongqu.modules.investing.actions.regrade_offerings import regrade_offerings
from rongqu.modules.investing.jobs import serving
from rongqu.modules.investing.suitability.types import QualifiedProof
from rongqu.modules.investing.types import Opening


@stored_command(OPEN_OFFERING, approve=permissions.APPROVE_OFFERING, content=Opening)
async def open_offering_once_approved(tx: Tx, approved: Approval, agreed: Opening) -> None:  # noqa: ARG001
    await open_offering(tx, agreed.offering_id)


@stored_command(QUALIFY, approve=permissions.APPROVE_QUALIFICATION, content=QualifiedProof)
async def qualify_once_approved(tx: Tx, approved: Approval, proof: QualifiedProof) -> None:
    await qualify_investor(tx, approved, proof)


@on(InvestmentSettled)
async def record_when_paid(tx: Tx, event: InvestmentSettled) -> None:
    await record_payment(tx, event.subject_id, None)


@on(InvestmentFailed)
async def record_when_refused(tx: Tx, event: InvestmentFailed) -> None:
    await record_payment(tx, event.subject_id, event.reason_code)


@on(OfferingOpened)
async def serve_plans_when_opened(tx: Tx, event: OfferingOpened) -> None:
    await tx.defer(serving(event.subject_id))


@on(ScoreComputed)
async def regrade_when_scored(tx: Tx, event: ScoreComputed) -> None:
    await regrade_offerings(tx, EnterpriseId(event.subject_id), event.grade)
