"""Every refusal of catalog. Those about terms carry the `field` they point at."""

from rongqu.kernel.errors import DomainError, NotFound


class ProductNotFound(NotFound):
    code = "catalog.product_not_found"


class VersionNotFound(NotFound):
    code = "catalog.version_not_found"


class VersionOutdated(DomainError):
    """Somebody else has published since the editor was opened."""

    code = "catalog.version_outdated"


class TermsUnchanged(DomainError):
    code = "catalog.terms_unchanged"


class KindIsFixed(DomainError):
    code = "catalog.kind_is_fixed"


class ProductIsWithdrawn(DomainError):
    code = "catalog.product_is_withdrawn"


class TermsFault(DomainError):
    """A reason why terms cannot be published."""

    status = 422


class CollateralTwice(TermsFault):
    code = "catalog.collateral_twice"


class LendingShareOutsidePolicy(TermsFault):
    """More is lent on a thing than its kind allows, or nothing at all."""

    code = "catalog.lending_share_outside_policy"


class TenorStepsDisordered(TermsFault):
    """They rise in months, within the product's terms, and each makes it dearer."""

    code = "catalog.tenor_steps_disordered"


class GreenStepsDisordered(TermsFault):
    """More saving earns more discount, and there is carbon data to earn it by."""

    code = "catalog.green_steps_disordered"


class DiscountTooLarge(TermsFault):
    """The best price less the largest discount would be nothing."""

    code = "catalog.discount_too_large"


class LeaseTermsMissing(TermsFault):
    """A lease says how its rentals are paid, and nothing else does."""

    code = "catalog.lease_terms_missing"


class LeaseNotMonthly(TermsFault):
    """Rentals are equal, each at a twelfth of the yearly rate."""

    code = "catalog.lease_not_monthly"


class LeaseShareOutsidePolicy(TermsFault):
    """A deposit or a price to keep that is larger than policy allows."""

    code = "catalog.lease_share_outside_policy"


class UnknownFact(TermsFault):
    code = "catalog.unknown_fact"


class OperatorNotForFact(TermsFault):
    code = "catalog.operator_not_for_fact"


class UnknownCode(TermsFault):
    code = "catalog.unknown_code"


class ConditionImpossible(TermsFault):
    """No enterprise whatever can meet it: a score of at least 900, an empty list of regions."""

    code = "catalog.condition_impossible"


class ConditionsContradict(TermsFault):
    """Each may be met, but not both."""

    code = "catalog.conditions_contradict"


class AmountRangeReversed(TermsFault):
    code = "catalog.amount_range_reversed"


class TermRangeReversed(TermsFault):
    code = "catalog.term_range_reversed"


class ValidityReversed(TermsFault):
    code = "catalog.validity_reversed"


class NoGradePriced(TermsFault):
    code = "catalog.no_grade_priced"


class GradePricedTwice(TermsFault):
    code = "catalog.grade_priced_twice"


class BetterGradePaysMore(TermsFault):
    code = "catalog.better_grade_pays_more"


class RateOutsidePolicy(TermsFault):
    code = "catalog.rate_outside_policy"


class RepricingImpossible(TermsFault):
    """A rate floats only as a margin over the LPR, and not with rentals or flat interest."""

    code = "catalog.repricing_impossible"


class GreenLoanTooDear(TermsFault):
    """FIN-5: a green loan keeps near the base rate, whatever the grade."""

    code = "catalog.green_loan_too_dear"


class FeeOutsidePolicy(TermsFault):
    code = "catalog.fee_outside_policy"


class NoPurpose(TermsFault):
    code = "catalog.no_purpose"
