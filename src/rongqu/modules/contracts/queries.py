"""Every SELECT of contracts; each sees only what the actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select, true

from rongqu.infra.keyset import Along
from rongqu.infra.structures import read_structure
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    OrganisationId,
    ProductId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import DuePart, RepaymentMethod
from rongqu.modules.contracts import permissions, tables
from rongqu.modules.contracts.envelope_queries import list_signers
from rongqu.modules.contracts.envelope_types import Signer
from rongqu.modules.contracts.errors import ContractNotFound
from rongqu.modules.contracts.types import (
    Contract,
    ContractStatus,
    Document,
    Party,
    Side,
    Signature,
    VoidReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFilter:
    status: ContractStatus | None = None
    application_id: ApplicationId | None = None


EVERY = ContractFilter()


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The one place that says which contracts an actor sees: those of the own organisation."""
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    columns = tables.contract.c
    return or_(
        columns.enterprise_id == actor.organisation, columns.institution_id == actor.organisation
    )


async def get_contract(tx: Tx, contract_id: ContractId) -> Contract:
    return await _one_contract(tx, contract_id, select(tables.contract))


async def lock_contract(tx: Tx, contract_id: ContractId) -> Contract:
    """For a change: nobody else changes it until this transaction ends."""
    return await _one_contract(tx, contract_id, select(tables.contract).with_for_update())


async def list_contracts(tx: Tx, page: Page, wanted: ContractFilter = EVERY) -> Slice[Contract]:
    columns = tables.contract.c
    found = select(tables.contract).where(visible_to(tx.actor))
    if wanted.status is not None:
        found = found.where(columns.status == wanted.status)
    if wanted.application_id is not None:
        found = found.where(columns.application_id == wanted.application_id)
    rows = await tx.connection.execute(Along(columns.id).page_of(found, page))
    contracts = await _with_signatures(tx, list(rows))
    return Slice[Contract].of([(each.id, each) for each in contracts], page.limit)


async def list_ids_to_expire(tx: Tx, business_date: date) -> tuple[ContractId, ...]:
    """Whose last day for signing is over, and that are neither signed nor void."""
    columns = tables.contract.c
    open_states = (ContractStatus.DRAFTING, ContractStatus.HELD, ContractStatus.SIGNING)
    late = select(columns.id).where(
        columns.status.in_(open_states), columns.sign_by < business_date
    )
    return tuple(ContractId(each) for each in (await tx.connection.execute(late)).scalars())


async def _one_contract(tx: Tx, contract_id: ContractId, statement: Select[Any]) -> Contract:
    wanted = statement.where(tables.contract.c.id == contract_id, visible_to(tx.actor))
    rows = list(await tx.connection.execute(wanted))
    if not rows:
        raise ContractNotFound(contract_id=contract_id)
    [contract] = await _with_signatures(tx, rows)
    return contract


async def _with_signatures(tx: Tx, rows: list[Row[Any]]) -> list[Contract]:
    signers = await list_signers(tx, [row.id for row in rows])
    return [_to_contract(row, signers[row.id]) for row in rows]


def _signatures_of(signers: list[Signer], sha256: str | None) -> tuple[Signature, ...]:
    """In the order in which they came to stand in the document."""
    given = [
        Signature(
            side=Side(each.role),
            organisation_id=each.organisation_id,
            signer_id=each.consent.person_id,
            signer_name=each.consent.person_name,
            signed_at=each.signature.signed_at,
            sha256=sha256 or "",
        )
        for each in signers
        if each.consent is not None and each.signature is not None
    ]
    return tuple(sorted(given, key=lambda signature: signature.signed_at))


def _to_contract(row: Row[Any], signers: list[Signer]) -> Contract:
    return Contract(
        id=ContractId(row.id),
        application_id=ApplicationId(row.application_id),
        borrower=_party(row.enterprise_id, row.enterprise_name, row.enterprise_uscc),
        lender=_party(row.institution_id, row.institution_name, row.institution_uscc),
        product_id=ProductId(row.product_id),
        product_kind=row.product_kind,
        product_name=row.product_name,
        principal=Money(row.principal_minor, row.currency),
        yearly_rate=Rate(row.yearly_rate, DayCount(row.day_count)),
        term_months=row.term_months,
        method=RepaymentMethod(row.method),
        fee=Money(row.fee_minor, row.currency),
        penalty_multiplier=row.penalty_multiplier,
        prepayment_fee_rate=row.prepayment_fee_rate,
        allocation=tuple(DuePart(part) for part in row.allocation),
        structure=read_structure(row.structure),
        status=ContractStatus(row.status),
        prepared_on=row.prepared_on,
        sign_by=row.sign_by,
        document=_to_document(row),
        signatures=_signatures_of(signers, row.sha256),
        agreed=tuple(
            Side(each.role)
            for each in signers
            if each.consent is not None and each.signature is None
        ),
        signed_at=row.signed_at,
        voided_at=row.voided_at,
        void_reason=None if row.void_reason is None else VoidReason(row.void_reason),
    )


def _party(organisation_id: UUID, name: str, uscc: str) -> Party:
    return Party(organisation_id=OrganisationId(organisation_id), name=name, uscc=uscc)


def _to_document(row: Row[Any]) -> Document | None:
    if row.sha256 is None:
        return None
    return Document(
        key=row.document_key, sha256=row.sha256, size=row.document_size, template=row.template
    )
