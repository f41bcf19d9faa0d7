"""Bodies about who stands for a company and where its money goes: in plain in, masked out."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import BankAccountNumberField, IdNumberField, PersonNameField
from rongqu.kernel.id_numbers import normalise_number
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.pii import BankAccountNumber, IdNumber
from rongqu.modules.parties.private_types import (
    AccountKind,
    BankAccount,
    PrivateFacts,
    PrivatePart,
    PrivateReveal,
    Representative,
    RevealPurpose,
)


class RepresentativeBody(BaseModel):
    name: PersonNameField
    id_number: IdNumberField

    def to_representative(self) -> Representative:
        number = IdNumber(normalise_number(self.id_number.reveal()))
        return Representative(name=self.name, id_number=number)


class BankAccountBody(BaseModel):
    bank: str = Field(min_length=2, max_length=100)
    kind: AccountKind
    number: BankAccountNumberField

    def to_account(self) -> BankAccount:
        number = BankAccountNumber(normalise_number(self.number.reveal()))
        return BankAccount(bank=self.bank.strip(), kind=self.kind, number=number)


class PrivateFactsBody(BaseModel):
    """`reveal_for` names what the reader may ask to see it in full for."""

    representative: RepresentativeBody | None
    bank_account: BankAccountBody | None
    stated_at: datetime | None
    reveal_for: list[RevealPurpose]

    @classmethod
    def of(cls, facts: PrivateFacts, reveal_for: tuple[RevealPurpose, ...]) -> Self:
        person, account = facts.representative, facts.bank_account
        return cls(
            representative=person
            and RepresentativeBody(name=person.name, id_number=person.id_number),
            bank_account=account
            and BankAccountBody(bank=account.bank, kind=account.kind, number=account.number),
            stated_at=facts.stated_at,
            reveal_for=list(reveal_for),
        )


class PrivateRevealBody(BaseModel):
    part: PrivatePart
    purpose: RevealPurpose
    reason: str = Field(min_length=4, max_length=200)

    def to_reveal(self, enterprise_id: UUID) -> PrivateReveal:
        return PrivateReveal(
            enterprise_id=EnterpriseId(enterprise_id),
            part=self.part,
            purpose=self.purpose,
            reason=self.reason.strip(),
        )


class PlainPartBody(BaseModel):
    plain: str


class IdNumberSearchBody(BaseModel):
    id_number: IdNumberField

    def to_number(self) -> IdNumber:
        return IdNumber(normalise_number(self.id_number.reveal()))


class FoundCompanyBody(BaseModel):
    id: UUID
    name: str
