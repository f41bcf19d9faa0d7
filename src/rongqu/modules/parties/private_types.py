"""Who stands for a company, and where its money goes: personal data, shown masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.pii import BankAccountNumber, IdNumber, PersonName


class AccountKind(StrEnum):
    """A card carries a Luhn digit; a company's account 对公账户 has a shape of each bank's own."""

    CARD = "card"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """The legal representative 法定代表人."""

    name: PersonName
    id_number: IdNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    bank: str
    kind: AccountKind
    number: BankAccountNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateFacts:
    enterprise_id: EnterpriseId
    representative: Representative | None
    bank_account: BankAccount | None
    stated_at: datetime | None


class PrivatePart(StrEnum):
    NAME = "name"
    ID_NUMBER = "id_number"
    ACCOUNT = "account"


class RevealPurpose(StrEnum):
    """What somebody needs it for; `revealing.toml` says which role sees which part for it."""

    CREDIT_REVIEW = "credit_review"
    MONEY_LAUNDERING = "money_laundering"
    SETTLEMENT = "settlement"
    COLLECTION = "collection"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateReveal:
    enterprise_id: EnterpriseId
    part: PrivatePart
    purpose: RevealPurpose
    reason: str
