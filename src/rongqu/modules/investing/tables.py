"""Tables of investing; private to the room."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Named,
    Numeric,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.row_security import changed_too_by, own_data, shared
from rongqu.infra.tables import Instant, currency_check, metadata

SCHEMA = "investing"
OFFERING = "investing.offering.id"


class _OfferingColumns(TypedColumns):
    """`taken_minor`: the live orders of an open one, what was paid in of an active one."""

    id: Named[UUID] = Column(primary_key=True)
    issuer_id: Named[UUID] = Column(index=True)
    kind: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    summary: Named[str] = Column(Text)
    risk_class: Named[int] = Column(SmallInteger)
    grade: Named[str | None] = Column(Text)
    currency: Named[str] = Column(CHAR(3))
    target_minor: Named[int] = Column(BigInteger)
    minimum_minor: Named[int] = Column(BigInteger)
    ticket_minor: Named[int] = Column(BigInteger)
    step_minor: Named[int] = Column(BigInteger)
    most_each_minor: Named[int | None] = Column(BigInteger)
    yearly_rate: Named[Decimal] = Column(Numeric)
    management_fee_rate: Named[Decimal] = Column(Numeric)
    term_months: Named[int] = Column(SmallInteger)
    method: Named[str] = Column(Text)
    allotment: Named[str] = Column(Text)
    region_code: Named[str] = Column(Text)
    industry: Named[str] = Column(Text)
    closes_at: Named[datetime] = Column(Instant)
    disclosure: Named[dict[str, str]] = Column(JSONB[dict[str, str]]())
    status: Named[str] = Column(Text)
    taken_minor: Named[int] = Column(BigInteger)
    orders: Named[int] = Column(Integer)
    outstanding_minor: Named[int] = Column(BigInteger)
    commitment: Named[str] = Column(Text)
    seed: Named[str] = Column(Text)
    proposed_by: Named[UUID]
    proposed_at: Named[datetime] = Column(Instant)
    opened_at: Named[datetime | None] = Column(Instant)
    settled_at: Named[datetime | None] = Column(Instant)
    starts_on: Named[date | None] = Column(Date)
    fee_through: Named[date | None] = Column(Date)


class _SubscriptionColumns(TypedColumns):
    """Its id is also that of the hold that sets the money aside."""

    id: Named[UUID] = Column(primary_key=True)
    offering_id: Named[UUID] = Column(ForeignKey(OFFERING))
    investor_id: Named[UUID] = Column(index=True)
    amount_minor: Named[int] = Column(BigInteger)
    allotted_minor: Named[int | None] = Column(BigInteger)
    currency: Named[str] = Column(CHAR(3))
    status: Named[str] = Column(Text)
    plan_id: Named[UUID | None]
    placed_by: Named[UUID]
    placed_at: Named[datetime] = Column(Instant)
    cooling_until: Named[datetime] = Column(Instant)
    payment_order_id: Named[UUID | None]
    ended_at: Named[datetime | None] = Column(Instant)


class _AssessmentColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    investor_id: Named[UUID]
    version: Named[int] = Column(SmallInteger)
    answers: Named[dict[str, str]] = Column(JSONB[dict[str, str]]())
    score: Named[int] = Column(SmallInteger)
    risk_class: Named[int] = Column(SmallInteger)
    assessed_at: Named[datetime] = Column(Instant)
    expires_on: Named[date] = Column(Date)


class _QualificationColumns(TypedColumns):
    investor_id: Named[UUID] = Column(primary_key=True)
    approval_id: Named[UUID]
    qualified_at: Named[datetime] = Column(Instant)
    qualified_until: Named[date] = Column(Date)


class _HoldingColumns(TypedColumns):
    """`listed_minor`: of the units, what is offered for sale or sold and not yet settled."""

    offering_id: Named[UUID] = Column(ForeignKey(OFFERING), primary_key=True)
    investor_id: Named[UUID] = Column(primary_key=True)
    currency: Named[str] = Column(CHAR(3))
    units_minor: Named[int] = Column(BigInteger)
    listed_minor: Named[int] = Column(BigInteger)


class _HoldingLineColumns(TypedColumns):
    """What changed a holding, for good: their sum is the holding."""

    id: Named[UUID] = Column(primary_key=True)
    offering_id: Named[UUID] = Column(ForeignKey(OFFERING))
    investor_id: Named[UUID]
    kind: Named[str] = Column(Text)
    currency: Named[str] = Column(CHAR(3))
    units_minor: Named[int] = Column(BigInteger)
    cash_minor: Named[int] = Column(BigInteger)
    income_minor: Named[int] = Column(BigInteger)
    fee_minor: Named[int] = Column(BigInteger)
    day: Named[date] = Column(Date)


class _DistributionColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    offering_id: Named[UUID] = Column(ForeignKey(OFFERING), index=True)
    number: Named[int] = Column(SmallInteger)
    currency: Named[str] = Column(CHAR(3))
    principal_minor: Named[int] = Column(BigInteger)
    interest_minor: Named[int] = Column(BigInteger)
    is_exit: Named[bool]
    """What is paid ends what is held, at a price: `interest_minor` is that above principal."""
    ordered_by: Named[UUID]
    ordered_at: Named[datetime] = Column(Instant)
    day: Named[date] = Column(Date)


class _DistributionPartColumns(TypedColumns):
    """One holder's part; its id is also that of the payment that brings it."""

    id: Named[UUID] = Column(primary_key=True)
    distribution_id: Named[UUID] = Column(ForeignKey("investing.distribution.id"), index=True)
    investor_id: Named[UUID]
    currency: Named[str] = Column(CHAR(3))
    principal_minor: Named[int] = Column(BigInteger)
    interest_minor: Named[int] = Column(BigInteger)
    fee_minor: Named[int] = Column(BigInteger)
    status: Named[str] = Column(Text)


