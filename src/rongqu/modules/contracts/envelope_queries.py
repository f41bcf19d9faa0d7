"""Every SELECT of signing; each sees only what the actor may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, true

from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import ContractId, OrganisationId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts import permissions, tables
from rongqu.modules.contracts.envelope_types import (
    Capacity,
    CertificateId,
    Consent,
    Envelope,
    EnvelopeId,
    EnvelopeStatus,
    GivenSignature,
    IntentMethod,
    Mandate,
    MandateId,
    Review,
    Signer,
    StoredDocument,
)
from rongqu.modules.contracts.errors import EnvelopeNotFound
from rongqu.modules.contracts.review.types import from_json

Key = tuple[UUID, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeFilter:
    status: EnvelopeStatus | None = None
    kind: str | None = None
    set_of: ContractId | None = None


EVERY = EnvelopeFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningCertificate:
    """With the key: only the job that signs reads it."""

    id: CertificateId
    key: bytes
    chain: tuple[bytes, ...]


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Envelopes that the own organisation has sent or is to sign."""
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return t.envelope.c.parties.contains([actor.organisation])


async def get_envelope(tx: Tx, envelope_id: EnvelopeId) -> Envelope:
    return await _one(tx, envelope_id, select(t.envelope))


async def lock_envelope(tx: Tx, envelope_id: EnvelopeId) -> Envelope:
    """For a change. The loan contract to whose set it belongs is locked first: always in this
    order."""
    contracts, envelopes = tables.contract.c, t.envelope.c
    its = select(func.coalesce(envelopes.contract_id, envelopes.side_of)).where(
        envelopes.id == envelope_id
    )
    belonging = select(contracts.id).where(contracts.id == its.scalar_subquery())
    await tx.connection.execute(belonging.with_for_update())
    return await _one(tx, envelope_id, select(t.envelope).with_for_update())


async def list_set(tx: Tx, contract_id: ContractId) -> tuple[Envelope, ...]:
    """What the actor may see of the papers of a loan contract, its own document first."""
    rows = list(await tx.connection.execute(_set_of(contract_id).where(visible_to(tx.actor))))
    return tuple(await _with_signers(tx, rows))


async def lock_set(tx: Tx, contract_id: ContractId) -> tuple[Envelope, ...]:
    """The papers of a loan contract, its own document first: none before it is drafted. Whoever
    calls has locked the contract. Not scoped: all of them are signed, or none counts."""
    rows = list(await tx.connection.execute(_set_of(contract_id).with_for_update()))
    return tuple(await _with_signers(tx, rows))


def _set_of(contract_id: ContractId) -> Select[Any]:
    columns = t.envelope.c
    return (
        select(t.envelope)
        .where(or_(columns.contract_id == contract_id, columns.side_of == contract_id))
        .order_by(columns.side_of.is_not(None), columns.id)
    )


async def get_review(tx: Tx, envelope_id: EnvelopeId) -> Review:
    """Its caller has seen to it that the actor sees the envelope."""
    found = select(t.text_review).where(t.text_review.c.envelope_id == envelope_id)
    row = (await tx.connection.execute(found)).one()
    return Review(
        findings=from_json(row.findings),
        is_severe=row.is_severe,
        reviewed_at=row.reviewed_at,
        waived_at=row.waived_at,
        waived_by=None if row.waived_by is None else UserId(row.waived_by),
        waiver_reason=row.waiver_reason,
    )


async def list_envelopes(tx: Tx, page: Page, wanted: EnvelopeFilter = EVERY) -> Slice[Envelope]:
    columns = t.envelope.c
    found = (
        select(t.envelope)
        .where(visible_to(tx.actor))
        .order_by(columns.id.desc())
        .limit(page.limit + 1)
    )
    if wanted.status is not None:
        found = found.where(columns.status == wanted.status)
    if wanted.kind is not None:
        found = found.where(columns.kind == wanted.kind)
    if wanted.set_of is not None:
        its = or_(columns.contract_id == wanted.set_of, columns.side_of == wanted.set_of)
        found = found.where(its)
    if page.after is not None:
        found = found.where(columns.id < page.after)
    envelopes = await _with_signers(tx, list(await tx.connection.execute(found)))
    return Slice[Envelope].of([(each.id, each) for each in envelopes], page.limit)


async def list_ids_to_expire(tx: Tx, business_date: date) -> tuple[EnvelopeId, ...]:
    """Of those that belong to no loan contract: it expires with all that stands beside it."""
    columns = t.envelope.c
    late = select(columns.id).where(
        columns.status.in_((EnvelopeStatus.HELD, EnvelopeStatus.SIGNING)),
        columns.sign_by < business_date,
        columns.contract_id.is_(None),
        columns.side_of.is_(None),
    )
    return tuple(EnvelopeId(each) for each in (await tx.connection.execute(late)).scalars())


async def list_to_remind(tx: Tx, before: datetime) -> tuple[Envelope, ...]:
    """Open ones in which somebody was last told before that instant."""
    envelopes, signers = t.envelope.c, t.signer.c
    waiting = (
        select(signers.envelope_id)
        .join(t.envelope, envelopes.id == signers.envelope_id)
        .where(
            envelopes.status == EnvelopeStatus.SIGNING,
            envelopes.sent_at < before,
            or_(signers.reminded_at.is_(None), signers.reminded_at < before),
        )
    )
    found = select(t.envelope).where(envelopes.id.in_(waiting)).order_by(envelopes.id)
    return tuple(await _with_signers(tx, list(await tx.connection.execute(found))))


