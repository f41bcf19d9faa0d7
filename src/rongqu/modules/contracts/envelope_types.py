"""An envelope 签署包: one document, and those who sign it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import ContractId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.pii import PersonName
from rongqu.modules.contracts.review.types import Finding, is_severe

EnvelopeId = NewType("EnvelopeId", UUID)
"""Of a loan contract: the contract's own UUID."""
CertificateId = NewType("CertificateId", UUID)
MandateId = NewType("MandateId", UUID)


class EnvelopeStatus(StrEnum):
    HELD = "held"
    """The review of texts found what is not to be sent; two people may let it pass."""
    SIGNING = "signing"
    SIGNED = "signed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Capacity(StrEnum):
    SEAL = "seal"
    """The company's electronic seal 电子印章, applied by somebody who may."""
    PERSON = "person"
    """A person's own signature, for the organisation they belong to."""


class IntentMethod(StrEnum):
    """How a signer proved to be who they are, and to mean this document."""

    PASSKEY = "passkey"
    TOTP = "totp"
    CODE = "code"
    """Sent to their phone, or to their mailbox when no number is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A power of attorney for one signature: who signs is not who was asked."""

    id: MandateId
    attorney_id: UserId
    granted_by: UserId
    granted_at: datetime
    wording: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    person_id: UserId
    person_name: PersonName
    method: IntentMethod
    sha256: str
    """Of the document that the person was shown."""
    given_at: datetime
    mandate_id: MandateId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSignature:
    certificate_id: CertificateId
    revision: int
    sha256: str
    """Of the file with this signature and those before it."""
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    number: int
    rank: int
    organisation_id: OrganisationId
    name: str
    uscc: str
    capacity: Capacity
    role: str
    reminded_at: datetime | None = None
    mandate: Mandate | None = None
    consent: Consent | None = None
    signature: GivenSignature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    key: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the rules found before the document was sent, and why two people let it pass."""

    findings: tuple[Finding, ...]
    is_severe: bool
    reviewed_at: datetime
    waived_at: datetime | None
    waived_by: UserId | None
    waiver_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """What is asked for: that this document is sent although something severe was found."""

    envelope_id: EnvelopeId
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    id: EnvelopeId
    kind: str
    number: str
    title: str
    sender_id: OrganisationId
    contract_id: ContractId | None
    """The loan contract that this is the document of."""
    side_of: ContractId | None = None
    """The loan contract that this stands beside 从合同: a pledge, a guarantee."""
    status: EnvelopeStatus
    sign_by: date
    template: str
    document: StoredDocument
    revision: int
    newest: StoredDocument
    """The document with all signatures so far."""
    signers: tuple[Signer, ...]
    parties: tuple[OrganisationId, ...]
    """To whom it is shown: its sender, those who sign, and whose contract it stands beside."""
    sent_at: datetime
    ended_at: datetime | None
    reason: str | None
    note: str | None

    @property
    def set_of(self) -> ContractId | None:
        """The contract to whose set of papers this belongs."""
        return self.contract_id or self.side_of

    @property
    def invited(self) -> tuple[OrganisationId, ...]:
        """Who is told of it: of a contract itself nobody, its sides hear of the contract."""
        if self.contract_id is not None:
            return ()
        signing = (each.organisation_id for each in self.signers)
        return tuple(each for each in dict.fromkeys(signing) if each != self.sender_id)

    @property
    def has_ended(self) -> bool:
        return self.ended_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnvelope:
    id: EnvelopeId
    kind: str
    number: str
    title: str
    sender_id: OrganisationId
    contract_id: ContractId | None
    side_of: ContractId | None = None
    sign_by: date
    template: str
    document: StoredDocument
    signers: tuple[Signer, ...]
    findings: tuple[Finding, ...]
    """Of the review of its text. With a severe one it is held instead of sent."""
    readers: tuple[OrganisationId, ...] = ()
    """Who sees it besides its sender and those who sign."""

    @property
    def status(self) -> EnvelopeStatus:
        return EnvelopeStatus.HELD if is_severe(self.findings) else EnvelopeStatus.SIGNING

    @property
    def parties(self) -> tuple[OrganisationId, ...]:
        signing = (each.organisation_id for each in self.signers)
        return tuple(dict.fromkeys((self.sender_id, *signing, *self.readers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SealPaper:
    """A document as whoever seals it knows it. `signer`: whose seal, by its number in the envelope;
    `others`: whom it is signed with; `principal`: of a loan contract."""

    envelope_id: EnvelopeId
    signer: int
    number: str
    title: str
    others: str
    sha256: str
    sign_by: date
    is_contract: bool
    principal: Money | None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a proof is bound to: a document, or a list of documents."""

    id: UUID
    title: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What was proved just now: by which method, about which document."""

    sha256: str
    method: IntentMethod


class RefusalReason(StrEnum):
    TERMS = "terms"
    AMOUNT = "amount"
    WRONG_DATA = "wrong_data"
    NO_LONGER_WANTED = "no_longer_wanted"
    OTHER = "other"
