"""What is asked of matching, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import OrganisationId, ProductId
from rongqu.kernel.money import Money
from rongqu.kernel.rates import Rate
from rongqu.modules.catalog.public import Product

LEAD = Decimal("0.75")

FactValue = Decimal | str
"""A number in the fact's unit, or a code."""


class Priority(StrEnum):
    """What matters most to whoever asks."""

    COST = "cost"
    SPEED = "speed"
    FIT = "fit"
    """As much of the wish as can be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The three questions. `purpose` None: any; `priority` None: the platform's own weights."""

    amount: Money
    term_months: int
    purpose: str | None = None
    priority: Priority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What is known of an enterprise. A fact that is not known is not there; nothing is guessed.

    `limit` is what it may owe at most (FIN-8); None: not known.
    """

    facts: Mapping[str, FactValue]
    grade: Grade | None
    limit: Money | None


class Remedy(StrEnum):
    """The nearest change that would meet a condition."""

    ASK_LESS = "ask_less"
    ASK_MORE = "ask_more"
    CHANGE_TERM = "change_term"
    CHANGE_PURPOSE = "change_purpose"
    WAIT = "wait"
    REACH = "reach"
    IMPORT_INVOICES = "import_invoices"
    STATE_FIGURES = "state_figures"
    NONE = "none"
    """It lies in what the company is: its industry, its region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A condition that is not met. `fact` is one of the catalogue's, or `amount`, `term_months`,
    `purpose`, `grade`, `limit`.

    `gap` is how far `actual` is from `needed`, in the fact's unit; None for codes and where the
    actual value is not known. `target` is the value that would do, in the unit of the remedy.
    """

    fact: str
    op: str
    needed: Decimal | tuple[str, ...]
    actual: FactValue | None
    gap: Decimal | None
    remedy: Remedy
    target: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """So much, for so long, at that rate and fee."""

    amount: Money
    term_months: int
    rate: Rate
    fee_bps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What a price comes to. `monthly_cost` is the dearest regular instalment, `yearly_cost` all
    costs over the average balance: 0.06 is 6 %."""

    fee: Money
    monthly_cost: Money
    final_payment: Money
    total_cost: Money
    yearly_cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an enterprise would get. Costs are by the schedule, were it paid out today.

    `monthly_cost` is the dearest regular instalment (nothing where all falls due at the end);
    `total_cost` is interest and fee, `yearly_cost` the same over the average balance; `fit` is the
    part of the wish that is met.
    """

    product_id: ProductId
    version: int
    institution_id: OrganisationId
    grade: Grade
    amount: Money
    term_months: int
    yearly_rate: Decimal
    fee: Money
    monthly_cost: Money
    final_payment: Money
    total_cost: Money
    yearly_cost: Decimal
    days_to_money: int
    fit: Decimal
    rank: int
    sentence_code: str
    sentence_params: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    product_id: ProductId
    version: int
    institution_id: OrganisationId
    missed: tuple[Miss, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchResult:
    """Offers with the best first; refusals with the fewest misses first; and what they are of."""

    eligible: tuple[Offer, ...]
    refused: tuple[Refusal, ...]
    products: Mapping[ProductId, Product]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankWeights:
    """Shares in the order of offers; from the policy pack."""

    cost: Decimal
    speed: Decimal
    fit: Decimal

    def leaning(self, priority: Priority | None) -> RankWeights:
        """What matters most weighs three quarters; the rest keep their proportions."""
        if priority is None:
            return self
        shares = {
            Priority.COST: self.cost,
            Priority.SPEED: self.speed,
            Priority.FIT: self.fit,
        }
        others = sum(
            (share for name, share in shares.items() if name is not priority),
            Decimal(0),
        )
        leaned = {
            name: LEAD if name is priority else (1 - LEAD) * share / (others or Decimal(1))
            for name, share in shares.items()
        }
        return RankWeights(
            cost=leaned[Priority.COST],
            speed=leaned[Priority.SPEED],
            fit=leaned[Priority.FIT],
        )
