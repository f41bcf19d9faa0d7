"""What other modules may hold of a contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    EnterpriseId,
    OrganisationId,
    ProductId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.pii import PersonName
from rongqu.kernel.rates import Rate
from rongqu.kernel.schedule import PLAIN, DuePart, RepaymentMethod, Structure, Terms


class ContractStatus(StrEnum):
    DRAFTING = "drafting"
    """The terms are frozen; the document is being made."""
    HELD = "held"
    """The review of texts found what is not to be sent; two people may let it pass."""
    SIGNING = "signing"
    SIGNED = "signed"
    VOIDED = "voided"
    BROUGHT = "brought"
    """Signed elsewhere, before the lender brought its loan here: terms without a document."""


class Side(StrEnum):
    """The two who sign: the borrower 借款人 and the lender 贷款人."""

    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"


class VoidReason(StrEnum):
    EXPIRED = "expired"
    """Not signed by all in time."""
    WITHDRAWN = "withdrawn"
    """The application it belongs to was withdrawn."""
    MISTAKEN = "mistaken"
    """The platform's staff found it wrong."""
    REFUSED = "refused"
    """A party refused to sign."""
    CALLED_OFF = "called_off"
    """Signed by all, and its payout was called off by two people: nothing was paid under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedTerms:
    """What was approved; from it alone the contract is made, and nothing of it changes later."""

    contract_id: ContractId
    application_id: ApplicationId
    enterprise_id: EnterpriseId
    institution_id: OrganisationId
    product_id: ProductId
    product_kind: str
    product_name: str
    principal: Money
    yearly_rate: Rate
    term_months: int
    method: RepaymentMethod
    fee: Money
    structure: Structure = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """As it is named in the document: a later change of name does not change the contract."""

    organisation_id: OrganisationId
    name: str
    uscc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The PDF: where it is kept, what proves it, and the template it was made from."""

    key: str
    sha256: str
    size: int
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    side: Side
    organisation_id: OrganisationId
    signer_id: UserId
    signer_name: PersonName
    signed_at: datetime
    sha256: str
    """Of the document the signer saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customary:
    """What the policies say where a contract says nothing."""

    penalty_multiplier: Decimal
    prepayment_fee_rate: Decimal
    allocation: tuple[DuePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    id: ContractId
    application_id: ApplicationId
    borrower: Party
    lender: Party
    product_id: ProductId
    product_kind: str
    product_name: str
    principal: Money
    yearly_rate: Rate
    term_months: int
    method: RepaymentMethod
    fee: Money
    penalty_multiplier: Decimal
    """Penalty interest 罚息: this many times the yearly rate, on principal that is late."""
    prepayment_fee_rate: Decimal
    """Share of the principal that is paid back early."""
    allocation: tuple[DuePart, ...]
    """The order in which a payment is set against what is owed."""
    structure: Structure
    status: ContractStatus
    prepared_on: date
    sign_by: date
    document: Document | None
    signatures: tuple[Signature, ...]
    agreed: tuple[Side, ...]
    """Who has agreed and whose signature is being made."""
    signed_at: datetime | None
    voided_at: datetime | None
    void_reason: VoidReason | None

    @property
    def enterprise_id(self) -> EnterpriseId:
        return EnterpriseId(self.borrower.organisation_id)

    @property
    def institution_id(self) -> OrganisationId:
        return self.lender.organisation_id

    @property
    def sha256(self) -> str | None:
        return self.document.sha256 if self.document else None

    @property
    def parties(self) -> tuple[OrganisationId, OrganisationId]:
        return self.borrower.organisation_id, self.lender.organisation_id

    def schedule_terms(self, starts_on: date) -> Terms:
        """From which its plan follows, were it paid out on that day."""
        return Terms(
            principal=self.principal,
            rate=self.yearly_rate,
            method=self.method,
            months=self.term_months,
            starts_on=starts_on,
            structure=self.structure,
        )

    @property
    def number(self) -> str:
        """What people call it by: the day, and the end of its id."""
        return f"RQ{self.prepared_on:%Y%m%d}{self.id.hex[-8:].upper()}"
