"""Consents, texts, exports and erasures. Everybody sees their own; compliance sees the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import distinct_on

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.privacy import rules, tables
from rongqu.modules.privacy.errors import ConsentMissing, ErasureNotFound, ExportNotFound
from rongqu.modules.privacy.purposes import all_purposes
from rongqu.modules.privacy.types import (
    Basis,
    Choice,
    Consent,
    ConsentEnd,
    Erasure,
    ErasureState,
    Export,
    ExportState,
    Fate,
    PurposeFacts,
    Scope,
    Text,
    UseOfData,
    Verdict,
    Words,
)


async def require_consent(tx: Tx, subject_id: UUID, purpose: UseOfData) -> None:
    """Raises ConsentMissing unless the person or organisation has agreed and not withdrawn."""
    if not await is_consented(tx, subject_id, purpose):
        raise ConsentMissing(purpose=purpose)


async def is_consented(tx: Tx, subject_id: UUID, purpose: UseOfData) -> bool:
    texts = await list_texts(tx, purpose)
    last = await find_last_consent(tx, subject_id, purpose)
    return rules.is_given(last, rules.oldest_that_counts(texts, tx.business_date))


async def is_withdrawn(tx: Tx, subject_id: UUID, purpose: UseOfData) -> bool:
    """True from the moment of the withdrawal until somebody agrees again. Not for who was never
    asked: their data came in another way, such as a contract on paper."""
    return bool(await list_withdrawn(tx, (subject_id,), purpose))


async def list_withdrawn(tx: Tx, subjects: Collection[UUID], purpose: UseOfData) -> frozenset[UUID]:
    """Those of them that have taken it back."""
    last = await _last_consents(tx, subjects)
    return frozenset(
        subject_id
        for (subject_id, of_purpose), consent in last.items()
        if of_purpose is purpose and rules.is_withdrawn(consent)
    )


async def list_consenting(tx: Tx, purpose: UseOfData) -> tuple[UUID, ...]:
    """Internal: whoever has agreed to it now."""
    oldest = rules.oldest_that_counts(await list_texts(tx, purpose), tx.business_date)
    columns = tables.consent.c
    agreed = select(columns.subject_id).where(
        columns.purpose == purpose, columns.ended_at.is_(None), columns.version >= oldest
    )
    return tuple((await tx.connection.execute(agreed.order_by(columns.subject_id))).scalars())


async def list_texts(tx: Tx, purpose: UseOfData | None = None) -> tuple[Text, ...]:
    """All versions, the oldest first: public."""
    columns = tables.text.c
    wanted = select(tables.text).order_by(columns.purpose, columns.version)
    if purpose is not None:
        wanted = wanted.where(columns.purpose == purpose)
    return tuple(to_text(row) for row in await tx.connection.execute(wanted))


async def get_text_in_force(tx: Tx, purpose: UseOfData) -> Text:
    return rules.text_in_force(await list_texts(tx, purpose), tx.business_date)


async def list_texts_in_force(tx: Tx) -> tuple[Text, ...]:
    """One of each purpose that has texts."""
    by_purpose: dict[UseOfData, list[Text]] = defaultdict(list)
    for text in await list_texts(tx):
        by_purpose[text.purpose].append(text)
    return tuple(rules.text_in_force(texts, tx.business_date) for texts in by_purpose.values())


async def list_choices(tx: Tx) -> tuple[Choice, ...]:
    """What the actor can agree to, for themself and for their organisation."""
    by_purpose: dict[UseOfData, list[Text]] = defaultdict(list)
    for text in await list_texts(tx):
        by_purpose[text.purpose].append(text)
    last = await _last_consents(tx, (tx.actor.id, tx.actor.organisation))
    choices: list[Choice] = []
    for purpose, facts in all_purposes().items():
        if facts.basis is not Basis.CONSENT:
            continue
        agreed = last.get((subject_of(tx, facts), purpose))
        texts, day = by_purpose[purpose], tx.business_date
        is_given = rules.is_given(agreed, rules.oldest_that_counts(texts, day))
        text = rules.text_in_force(texts, day)
        choices.append(Choice(facts=facts, text=text, last=agreed, is_given=is_given))
    return tuple(choices)


def subject_of(tx: Tx, facts: PurposeFacts) -> UUID:
    """For whom the actor agrees."""
    return tx.actor.id if facts.scope is Scope.PERSON else tx.actor.organisation


async def find_last_consent(tx: Tx, subject_id: UUID, purpose: UseOfData) -> Consent | None:
    return (await _last_consents(tx, (subject_id,))).get((subject_id, purpose))


async def _last_consents(
    tx: Tx, subjects: Collection[UUID]
) -> dict[tuple[UUID, UseOfData], Consent]:
    columns = tables.consent.c
    newest = (
        select(tables.consent)
        .ext(distinct_on(columns.subject_id, columns.purpose))
        .where(columns.subject_id.in_(subjects))
        .order_by(columns.subject_id, columns.purpose, columns.given_at.desc(), columns.id.desc())
    )
    found = [to_consent(row) for row in await tx.connection.execute(newest)]
    return {(each.subject_id, each.purpose): each for each in found}


async def list_consents(tx: Tx, page: Page, purpose: UseOfData | None) -> Slice[Consent]:
    """Internal: of everybody, for whoever keeps the record."""
    wanted = select(tables.consent)
    if purpose is not None:
        wanted = wanted.where(tables.consent.c.purpose == purpose)
    return await read_page(tx, wanted, tables.consent.c.id, page, to_consent)


async def list_consents_given_by(tx: Tx, person_id: UserId) -> tuple[Consent, ...]:
    columns = tables.consent.c
    given = select(tables.consent).where(
        (columns.given_by == person_id) | (columns.subject_id == person_id)
    )
    rows = await tx.connection.execute(given.order_by(columns.given_at, columns.id))
    return tuple(to_consent(row) for row in rows)


async def list_exports(tx: Tx) -> tuple[Export, ...]:
    """One's own, the newest first."""
    columns = tables.export.c
    own = select(tables.export).where(columns.person_id == tx.actor.id)
    rows = await tx.connection.execute(own.order_by(columns.asked_at.desc()).limit(20))
    return tuple(to_export(row) for row in rows)


