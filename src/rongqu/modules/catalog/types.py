"""What other rooms may hold of a product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import OrganisationId, ProductId
from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import Floating, Lease, RepaymentMethod, Repricing, Structure


class ProductKind(StrEnum):
    CREDIT_LOAN = "credit_loan"
    ORDER_FINANCING = "order_financing"
    RECEIVABLES_FACTORING = "receivables_factoring"
    IP_PLEDGE = "ip_pledge"
    EQUIPMENT_LEASE = "equipment_lease"
    LIVESTOCK_COLLATERAL = "livestock_collateral"
    GREEN_LOAN = "green_loan"
    SCI_TECH_COMBINATION = "sci_tech_combination"
    """科创组合: a patent as pledge together with a share in the company."""
    PARK_BATCH = "park_batch"
    DEBT_RESTRUCTURING = "debt_restructuring"
    CROSS_BORDER = "cross_border"


class Purpose(StrEnum):
    """What the money is for, as an applicant says it."""

    WORKING_CAPITAL = "working_capital"
    FULFIL_ORDER = "fulfil_order"
    EARLY_COLLECTION = "early_collection"
    EQUIPMENT = "equipment"
    RESEARCH = "research"
    BREEDING = "breeding"


class DocumentKind(StrEnum):
    """Papers a product may ask for."""

    BUSINESS_LICENCE = "business_licence"
    ARTICLES = "articles"
    REPRESENTATIVE_ID = "representative_id"
    FINANCIAL_STATEMENTS = "financial_statements"
    TAX_RETURNS = "tax_returns"
    BANK_STATEMENTS = "bank_statements"
    ORDER_CONTRACT = "order_contract"
    RECEIVABLE_STATEMENT = "receivable_statement"
    DEBTOR_CONFIRMATION = "debtor_confirmation"
    PATENT_CERTIFICATE = "patent_certificate"
    VALUATION_REPORT = "valuation_report"
    EQUIPMENT_QUOTE = "equipment_quote"
    INSURANCE_POLICY = "insurance_policy"
    QUARANTINE_CERTIFICATE = "quarantine_certificate"


class Operator(StrEnum):
    GE = "ge"
    LE = "le"
    EQ = "eq"
    IN = "in"


class RateBase(StrEnum):
    """What the prices of the grades are."""

    FIXED = "fixed"
    LPR = "lpr"
    """Margins over the one-year 贷款市场报价利率 of the day."""


class ProductStatus(StrEnum):
    OFFERED = "offered"
    WITHDRAWN = "withdrawn"


ConditionValue = Decimal | tuple[str, ...]
"""A number in the fact's unit, or the codes that are wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`score ge 600`: the fact's unit and words are declared in `facts.py`."""

    fact: str
    op: Operator
    value: ConditionValue


@dataclass(frozen=True, slots=True, kw_only=True)
class GradePrice:
    """Yearly rate for a grade, or margin over the LPR, as a fraction: 0.0485 is 4.85 %."""

    grade: Grade
    yearly_rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TenorStep:
    """For more than so many months it is so much dearer; steps add up."""

    over_months: int
    more: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GreenStep:
    """FIN-5: who has verifiably saved that share of its carbon baseline pays so much less; of
    several the one that fits best."""

    saving: Decimal
    less: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CollateralTerms:
    """A kind of thing that has to secure the loan, and the share of its value that is lent."""

    kind: CollateralKind
    lending_share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseTerms:
    """How a lease is paid: rentals at the beginning or at the end of each month; the deposit and
    the price to keep the thing, as shares of what is financed."""

    in_advance: bool
    deposit_share: Decimal
    residual_share: Decimal

    def of_amount(self, financed: Money) -> Lease:
        return Lease(
            in_advance=self.in_advance,
            deposit=financed.times(self.deposit_share, Rounding.HALF_EVEN),
            residual=financed.times(self.residual_share, Rounding.HALF_EVEN),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All that a version of a product says; an agreement refers to exactly one version."""

    kind: ProductKind
    name: str
    name_en: str
    summary: str
    summary_en: str
    min_amount: Money
    max_amount: Money
    min_term_months: int
    max_term_months: int
    method: RepaymentMethod
    day_count: DayCount
    rate_base: RateBase
    pricing: tuple[GradePrice, ...]
    tenor_steps: tuple[TenorStep, ...]
    green_steps: tuple[GreenStep, ...]
    fee_bps: int
    days_to_money: int
    purposes: tuple[Purpose, ...]
    conditions: tuple[Condition, ...]
    pilot_regions: tuple[str, ...]
    """Provinces in which it is tried out; empty: everywhere."""
    required_documents: tuple[DocumentKind, ...]
    collateral: tuple[CollateralTerms, ...]
    valid_from: date
    valid_to: date | None
    lease: LeaseTerms | None = None
    repricing: Repricing | None = None
    """When an agreed rate takes the LPR of the day again; None: it holds to the end."""

    def structure_of(self, amount: Money, floating: Floating | None = None) -> Structure:
        """What an agreement over that much says besides the terms of a loan."""
        lease = None if self.lease is None else self.lease.of_amount(amount)
        return Structure(lease=lease, floating=floating)

    def lends_to(self, grade: Grade) -> bool:
        return any(price.grade is grade for price in self.pricing)

    def rate_of(self, grade: Grade, months: int, saving: Decimal = Decimal(0)) -> Rate | None:
        """Of resolved terms (`pricing.resolve`), for that tenor, less what the verified saving of
        carbon earns. None: the product does not lend to this grade."""
        for price in self.pricing:
            if price.grade is grade:
                dearer = (step.more for step in self.tenor_steps if months > step.over_months)
                rate = sum(dearer, price.yearly_rate) - self.green_discount(saving)
                return Rate(rate, self.day_count)
        return None

    def green_discount(self, saving: Decimal) -> Decimal:
        earned = (step.less for step in self.green_steps if saving >= step.saving)
        return max(earned, default=Decimal(0))

    @property
    def all_conditions(self) -> tuple[Condition, ...]:
        """With the pilot's regions, which are a condition like any other."""
        if not self.pilot_regions:
            return self.conditions
        pilot = Condition(fact="province", op=Operator.IN, value=self.pilot_regions)
        return (*self.conditions, pilot)

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Terms):
    id: ProductId
    version: int
    institution_id: OrganisationId
    status: ProductStatus
    published_at: datetime

    def is_offered_on(self, day: date) -> bool:
        return self.status is ProductStatus.OFFERED and self.is_valid_on(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Terms that wait for a second person of the same lender. `based_on` is the version that their
    author was looking at; None: a product that is not there yet."""

    product_id: ProductId
    based_on: int | None
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """What money costs today, and what it may cost; from the policy pack."""

    base_rate: Decimal
    """The one-year LPR 贷款市场报价利率."""
    yearly_rate_cap: Decimal
    green_mark_up: Decimal
    """By how much of the base rate a green loan may be dearer."""

    @property
    def green_rate_cap(self) -> Decimal:
        return self.base_rate * (1 + self.green_mark_up)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricePolicy(Market):
    """All that law and the platform allow of the terms of a product."""

    fee_floor: Decimal
    fee_cap: Decimal
    lease_share_cap: Decimal
    """Of what is financed: the largest deposit of a lease, and the largest price to keep."""
    lending_caps: Mapping[CollateralKind, Decimal]
    """The largest share of its value that may be lent on a thing; none: it secures nothing."""
