"""What waits for a company's seal, and documents as whoever seals them knows them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Exists, Row, Select, Text, exists, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.contracts import envelope_tables as e
from rongqu.modules.contracts import tables
from rongqu.modules.contracts.envelope_types import (
    Capacity,
    EnvelopeId,
    EnvelopeStatus,
    SealPaper,
)

SealKey = tuple[EnvelopeId, int]
"""An envelope, and the number of whose seal."""

_signer = e.signer.alias("own")
_others = e.signer.alias("others")


async def list_waiting_for_seal(
    tx: Tx, most: int, only: Collection[EnvelopeId] | None = None
) -> list[SealPaper]:
    """Of the actor's organisation, what ends first before; of one envelope the seal whose turn is
    next."""
    own = _signer.c
    wanted = (
        _papers()
        .where(
            own.organisation_id == tx.actor.organisation,
            own.capacity == Capacity.SEAL,
            e.envelope.c.status == EnvelopeStatus.SIGNING,
            e.envelope.c.sign_by >= tx.business_date,
            ~_has_agreed(),
            ~_others_come_first(),
        )
        .ext(distinct_on(e.envelope.c.sign_by, e.envelope.c.id))
        .order_by(e.envelope.c.sign_by, e.envelope.c.id, own.number)
        .limit(most)
    )
    if only is not None:
        wanted = wanted.where(e.envelope.c.id.in_(only))
    return [_to_paper(row) for row in await tx.connection.execute(wanted)]


async def read_papers(tx: Tx, keys: Collection[SealKey]) -> dict[SealKey, SealPaper]:
    """Of what the actor sees."""
    is_one = tuple_(_signer.c.envelope_id, _signer.c.number).in_(keys)
    found = [_to_paper(row) for row in await tx.connection.execute(_papers().where(is_one))]
    return {(each.envelope_id, each.signer): each for each in found}


def _papers() -> Select[*tuple[Any, ...]]:
    """Each with what a person needs to know it by."""
    names = func.string_agg(
        _others.c.name, aggregate_order_by(literal("、", Text), _others.c.number)
    )
    others = (
        select(names)
        .where(
            _others.c.envelope_id == e.envelope.c.id,
            _others.c.organisation_id != _signer.c.organisation_id,
        )
        .scalar_subquery()
    )
    contract = tables.contract.c
    return (
        select(
            e.envelope.c.id,
            _signer.c.number.label("signer"),
            e.envelope.c.number,
            e.envelope.c.title,
            e.envelope.c.sha256,
            e.envelope.c.sign_by,
            e.envelope.c.contract_id,
            others.label("others"),
            contract.principal_minor,
            contract.currency,
        )
        .select_from(_signer)
        .join(e.envelope, e.envelope.c.id == _signer.c.envelope_id)
        .outerjoin(tables.contract, contract.id == e.envelope.c.contract_id)
    )


def _has_agreed() -> Exists:
    consents = e.consent.c
    return exists().where(
        consents.envelope_id == _signer.c.envelope_id, consents.number == _signer.c.number
    )


def _others_come_first() -> Exists:
    """Somebody of a lower rank whose signature does not stand in the document yet."""
    before, signatures = e.signer.alias("before"), e.signature.c
    stands = exists().where(
        signatures.envelope_id == before.c.envelope_id, signatures.number == before.c.number
    )
    return exists().where(
        before.c.envelope_id == _signer.c.envelope_id, before.c.rank < _signer.c.rank, ~stands
    )


def _to_paper(row: Row[Any]) -> SealPaper:
    is_contract = row.contract_id is not None
    return SealPaper(
        envelope_id=EnvelopeId(row.id),
        signer=row.signer,
        number=row.number,
        title=row.title,
        others=row.others or "",
        sha256=row.sha256,
        sign_by=row.sign_by,
        is_contract=is_contract,
        principal=Money(row.principal_minor, row.currency) if is_contract else None,
    )