async def find_certificate(
    tx: Tx, holder_id: UUID, organisation_id: OrganisationId, capacity: Capacity
) -> SigningCertificate | None:
    """The newest of this holder that has not run out; what is revoked, the authority knows."""
    columns = t.certificate.c
    wanted = (
        select(columns.id, columns.key, columns.chain)
        .where(
            columns.holder_id == holder_id,
            columns.organisation_id == organisation_id,
            columns.capacity == capacity,
            columns.not_after > tx.now,
        )
        .order_by(columns.id.desc())
        .limit(1)
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        return None
    return SigningCertificate(
        id=CertificateId(row.id),
        key=row.key,
        chain=tuple(bytes.fromhex(each) for each in row.chain),
    )


async def list_signers(tx: Tx, envelope_ids: Collection[UUID]) -> defaultdict[UUID, list[Signer]]:
    """With what each has agreed to and signed; of the whole envelope, whoever asks."""
    columns = t.signer.c
    wanted = select(t.signer).where(columns.envelope_id.in_(envelope_ids))
    rows = await tx.connection.execute(wanted.order_by(columns.rank, columns.number))
    mandates = await _read(tx, t.mandate, envelope_ids)
    consents = await _read(tx, t.consent, envelope_ids)
    signatures = await _read(tx, t.signature, envelope_ids)
    signers = defaultdict[UUID, list[Signer]](list)
    for row in rows:
        key = (row.envelope_id, row.number)
        signers[row.envelope_id].append(
            Signer(
                number=row.number,
                rank=row.rank,
                organisation_id=OrganisationId(row.organisation_id),
                name=row.name,
                uscc=row.uscc,
                capacity=Capacity(row.capacity),
                role=row.role,
                reminded_at=row.reminded_at,
                mandate=_to_mandate(mandates.get(key)),
                consent=_to_consent(consents.get(key)),
                signature=_to_signature(signatures.get(key)),
            )
        )
    return signers


async def _read(tx: Tx, table: Any, envelope_ids: Collection[UUID]) -> dict[Key, Row[Any]]:
    """Of several mandates for one signature the newest counts."""
    wanted = select(table).where(table.c.envelope_id.in_(envelope_ids))
    if table is t.mandate:
        wanted = wanted.order_by(table.c.granted_at)
    return {(row.envelope_id, row.number): row for row in await tx.connection.execute(wanted)}


async def _one(tx: Tx, envelope_id: EnvelopeId, statement: Select[Any]) -> Envelope:
    wanted = statement.where(t.envelope.c.id == envelope_id, visible_to(tx.actor))
    rows = list(await tx.connection.execute(wanted))
    if not rows:
        raise EnvelopeNotFound(envelope_id=envelope_id)
    [envelope] = await _with_signers(tx, rows)
    return envelope


async def _with_signers(tx: Tx, rows: list[Row[Any]]) -> list[Envelope]:
    signers = await list_signers(tx, [row.id for row in rows])
    return [_to_envelope(row, tuple(signers[row.id])) for row in rows]


def _to_envelope(row: Row[Any], signers: tuple[Signer, ...]) -> Envelope:
    return Envelope(
        id=EnvelopeId(row.id),
        kind=row.kind,
        number=row.number,
        title=row.title,
        sender_id=OrganisationId(row.sender_id),
        contract_id=None if row.contract_id is None else ContractId(row.contract_id),
        side_of=None if row.side_of is None else ContractId(row.side_of),
        status=EnvelopeStatus(row.status),
        sign_by=row.sign_by,
        template=row.template,
        document=StoredDocument(key=row.document_key, sha256=row.sha256, size=row.document_size),
        revision=row.revision,
        newest=StoredDocument(
            key=row.revision_key, sha256=row.revision_sha256, size=row.revision_size
        ),
        signers=signers,
        parties=tuple(OrganisationId(each) for each in row.parties),
        sent_at=row.sent_at,
        ended_at=row.ended_at,
        reason=row.reason,
        note=row.note,
    )


def _to_mandate(row: Row[Any] | None) -> Mandate | None:
    if row is None:
        return None
    return Mandate(
        id=MandateId(row.id),
        attorney_id=UserId(row.attorney_id),
        granted_by=UserId(row.granted_by),
        granted_at=row.granted_at,
        wording=row.wording,
        sha256=row.sha256,
    )


def _to_consent(row: Row[Any] | None) -> Consent | None:
    if row is None:
        return None
    return Consent(
        person_id=UserId(row.person_id),
        person_name=row.person_name,
        method=IntentMethod(row.method),
        sha256=row.sha256,
        given_at=row.given_at,
        mandate_id=None if row.mandate_id is None else MandateId(row.mandate_id),
    )


def _to_signature(row: Row[Any] | None) -> GivenSignature | None:
    if row is None:
        return None
    return GivenSignature(
        certificate_id=CertificateId(row.certificate_id),
        revision=row.revision,
        sha256=row.sha256,
        signed_at=row.signed_at,
    )
