"""What contracts tells the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPrepared(Event):
    """Its terms are frozen; the document is being made."""

    name = "contracts.contract_prepared.v1"
    application_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractDrafted(Event):
    """The document is there: both parties may read and sign it."""

    name = "contracts.contract_drafted.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPartySigned(Event):
    """The signature of this organisation stands in the document with this hash; `revision_sha256`
    is of the file with it."""

    name = "contracts.contract_party_signed.v1"
    application_id: UUID
    signer_organisation_id: UUID
    signer_id: UUID
    sha256: str
    revision_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSigned(Event):
    """Both parties are bound; money may be paid out from now on."""

    name = "contracts.contract_signed.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    principal: Money
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractVoided(Event):
    """It will never be signed. `reason` is a code: expired, withdrawn, mistaken, refused."""

    name = "contracts.contract_voided.v1"
    application_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeSent(Event):
    """A document waits for signatures. A loan contract's envelope carries the contract's id.
    `invited` are asked to sign and hear of it by no other event."""

    name = "contracts.envelope_sent.v1"
    kind: str
    number: str
    sha256: str
    sign_by: date
    invited: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningAgreed(Event):
    """The actor of this event proved to be who they are and agreed to the document with this hash;
    their signature follows. `mandate_sha256` is of the power of attorney, where there is one."""

    name = "contracts.signing_agreed.v1"
    number: int
    signer_organisation_id: UUID
    method: str
    sha256: str
    mandate_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateIssued(Event):
    """By the certificate authority, for the holder who is the subject."""

    name = "contracts.certificate_issued.v1"
    capacity: str
    serial: str
    algorithm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopePartySigned(Event):
    """As ContractPartySigned, of a document that is no loan contract."""

    name = "contracts.envelope_party_signed.v1"
    signer_organisation_id: UUID
    signer_id: UUID
    sha256: str
    revision_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeSigned(Event):
    """Every signature stands in the document."""

    name = "contracts.envelope_signed.v1"
    kind: str
    sha256: str
    revision_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeEnded(Event):
    """It will never be signed by all: refused, withdrawn or expired."""

    name = "contracts.envelope_ended.v1"
    status: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningDelegated(Event):
    """By power of attorney: somebody else of the organisation signs."""

    name = "contracts.signing_delegated.v1"
    number: int
    attorney_id: UUID
    mandate_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerReminded(Event):
    """The parties of this event are those who are waited for."""

    name = "contracts.signer_reminded.v1"
    kind: str
    sign_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningCodeAsked(Event):
    """A code goes to the actor's own phone or mailbox."""

    name = "contracts.signing_code_asked.v1"
    message_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningCodeRefused(Event):
    name = "contracts.signing_code_refused.v1"
    tries_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateDrafted(Event):
    """`template` names the version, as in loan/2."""

    name = "contracts.template_drafted.v1"
    template: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChanged(Event):
    name = "contracts.template_changed.v1"
    template: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateDiscarded(Event):
    name = "contracts.template_discarded.v1"
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateAdopted(Event):
    """Two people stand for it; contracts are made from it from that day on."""

    name = "contracts.template_adopted.v1"
    template: str
    sha256: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateEntrusted(ChangeEvent):
    """The parties of this event are the platform and whoever edits the template now."""

    name = "contracts.template_entrusted.v1"
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeHeld(Event):
    """The review of texts found what is not to be sent; its sender is the party of this event."""

    name = "contracts.envelope_held.v1"
    kind: str
    number: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsWaived(Event):
    """Two people let a document pass: `asked_by`, and the actor of this event."""

    name = "contracts.findings_waived.v1"
    number: str
    asked_by: UUID
