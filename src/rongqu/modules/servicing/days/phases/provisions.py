"""Where each loan stands at the day's end, and what is set aside for its loss.

Set aside is the larger of two: the expected loss (probability of default × loss given default),
and the least share that the regulator asks for the loan's category; both times the exposure, which
is the principal and the interest and penalty that are receivable. All three are policies.
"""

from __future__ import annotations

from decimal import Decimal

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.days.partitions import SCHEMA, build_partition
from rongqu.modules.servicing.days.statements import days_of
from rongqu.modules.servicing.days.types import Category, Closing, Outcome, Stock
from rongqu.modules.servicing.days.valuations import value

LOSS_GIVEN_DEFAULT = "servicing.loss_given_default"
POLICIES = [
    LOSS_GIVEN_DEFAULT,
    *(f"servicing.default_probability_{category}" for category in Category),
    *(f"servicing.provision_rate_{category}" for category in Category),
]

STANDINGS = """
    SELECT :day AS business_date, loan.id AS loan_id, loan.institution_id, loan.currency,
           loan.outstanding_minor, exposed.minor AS exposure_minor,
           coalesce(:as_of - loan.late_since, 0) AS days_past_due, loan.bucket,
           coalesce(known.category, 'normal') AS category,
           round(exposed.minor * CASE coalesce(known.category, 'normal')
               WHEN 'normal' THEN CAST(:normal AS numeric)
               WHEN 'special_mention' THEN CAST(:special_mention AS numeric)
               WHEN 'substandard' THEN CAST(:substandard AS numeric)
               WHEN 'doubtful' THEN CAST(:doubtful AS numeric)
               ELSE CAST(:loss AS numeric) END)::bigint AS allowance_minor
    FROM servicing.loan
    JOIN servicing.accrual AS interest
        ON interest.loan_id = loan.id AND interest.business_date = :day
    LEFT JOIN servicing.classification AS known ON known.loan_id = loan.id
    LEFT JOIN (
        SELECT loan_id, sum(accrued_minor - paid_minor)::bigint AS minor
        FROM servicing.penalty WHERE business_date = :day GROUP BY loan_id
    ) AS fine ON fine.loan_id = loan.id
    CROSS JOIN LATERAL (
        SELECT loan.outstanding_minor + interest.earned_minor - interest.paid_minor
               + coalesce(fine.minor, 0) AS minor
    ) AS exposed
    WHERE loan.status = 'active'
"""

STOCKS = """
    SELECT institution_id, currency, allowance_minor AS stock FROM {partition}
"""


async def provide(tx: Tx, closing: Closing) -> Outcome:
    policies = await read_policies_on(tx, POLICIES, closing.as_of)
    rates = {category.value: _rate(policies, category) for category in Category}
    given = days_of(closing) | rates
    partition = f"{SCHEMA}.standing_{closing.day:%Y%m%d}"
    rows = await build_partition(tx, tables.standing, STANDINGS, given)
    grown = await value(tx, closing, Stock.ALLOWANCE, STOCKS.format(partition=partition))
    return Outcome(rows=rows, amount=grown)


def _rate(policies: dict[str, Decimal], category: Category) -> Decimal:
    expected = policies[f"servicing.default_probability_{category}"] * policies[LOSS_GIVEN_DEFAULT]
    return max(expected, policies[f"servicing.provision_rate_{category}"])
