"""Bodies of the contracts API."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.structures import StructureBody
from rongqu.infra.web import MoneyBody, PersonNameField
from rongqu.kernel.rates import DayCount
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.contracts.types import (
    Contract,
    ContractStatus,
    Party,
    Side,
    Signature,
    VoidReason,
)


class PartyBody(BaseModel):
    organisation_id: UUID
    name: str
    uscc: str

    @classmethod
    def of(cls, party: Party) -> Self:
        return cls(organisation_id=party.organisation_id, name=party.name, uscc=party.uscc)


class SignatureBody(BaseModel):
    side: Side
    signer_name: PersonNameField
    signed_at: datetime
    sha256: str

    @classmethod
    def of(cls, signature: Signature) -> Self:
        return cls(
            side=signature.side,
            signer_name=signature.signer_name,
            signed_at=signature.signed_at,
            sha256=signature.sha256,
        )


class ContractBody(BaseModel):
    id: UUID
    number: str
    application_id: UUID
    borrower: PartyBody
    lender: PartyBody
    product_kind: str
    product_name: str
    principal: MoneyBody
    yearly_rate: Decimal
    day_count: DayCount
    term_months: int
    method: RepaymentMethod
    fee: MoneyBody
    structure: StructureBody
    penalty_multiplier: Decimal
    prepayment_fee_rate: Decimal
    status: ContractStatus
    prepared_on: date
    sign_by: date
    sha256: str | None
    document_size: int | None
    signatures: list[SignatureBody]
    agreed: list[Side]
    signed_at: datetime | None
    voided_at: datetime | None
    void_reason: VoidReason | None

    @classmethod
    def of(cls, contract: Contract) -> Self:
        return cls(
            id=contract.id,
            number=contract.number,
            application_id=contract.application_id,
            borrower=PartyBody.of(contract.borrower),
            lender=PartyBody.of(contract.lender),
            product_kind=contract.product_kind,
            product_name=contract.product_name,
            principal=MoneyBody.of(contract.principal),
            yearly_rate=contract.yearly_rate.yearly,
            day_count=contract.yearly_rate.day_count,
            term_months=contract.term_months,
            method=contract.method,
            fee=MoneyBody.of(contract.fee),
            structure=StructureBody.of(contract.structure),
            penalty_multiplier=contract.penalty_multiplier,
            prepayment_fee_rate=contract.prepayment_fee_rate,
            status=contract.status,
            prepared_on=contract.prepared_on,
            sign_by=contract.sign_by,
            sha256=contract.sha256,
            document_size=None if contract.document is None else contract.document.size,
            agreed=list(contract.agreed),
            signatures=[SignatureBody.of(each) for each in contract.signatures],
            signed_at=contract.signed_at,
            voided_at=contract.voided_at,
            void_reason=contract.void_reason,
        )


class VoidBody(BaseModel):
    reason: Literal[VoidReason.EXPIRED, VoidReason.WITHDRAWN, VoidReason.MISTAKEN]
