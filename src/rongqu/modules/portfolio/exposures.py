"""The book as one SELECT: a row for each loan and each commitment, with PD, LGD and EAD.

PD is the chance of default that the score states; without a score it is the policy's, and of a loan
more than ninety days late it is 1. LGD goes by what the product is secured by. EAD is the principal
that is outstanding; of what is approved and not paid out yet it is the share that the policy says.
Amounts are rounded half up to the cent row by row, so that rows add up to every sum shown.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Numeric,
    Select,
    Subquery,
    case,
    cast,
    false,
    func,
    literal,
    select,
    true,
    union_all,
)

from rongqu.modules.catalog.public import collaterals
from rongqu.modules.origination.public import commitments, products_applied_for
from rongqu.modules.parties.public import industries_of_companies
from rongqu.modules.portfolio.types import UNKNOWN, Assumptions, Dimension, Filter
from rongqu.modules.related.public import groups
from rongqu.modules.risk.public import latest_scores
from rongqu.modules.servicing.public import loans_under_way

CURRENCY = "CNY"
"""Sums over the whole book are in yuan; exposures in other currencies are left out."""
CHANCE = Numeric(9, 6)
COLUMNS = {Dimension.BORROWER.value: "enterprise_id", Dimension.GROUP.value: "group_id"}
"""Of what a filter or a factor names, where it is called differently here."""


def select_exposures(given: Assumptions, wanted: Filter | None = None) -> Select[*tuple[Any, ...]]:
    """Each row with the bands it lies in; only what the filter wants."""
    book = _valued(given)
    column = book.c
    banded = select(
        *column,
        _band(column.pd, list(given.pd_edges)).label("pd_band"),
        _band(cast(column.loss_minor, Numeric), [edge.minor for edge in given.loss_edges]).label(
            "loss_band"
        ),
    ).subquery("banded")
    rows = select(banded)
    for name, value in ({} if wanted is None else asdict(wanted)).items():
        if value is not None:
            rows = rows.where(banded.c[COLUMNS.get(name, name)] == value)
    return rows


def whole_minor(amount: ColumnElement[Any]) -> ColumnElement[int]:
    """Half up to whole minor units: PostgreSQL rounds numeric away from zero."""
    return cast(func.round(amount), BigInteger)


def sum_minor(amount: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(amount), 0), BigInteger)


def _valued(given: Assumptions) -> Subquery:
    owed = _owed(given).subquery("owed")
    score = latest_scores().subquery("score")
    company = industries_of_companies().subquery("company")
    together = groups().subquery("together")
    applied = products_applied_for().subquery("applied")
    secured = collaterals().subquery("secured")
    collateral = func.coalesce(secured.c.collateral_kind, UNKNOWN)
    lgd = case(
        *((collateral == kind, literal(share, Numeric)) for kind, share in _secured(given)),
        else_=literal(given.loss_given_default[UNKNOWN], Numeric),
    )
    chance = func.coalesce(cast(score.c.chance, CHANCE), literal(given.pd_unscored, Numeric))
    pd = case((owed.c.is_bad, literal(1, Numeric)), else_=chance)
    joined = (
        owed.outerjoin(score, score.c.enterprise_id == owed.c.enterprise_id)
        .outerjoin(company, company.c.enterprise_id == owed.c.enterprise_id)
        .outerjoin(together, together.c.enterprise_id == owed.c.enterprise_id)
        .outerjoin(applied, applied.c.application_id == owed.c.application_id)
        .outerjoin(
            secured,
            (secured.c.product_id == applied.c.product_id)
            & (secured.c.version == applied.c.product_version),
        )
    )
    return (
        select(
            owed.c.id,
            owed.c.enterprise_id,
            func.coalesce(together.c.group_id, owed.c.enterprise_id).label("group_id"),
            owed.c.borrower_name,
            owed.c.institution_id,
            owed.c.product_kind,
            owed.c.bucket,
            owed.c.is_drawn,
            func.left(owed.c.region_code, 2).label("region"),
            func.coalesce(func.left(company.c.industry_code, 1), UNKNOWN).label("industry"),
            func.coalesce(score.c.grade, UNKNOWN).label("grade"),
            collateral.label("collateral"),
            owed.c.exposure_minor,
            pd.label("pd"),
            lgd.label("lgd"),
            whole_minor(owed.c.exposure_minor * lgd).label("loss_minor"),
            whole_minor(owed.c.exposure_minor * lgd * pd).label("expected_minor"),
        )
        .select_from(joined)
        .subquery("book")
    )


def _owed(given: Assumptions) -> Any:
    loan = loans_under_way().subquery("loan").c
    promised = commitments().subquery("promised").c
    drawn = select(
        loan.loan_id.label("id"),
        loan.application_id,
        loan.enterprise_id,
        loan.borrower_name,
        loan.institution_id,
        loan.product_kind,
        loan.region_code,
        loan.bucket,
        loan.is_bad,
        true().label("is_drawn"),
        loan.outstanding_minor.label("exposure_minor"),
    ).where(loan.currency == CURRENCY)
    share = literal(given.credit_conversion, Numeric)
    undrawn = select(
        promised.contract_id,
        promised.application_id,
        promised.enterprise_id,
        promised.enterprise_name,
        promised.institution_id,
        promised.product_kind,
        promised.region_code,
        literal("current"),
        false(),
        false(),
        whole_minor(promised.amount_minor * share),
    ).where(promised.currency == CURRENCY)
    return union_all(drawn, undrawn)


def _secured(given: Assumptions) -> list[tuple[str, Any]]:
    return [pair for pair in given.loss_given_default.items() if pair[0] != UNKNOWN]


def _band(value: ColumnElement[Any], edges: list[Any]) -> ColumnElement[int]:
    """0 below the first edge, 1 from the first edge on, and so forth."""
    return func.width_bucket(value, cast(literal(edges, ARRAY(Numeric)), ARRAY(Numeric)))
