"""What contracts does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from decimal import Decimal

from rongqu.events.contracts import EnvelopeEnded, SigningAgreed, SigningCodeAsked
from rongqu.events.origination import ApplicationApproved
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    EnterpriseId,
    OrganisationId,
    ProductId,
)
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.contracts import permissions
from rongqu.modules.contracts.actions.adopt_template import adopt_template
from rongqu.modules.contracts.actions.ask_adoption import ADOPT_TEMPLATE
from rongqu.modules.contracts.actions.ask_waiver import WAIVE_FINDINGS
from rongqu.modules.contracts.actions.prepare_contract import prepare_contract
from rongqu.modules.contracts.actions.release_envelope import release_envelope
from rongqu.modules.contracts.actions.void_refused import void_refused
from rongqu.modules.contracts.envelope_types import EnvelopeId, Waiver
from rongqu.modules.contracts.library.types import Adoption
from rongqu.modules.contracts.personal import HOLDING
from rongqu.modules.contracts.signing_jobs import make_signature, send_signing_code
from rongqu.modules.contracts.types import AgreedTerms
from rongqu.modules.privacy.public import declare_holding

declare_holding(HOLDING)


@on(ApplicationApproved)
async def prepare_contract_when_approved(tx: Tx, event: ApplicationApproved) -> None:
    await prepare_contract(tx, _terms_of(event))


@on(EnvelopeEnded)
async def void_contract_when_refused(tx: Tx, event: EnvelopeEnded) -> None:
    await void_refused(tx, EnvelopeId(event.subject_id))


@on(SigningAgreed)
async def make_signature_when_agreed(tx: Tx, event: SigningAgreed) -> None:
    wish = make_signature.later(envelope_id=str(event.subject_id), number=event.number)
    await tx.defer(wish)


@on(SigningCodeAsked)
async def send_code_when_asked(tx: Tx, event: SigningCodeAsked) -> None:
    await tx.defer(send_signing_code.later(message_id=str(event.message_id)))


@stored_command(ADOPT_TEMPLATE, approve=permissions.APPROVE_TEMPLATES, content=Adoption)
async def adopt_template_once_approved(tx: Tx, approved: Approval, adoption: Adoption) -> None:
    del approved  # who asked and why is on record with it
    await adopt_template(tx, adoption)


@stored_command(WAIVE_FINDINGS, approve=permissions.APPROVE_WAIVER, content=Waiver)
async def release_envelope_once_approved(tx: Tx, approved: Approval, waiver: Waiver) -> None:
    await release_envelope(tx, approved, waiver)


def _terms_of(event: ApplicationApproved) -> AgreedTerms:
    return AgreedTerms(
        contract_id=ContractId(event.contract_id),
        application_id=ApplicationId(event.subject_id),
        enterprise_id=EnterpriseId(event.enterprise_id),
        institution_id=OrganisationId(event.institution_id),
        product_id=ProductId(event.product_id),
        product_kind=event.product_kind,
        product_name=event.product_name,
        principal=event.amount,
        yearly_rate=Rate(Decimal(event.yearly_rate), DayCount(event.day_count)),
        term_months=event.term_months,
        method=RepaymentMethod(event.method),
        fee=event.fee,
        structure=event.structure,
    )