async def get_own_export(tx: Tx, export_id: UUID) -> Export:
    columns = tables.export.c
    own = select(tables.export).where(columns.id == export_id, columns.person_id == tx.actor.id)
    row = (await tx.connection.execute(own)).one_or_none()
    if row is None:
        raise ExportNotFound(export_id=export_id)
    return to_export(row)


async def lock_export(tx: Tx, export_id: UUID) -> Export:
    wanted = select(tables.export).where(tables.export.c.id == export_id).with_for_update()
    return to_export((await tx.connection.execute(wanted)).one())


async def list_expired_exports(tx: Tx) -> tuple[UUID, ...]:
    columns = tables.export.c
    over = select(columns.id).where(columns.state == ExportState.READY, columns.expires_at < tx.now)
    return tuple((await tx.connection.execute(over.order_by(columns.id))).scalars())


async def lock_erasure(tx: Tx, erasure_id: UUID) -> Erasure:
    locked = select(tables.erasure).where(tables.erasure.c.id == erasure_id).with_for_update()
    row = (await tx.connection.execute(locked)).one_or_none()
    if row is None:
        raise ErasureNotFound(erasure_id=erasure_id)
    return to_erasure(row, await _verdicts_of(tx, [erasure_id]))


async def list_erasures(tx: Tx, page: Page) -> Slice[Erasure]:
    """Internal: for whoever keeps the record."""
    found = await read_page(
        tx, select(tables.erasure), tables.erasure.c.id, page, lambda row: to_erasure(row, [])
    )
    verdicts = await _verdicts_of(tx, [each.id for each in found.items])
    complete = [_with_verdicts(each, verdicts) for each in found.items]
    return Slice(items=tuple(complete), next_cursor=found.next_cursor)


async def list_due_erasures(tx: Tx) -> tuple[UUID, ...]:
    """Whose kept rows have come to their last day."""
    columns = tables.verdict.c
    due = (
        select(columns.erasure_id)
        .distinct()
        .where(columns.fate == Fate.KEPT, columns.keep_until < tx.business_date)
    )
    return tuple((await tx.connection.execute(due.order_by(columns.erasure_id))).scalars())


async def _verdicts_of(tx: Tx, erasure_ids: Sequence[UUID]) -> list[Row[*tuple[Any, ...]]]:
    columns = tables.verdict.c
    wanted = select(tables.verdict).where(columns.erasure_id.in_(erasure_ids))
    return list((await tx.connection.execute(wanted.order_by(columns.holding))).all())


def _with_verdicts(erasure: Erasure, rows: Sequence[Row[*tuple[Any, ...]]]) -> Erasure:
    return Erasure(
        id=erasure.id,
        person_id=erasure.person_id,
        organisation_id=erasure.organisation_id,
        state=erasure.state,
        asked_at=erasure.asked_at,
        verdicts=tuple(to_verdict(row) for row in rows if row.erasure_id == erasure.id),
    )


def to_text(row: Row[Any]) -> Text:
    return Text(
        purpose=UseOfData(row.purpose),
        version=row.version,
        valid_from=row.valid_from,
        asks_again=row.asks_again,
        zh=Words(title=row.title_zh, body=row.body_zh),
        en=Words(title=row.title_en, body=row.body_en),
        author_id=UserId(row.author_id),
        recorded_at=row.recorded_at,
    )


def to_consent(row: Row[Any]) -> Consent:
    return Consent(
        id=row.id,
        subject_id=row.subject_id,
        purpose=UseOfData(row.purpose),
        version=row.version,
        given_by=UserId(row.given_by),
        given_at=row.given_at,
        ended_at=row.ended_at,
        end=None if row.end is None else ConsentEnd(row.end),
    )


def to_export(row: Row[Any]) -> Export:
    return Export(
        id=row.id,
        person_id=UserId(row.person_id),
        organisation_id=OrganisationId(row.organisation_id),
        state=ExportState(row.state),
        asked_at=row.asked_at,
        ready_at=row.ready_at,
        expires_at=row.expires_at,
        size=row.size,
        sha256=row.sha256,
    )


def to_erasure(row: Row[Any], verdicts: Sequence[Row[*tuple[Any, ...]]]) -> Erasure:
    return Erasure(
        id=row.id,
        person_id=UserId(row.person_id),
        organisation_id=OrganisationId(row.organisation_id),
        state=ErasureState(row.state),
        asked_at=row.asked_at,
        verdicts=tuple(to_verdict(each) for each in verdicts),
    )


def to_verdict(row: Row[Any]) -> Verdict:
    until: date | None = row.keep_until
    return Verdict(
        holding=row.holding, fate=Fate(row.fate), rows=row.rows, keep=row.keep, keep_until=until
    )