class _AskColumns(TypedColumns):
    """Holdings offered for sale. `price`: of 1 yuan of principal, without accrued interest.
    `is_redemption`: sold by the queue, in its order."""

    id: Named[UUID] = Column(primary_key=True)
    offering_id: Named[UUID] = Column(ForeignKey(OFFERING))
    seller_id: Named[UUID] = Column(index=True)
    currency: Named[str] = Column(CHAR(3))
    units_minor: Named[int] = Column(BigInteger)
    left_minor: Named[int] = Column(BigInteger)
    price: Named[Decimal] = Column(Numeric)
    is_redemption: Named[bool]
    status: Named[str] = Column(Text)
    placed_at: Named[datetime] = Column(Instant)


class _TradeColumns(TypedColumns):
    """Its id is also that of the hold of the buyer's money and of the payment."""

    id: Named[UUID] = Column(primary_key=True)
    ask_id: Named[UUID] = Column(ForeignKey("investing.ask.id"))
    offering_id: Named[UUID] = Column(ForeignKey(OFFERING), index=True)
    seller_id: Named[UUID] = Column(index=True)
    buyer_id: Named[UUID] = Column(index=True)
    currency: Named[str] = Column(CHAR(3))
    units_minor: Named[int] = Column(BigInteger)
    price_minor: Named[int] = Column(BigInteger)
    accrued_minor: Named[int] = Column(BigInteger)
    status: Named[str] = Column(Text)
    traded_at: Named[datetime] = Column(Instant)
    settles_on: Named[date] = Column(Date)


class _PlanColumns(TypedColumns):
    """One plan of automatic investment an investor; `spent_minor` of `budget_minor`."""

    investor_id: Named[UUID] = Column(primary_key=True)
    is_on: Named[bool]
    currency: Named[str] = Column(CHAR(3))
    each_minor: Named[int] = Column(BigInteger)
    budget_minor: Named[int] = Column(BigInteger)
    spent_minor: Named[int] = Column(BigInteger)
    reserve_minor: Named[int] = Column(BigInteger)
    highest_class: Named[int] = Column(SmallInteger)
    least_rate: Named[Decimal] = Column(Numeric)
    most_months: Named[int] = Column(SmallInteger)
    kinds: Named[list[str]] = Column(JSONB[list[str]]())
    takes_redemptions: Named[bool]
    served_at: Named[datetime | None] = Column(Instant)
    changed_at: Named[datetime] = Column(Instant)


