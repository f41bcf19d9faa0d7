"""Tables of signing: envelopes, signers, what they agreed to, certificates. Private to the room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from rongqu.infra.row_security import follows, own_data, shared
from rongqu.infra.tables import Instant, PiiText, SecretBytes, metadata
from rongqu.kernel.pii import PersonName

SIGNER = ["contracts.signer.envelope_id", "contracts.signer.number"]


class _EnvelopeColumns(TypedColumns):
    """`sha256` is of what everybody signs; the revision is the same with the signatures so far.
    `parties`: to whom the envelope is shown. `contract_id`: of the loan contract that this is the
    document of; `side_of`: of the one that this stands beside."""

    id: Named[UUID] = Column(primary_key=True)
    kind: Named[str] = Column(Text)
    number: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    sender_id: Named[UUID]
    parties: Named[list[UUID]] = Column(ARRAY(Uuid))
    contract_id: Named[UUID | None] = Column(ForeignKey("contracts.contract.id"), unique=True)
    side_of: Named[UUID | None] = Column(ForeignKey("contracts.contract.id"))
    status: Named[str] = Column(Text)
    sign_by: Named[date] = Column(Date)
    template: Named[str] = Column(Text)
    document_key: Named[str] = Column(Text)
    document_size: Named[int] = Column(BigInteger)
    sha256: Named[str] = Column(Text)
    revision: Named[int] = Column(SmallInteger)
    revision_key: Named[str] = Column(Text)
    revision_size: Named[int] = Column(BigInteger)
    revision_sha256: Named[str] = Column(Text)
    sent_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)
    reason: Named[str | None] = Column(Text)
    note: Named[str | None] = Column(Text)


class _SignerColumns(TypedColumns):
    """`rank`: who comes first; those of one rank sign in any order."""

    envelope_id: Named[UUID] = Column(ForeignKey("contracts.envelope.id"), primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    rank: Named[int] = Column(SmallInteger)
    organisation_id: Named[UUID]
    name: Named[str] = Column(Text)
    uscc: Named[str] = Column(Text)
    capacity: Named[str] = Column(Text)
    role: Named[str] = Column(Text)
    reminded_at: Named[datetime | None] = Column(Instant)


class _MandateColumns(TypedColumns):
    """A power of attorney 授权委托书: `sha256` is of its words, which both people were shown."""

    id: Named[UUID] = Column(primary_key=True)
    envelope_id: Named[UUID]
    number: Named[int] = Column(SmallInteger)
    organisation_id: Named[UUID]
    granted_by: Named[UUID]
    attorney_id: Named[UUID]
    wording: Named[str] = Column(Text)
    sha256: Named[str] = Column(Text)
    granted_at: Named[datetime] = Column(Instant)


class _ConsentColumns(TypedColumns):
    """Identity and intent: who proved to be who they are, how, and the document they agreed to;
    `list_sha256` where it was one of a list, whose hash was agreed to."""

    envelope_id: Named[UUID] = Column(primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    person_id: Named[UUID]
    person_name: Named[PersonName] = Column(PiiText(PersonName))
    method: Named[str] = Column(Text)
    sha256: Named[str] = Column(Text)
    mandate_id: Named[UUID | None] = Column(ForeignKey("contracts.mandate.id"))
    list_sha256: Named[str | None] = Column(Text)
    given_at: Named[datetime] = Column(Instant)


class _CertificateColumns(TypedColumns):
    """`key` opens with the database's data keys only; `holder` is the person, or the company for a
    seal. `algorithm` as the authority gave it: ec, rsa or sm2."""

    id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID]
    holder_id: Named[UUID]
    capacity: Named[str] = Column(Text)
    subject: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    serial: Named[str] = Column(Text)
    algorithm: Named[str] = Column(Text)
    key: Named[bytes] = Column(SecretBytes("signing-key"))
    chain: Named[list[str]] = Column(JSONB[list[str]]())
    not_after: Named[datetime] = Column(Instant)
    issued_at: Named[datetime] = Column(Instant)


class _SignatureColumns(TypedColumns):
    """What stands in the PDF; `sha256` is of the revision that it made."""

    envelope_id: Named[UUID] = Column(primary_key=True)
    number: Named[int] = Column(SmallInteger, primary_key=True)
    certificate_id: Named[UUID] = Column(ForeignKey("contracts.certificate.id"))
    revision: Named[int] = Column(SmallInteger)
    sha256: Named[str] = Column(Text)
    signed_at: Named[datetime] = Column(Instant)


class _ReviewColumns(TypedColumns):
    """What the rules found before it was sent; `findings` as their records are."""

    envelope_id: Named[UUID] = Column(ForeignKey("contracts.envelope.id"), primary_key=True)
    findings: Named[list[dict[str, Any]]] = Column(JSONB[list[dict[str, Any]]]())
    is_severe: Named[bool]
    reviewed_at: Named[datetime] = Column(Instant)
    waived_at: Named[datetime | None] = Column(Instant)
    waived_by: Named[UUID | None]
    waiver_reason: Named[str | None] = Column(Text)


class _CodeColumns(TypedColumns):
    """A code sent to a phone: for one person, one document or list of documents, once."""

    paper_id: Named[UUID] = Column(primary_key=True)
    person_id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID]
    title: Named[str] = Column(Text)
    message_id: Named[UUID] = Column(unique=True)
    code: Named[bytes] = Column(SecretBytes("signing-code"))
    sha256: Named[str] = Column(Text)
    tries_left: Named[int] = Column(SmallInteger)
    sent_at: Named[datetime] = Column(Instant)
    expires_at: Named[datetime] = Column(Instant)


class _SentCodesColumns(TypedColumns):
    """How many codes a person was sent since an instant, over all documents."""

    person_id: Named[UUID] = Column(primary_key=True)
    since: Named[datetime] = Column(Instant)
    sent: Named[int] = Column(SmallInteger)


def _of_signer(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["envelope_id", "number"], SIGNER, name=f"fk_{name}_signer")


envelope = Table(
    "envelope",
    metadata,
    _EnvelopeColumns,
    CheckConstraint(
        "status IN ('held', 'signing', 'signed', 'refused', 'withdrawn', 'expired')", name="status"
    ),
    CheckConstraint("(status IN ('held', 'signing')) = (ended_at IS NULL)", name="ended_at"),
    CheckConstraint("contract_id IS NULL OR side_of IS NULL", name="side_of"),
    Index(None, "sender_id", "id"),
    Index(None, "side_of"),
    Index(None, "parties", postgresql_using="gin"),
    Index(None, "status", "sign_by"),
    schema="contracts",
)
signer = Table(
    "signer",
    metadata,
    _SignerColumns,
    CheckConstraint("capacity IN ('seal', 'person')", name="capacity"),
    CheckConstraint("number BETWEEN 1 AND 8", name="number"),
    Index(None, "organisation_id", "envelope_id"),
    schema="contracts",
)
mandate = Table(
    "mandate",
    metadata,
    _MandateColumns,
    _of_signer("mandate"),
    Index(None, "envelope_id", "number"),
    schema="contracts",
)
consent = Table(
    "consent",
    metadata,
    _ConsentColumns,
    _of_signer("consent"),
    CheckConstraint("method IN ('passkey', 'totp', 'code')", name="method"),
    schema="contracts",
)
certificate = Table(
    "certificate",
    metadata,
    _CertificateColumns,
    Index(None, "holder_id", "organisation_id", "capacity"),
    schema="contracts",
)
signature = Table(
    "signature",
    metadata,
    _SignatureColumns,
    ForeignKeyConstraint(
        ["envelope_id", "number"],
        ["contracts.consent.envelope_id", "contracts.consent.number"],
        name="fk_signature_consent",
    ),
    Index(None, "envelope_id", "revision", unique=True),
    schema="contracts",
)
text_review = Table(
    "text_review",
    metadata,
    _ReviewColumns,
    CheckConstraint(
        "(waived_at IS NULL) = (waived_by IS NULL)"
        " AND (waived_at IS NULL) = (waiver_reason IS NULL)",
        name="waiver",
    ),
    schema="contracts",
)
signing_code = Table("signing_code", metadata, _CodeColumns, schema="contracts")
sent_codes = Table("sent_codes", metadata, _SentCodesColumns, schema="contracts")

own_data(envelope, "parties")
for _part in (signer, mandate, consent, signature, text_review):
    follows(_part, "envelope_id", envelope)
own_data(certificate, "organisation_id")
own_data(signing_code, "organisation_id")
shared(sent_codes, why="a person's own, whichever organisation they sign for")
