"""Bodies of the signing API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field, SecretStr

from rongqu.infra.web import PersonNameField
from rongqu.kernel.ids import UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.public import Approval
from rongqu.modules.contracts.actions.offer_code import OfferedCode
from rongqu.modules.contracts.envelope_rules import is_turn_of
from rongqu.modules.contracts.envelope_types import (
    Capacity,
    Envelope,
    EnvelopeStatus,
    IntentMethod,
    Mandate,
    RefusalReason,
    Review,
    Signer,
)
from rongqu.modules.contracts.review_schemas import TextFindingBody
from rongqu.modules.identity.public import UsedCredentialBody

SHA256 = "^[0-9a-f]{64}$"


class MandateBody(BaseModel):
    attorney_id: UUID
    granted_at: datetime
    wording: str
    sha256: str

    @classmethod
    def of(cls, mandate: Mandate) -> Self:
        return cls(
            attorney_id=mandate.attorney_id,
            granted_at=mandate.granted_at,
            wording=mandate.wording,
            sha256=mandate.sha256,
        )


class SignerBody(BaseModel):
    """`agreed_at` comes first; `signed_at` follows when the signature stands in the document."""

    number: int
    rank: int
    organisation_id: UUID
    name: str
    uscc: str
    capacity: Capacity
    role: str
    is_turn: bool
    mandate: MandateBody | None
    person_id: UUID | None
    person_name: PersonNameField | None
    method: IntentMethod | None
    agreed_at: datetime | None
    signed_at: datetime | None

    @classmethod
    def of(cls, envelope: Envelope, signer: Signer) -> Self:
        consent, signature = signer.consent, signer.signature
        return cls(
            number=signer.number,
            rank=signer.rank,
            organisation_id=signer.organisation_id,
            name=signer.name,
            uscc=signer.uscc,
            capacity=signer.capacity,
            role=signer.role,
            is_turn=is_turn_of(envelope, signer),
            mandate=None if signer.mandate is None else MandateBody.of(signer.mandate),
            person_id=None if consent is None else consent.person_id,
            person_name=None if consent is None else consent.person_name,
            method=None if consent is None else consent.method,
            agreed_at=None if consent is None else consent.given_at,
            signed_at=None if signature is None else signature.signed_at,
        )


class EnvelopeBody(BaseModel):
    """`sha256` is of what everybody signs; `revision_sha256` of the file with the signatures.
    `contract_id`: this is the document of that loan contract; `side_of`: it stands beside it."""

    id: UUID
    kind: str
    number: str
    title: str
    sender_id: UUID
    contract_id: UUID | None
    side_of: UUID | None
    status: EnvelopeStatus
    sign_by: date
    template: str
    sha256: str
    revision: int
    revision_sha256: str
    signers: list[SignerBody]
    sent_at: datetime
    ended_at: datetime | None
    reason: str | None
    note: str | None

    @classmethod
    def of(cls, envelope: Envelope) -> Self:
        return cls(
            id=envelope.id,
            kind=envelope.kind,
            number=envelope.number,
            title=envelope.title,
            sender_id=envelope.sender_id,
            contract_id=envelope.contract_id,
            side_of=envelope.side_of,
            status=envelope.status,
            sign_by=envelope.sign_by,
            template=envelope.template,
            sha256=envelope.document.sha256,
            revision=envelope.revision,
            revision_sha256=envelope.newest.sha256,
            signers=[SignerBody.of(envelope, each) for each in envelope.signers],
            sent_at=envelope.sent_at,
            ended_at=envelope.ended_at,
            reason=envelope.reason,
            note=envelope.note,
        )


class AgreeBody(BaseModel):
    """The hash of what the signer saw, and one proof: the code that was sent, one of the
    authenticator app, or the answer of a passkey."""

    sha256: str = Field(pattern=SHA256)
    sent_code: SecretStr | None = Field(default=None, max_length=20)
    totp: SecretStr | None = Field(default=None, max_length=40)
    passkey: UsedCredentialBody | None = None


class OfferedCodeBody(BaseModel):
    to: str
    expires_at: datetime

    @classmethod
    def of(cls, offered: OfferedCode) -> Self:
        return cls(to=offered.to, expires_at=offered.expires_at)


class ChallengeBody(BaseModel):
    """As `navigator.credentials.get` takes it."""

    options: dict[str, Any]


class RefuseBody(BaseModel):
    reason: RefusalReason
    note: str | None = Field(default=None, max_length=500)


class WithdrawBody(BaseModel):
    note: str | None = Field(default=None, max_length=500)


class DelegateBody(BaseModel):
    attorney_id: UUID
    sha256: str = Field(pattern=SHA256)


class WaiverWishBody(BaseModel):
    reason: Annotated[str, Field(min_length=2, max_length=500)]


class WaiverPendingBody(BaseModel):
    """What waits for a second person."""

    id: UUID
    reason: str
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime


class EnvelopeReviewBody(BaseModel):
    """`is_held`: not sent, because something severe was found and nobody has let it pass."""

    findings: list[TextFindingBody]
    is_severe: bool
    is_held: bool
    reviewed_at: datetime
    waived_at: datetime | None
    waived_by_name: PersonNameField | None
    waiver_reason: str | None
    pending: WaiverPendingBody | None

    @classmethod
    def of(
        cls,
        envelope: Envelope,
        review: Review,
        pending: Approval | None,
        names: Mapping[UserId, PersonName],
    ) -> Self:
        return cls(
            findings=[TextFindingBody.of(each) for each in review.findings],
            is_severe=review.is_severe,
            is_held=envelope.status is EnvelopeStatus.HELD,
            reviewed_at=review.reviewed_at,
            waived_at=review.waived_at,
            waived_by_name=None if review.waived_by is None else names.get(review.waived_by),
            waiver_reason=review.waiver_reason,
            pending=None
            if pending is None
            else WaiverPendingBody(
                id=pending.id,
                reason=pending.reason,
                asked_by=pending.asked_by,
                asked_by_name=names.get(pending.asked_by),
                asked_at=pending.asked_at,
            ),
        )