offering = Table(
    "offering",
    metadata,
    _OfferingColumns,
    CheckConstraint(
        "kind IN ('treasury_pledge', 'bank_factoring', 'corporate_bond', 'supply_chain_abs',"
        " 'equity_crowdfunding', 'mezzanine', 'reits')",
        name="kind",
    ),
    CheckConstraint(
        "status IN ('proposed', 'open', 'settling', 'active', 'failed', 'repaid')", name="status"
    ),
    CheckConstraint("allotment IN ('first_come', 'pro_rata', 'lottery')", name="allotment"),
    CheckConstraint(
        "taken_minor >= 0 AND (allotment <> 'first_come' OR taken_minor <= target_minor)"
        " AND (status <> 'active' OR taken_minor <= target_minor)",
        name="not_overfilled",
    ),
    CheckConstraint("outstanding_minor BETWEEN 0 AND taken_minor", name="outstanding"),
    CheckConstraint("risk_class BETWEEN 1 AND 5", name="risk_class"),
    currency_check(),
    Index(None, "status", "closes_at"),
    schema=SCHEMA,
)
"""Never sold above its target, whatever the code above does."""

subscription = Table(
    "subscription",
    metadata,
    _SubscriptionColumns,
    CheckConstraint(
        "status IN ('held', 'withdrawn', 'allotted', 'paying', 'paid', 'released', 'refused')",
        name="status",
    ),
    CheckConstraint("amount_minor > 0", name="amount_minor"),
    CheckConstraint("allotted_minor BETWEEN 0 AND amount_minor", name="allotted_minor"),
    currency_check(),
    Index(None, "offering_id", "status"),
    schema=SCHEMA,
)
assessment = Table(
    "assessment",
    metadata,
    _AssessmentColumns,
    CheckConstraint("risk_class BETWEEN 1 AND 5", name="risk_class"),
    Index(None, "investor_id", "assessed_at"),
    schema=SCHEMA,
)
qualification = Table("qualification", metadata, _QualificationColumns, schema=SCHEMA)
holding = Table(
    "holding",
    metadata,
    _HoldingColumns,
    CheckConstraint("listed_minor BETWEEN 0 AND units_minor", name="listed_minor"),
    currency_check(),
    Index(None, "investor_id"),
    schema=SCHEMA,
)
"""Nobody sells what they do not have."""

holding_line = Table(
    "holding_line",
    metadata,
    _HoldingLineColumns,
    CheckConstraint("kind IN ('subscribed', 'repaid', 'bought', 'sold', 'exited')", name="kind"),
    currency_check(),
    Index(None, "investor_id", "offering_id"),
    Index(None, "offering_id"),
    schema=SCHEMA,
)
distribution = Table(
    "distribution",
    metadata,
    _DistributionColumns,
    CheckConstraint(
        "principal_minor >= 0 AND (interest_minor >= 0 OR is_exit)"
        " AND principal_minor + interest_minor >= 0",
        name="amounts",
    ),
    currency_check(),
    Index(None, "offering_id", "number", unique=True),
    schema=SCHEMA,
)
distribution_part = Table(
    "distribution_part",
    metadata,
    _DistributionPartColumns,
    CheckConstraint("status IN ('paying', 'paid', 'refused')", name="status"),
    CheckConstraint("fee_minor BETWEEN 0 AND greatest(interest_minor, 0)", name="fee_minor"),
    currency_check(),
    schema=SCHEMA,
)
ask = Table(
    "ask",
    metadata,
    _AskColumns,
    CheckConstraint("status IN ('open', 'sold', 'cancelled')", name="status"),
    CheckConstraint("left_minor BETWEEN 0 AND units_minor", name="left_minor"),
    CheckConstraint("price > 0", name="price"),
    currency_check(),
    Index(None, "offering_id", "status", "price"),
    schema=SCHEMA,
)
trade = Table(
    "trade",
    metadata,
    _TradeColumns,
    CheckConstraint("status IN ('held', 'paying', 'settled', 'refused')", name="status"),
    CheckConstraint("seller_id <> buyer_id", name="two_sides"),
    CheckConstraint("units_minor > 0 AND price_minor > 0", name="amounts"),
    currency_check(),
    Index(None, "status", "settles_on"),
    schema=SCHEMA,
)
plan = Table(
    "plan",
    metadata,
    _PlanColumns,
    CheckConstraint("spent_minor BETWEEN 0 AND budget_minor", name="spent_minor"),
    currency_check(),
    schema=SCHEMA,
)

shared(offering, ask, why="what is offered is open to every investor, and orders change it")
own_data(subscription, "investor_id", read_by_all=True)
for _part in (assessment, qualification, holding, holding_line, plan):
    own_data(_part, "investor_id")
shared(distribution, distribution_part, why="made by the issuer for all who hold a share")
own_data(trade, "seller_id", "buyer_id")
for _part in (subscription, holding, holding_line, trade):
    changed_too_by(_part, "offering_id", offering, "id", "issuer_id")
