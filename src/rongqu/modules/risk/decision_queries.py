"""Strategies, and decisions with all that they rested on."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import timedelta
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from sqlalchemy import Date, Row, Select, cast, func, select, true

from rongqu.infra.keyset import read_page
from rongqu.infra.policies import EVER, read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import NOBODY
from rongqu.kernel.ids import (
    ApplicationId,
    DecisionId,
    EnterpriseId,
    ScoreId,
    StrategyId,
    UserId,
)
from rongqu.kernel.money import MINOR_DIGITS, Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.models.public import declared_outcomes
from rongqu.modules.parties.public import Enterprise, Purpose, read_enterprise_for
from rongqu.modules.risk import queries, tables
from rongqu.modules.risk.deciding import Outcome, Strategy, read_strategy
from rongqu.modules.risk.errors import DecisionNotFound, StrategyNotFound
from rongqu.modules.risk.types import (
    Case,
    Decision,
    Followed,
    KeptStrategy,
    Override,
    Score,
)

STANDARD = 0
"""The strategy that comes with the platform; wishes are numbered from 1."""
VELOCITY_DAYS = 90
WATCHED = timedelta(days=180)
"""A loan that is so old and not late counts as good."""
POLICIES = ("fast_lane_score", "manual_review_score", "grade_d_score")


@cache
def standard_strategy() -> Strategy:
    folder = resources.files("rongqu.modules.risk.deciding")
    return read_strategy(json.loads(folder.joinpath("standard.json").read_text("utf-8")))


async def get_strategy_in_force(tx: Tx) -> KeptStrategy:
    """The approved one that began last, by the business day."""
    columns = tables.strategy.c
    found = (
        select(tables.strategy)
        .where(columns.valid_from <= tx.business_date)
        .order_by(columns.valid_from.desc(), columns.number.desc())
        .limit(1)
    )
    row = (await tx.connection.execute(found)).one_or_none()
    return _standard(tx) if row is None else to_strategy(row)


async def get_strategies_numbered(tx: Tx, numbers: Collection[int]) -> dict[int, KeptStrategy]:
    """All of these, in one query."""
    found = select(tables.strategy).where(tables.strategy.c.number.in_(numbers))
    rows = await tx.connection.execute(found)
    strategies = {kept.number: kept for kept in (*map(to_strategy, rows), _standard(tx))}
    for number in numbers:
        if number not in strategies:
            raise StrategyNotFound(number=number)
    return strategies


async def list_strategies(tx: Tx) -> list[KeptStrategy]:
    """Newest first, the one that came with the platform last. There are few."""
    rows = await tx.connection.execute(
        select(tables.strategy).order_by(tables.strategy.c.number.desc())
    )
    return [*(to_strategy(row) for row in rows), _standard(tx)]


async def next_number(tx: Tx) -> int:
    highest = select(func.coalesce(func.max(tables.strategy.c.number), STANDARD))
    return (await tx.connection.execute(highest)).scalar_one() + 1


async def gather_facts(tx: Tx, case: Case, score: Score | None) -> dict[str, Decimal]:
    """Everything that a rule may ask for. What is not known is not there."""
    enterprise = await read_enterprise_for(tx, case.enterprise_id, Purpose.SCORE)
    keys = {name: f"risk.{name}" for name in POLICIES}
    policies = await read_policies_on(tx, keys.values(), tx.business_date)
    facts = {f"policy.{name}": policies[key] for name, key in keys.items()}
    facts["asked"] = _yuan(case.asked)
    facts["age_months"] = Decimal(_age_months(tx, enterprise))
    facts["applications_90d"] = Decimal(await _count_recent(tx, case))
    if enterprise.figures is not None:
        facts["net_assets"] = _yuan(enterprise.figures.net_assets)
    if score is not None:
        facts["score"] = Decimal(score.score)
        facts |= {f"feature.{name}": value for name, value in score.features.items()}
    limit = (await queries.read_limit(tx, score, enterprise)).amount
    if limit is not None:
        facts["limit"] = _yuan(limit)
        facts["limit_left"] = _yuan(limit) - _yuan(case.asked)
        if limit.minor > 0:
            facts["asked_over_limit"] = round_ratio(Decimal(case.asked.minor) / limit.minor)
        else:
            facts["asked_over_limit"] = Decimal(999)
    return facts


def round_ratio(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.000001"))


async def find_decision_of(tx: Tx, application_id: ApplicationId) -> Decision | None:
    found = _decisions().where(tables.decision.c.application_id == application_id)
    row = (await tx.connection.execute(found)).one_or_none()
    return None if row is None else to_decision(row)


async def get_decision(tx: Tx, decision_id: DecisionId) -> Decision:
    """For whoever may see the enterprise's score."""
    columns = tables.decision.c
    found = _decisions().where(
        columns.id == decision_id, queries.visible_to(tx.actor, columns.enterprise_id)
    )
    row = (await tx.connection.execute(found)).one_or_none()
    if row is None:
        raise DecisionNotFound(decision_id=decision_id)
    return to_decision(row)


async def list_decisions(
    tx: Tx, page: Page, enterprise_id: EnterpriseId | None = None, outcome: Outcome | None = None
) -> Slice[Decision]:
    columns = tables.decision.c
    wanted = _decisions().where(queries.visible_to(tx.actor, columns.enterprise_id))
    if enterprise_id is not None:
        wanted = wanted.where(columns.enterprise_id == enterprise_id)
    if outcome is not None:
        wanted = wanted.where(columns.outcome == outcome)
    return await read_page(tx, wanted, columns.id, page, to_decision)


async def list_followed(tx: Tx) -> list[Followed]:
    """What people made of decisions, and what became of the loans after them."""
    decision, over = tables.decision.c, tables.override.c
    loans = declared_outcomes()(tx.business_date - WATCHED).subquery("loans")
    seen = (
        select(func.bool_or(loans.c.is_bad).label("is_bad"))
        .where(
            loans.c.subject_id == decision.enterprise_id,
            loans.c.opened_on >= cast(decision.decided_at, Date),
        )
        .lateral("seen")
    )
    counted = (
        select(
            decision.outcome,
            over.outcome.label("changed"),
            func.count().label("decisions"),
            func.count(seen.c.is_bad).label("known"),
            func.count().filter(seen.c.is_bad).label("bad"),
        )
        .outerjoin(tables.override, over.decision_id == decision.id)
        .join(seen, true())
        .where(queries.visible_to(tx.actor, decision.enterprise_id))
        .group_by(decision.outcome, over.outcome)
        .order_by(decision.outcome, over.outcome.nulls_first())
    )
    return [
        Followed(
            outcome=Outcome(row.outcome),
            changed=None if row.changed is None else Outcome(row.changed),
            decisions=row.decisions,
            known=row.known,
            bad=row.bad,
        )
        for row in await tx.connection.execute(counted)
    ]


def to_strategy(row: Row[Any]) -> KeptStrategy:
    return KeptStrategy(
        id=StrategyId(row.id),
        number=row.number,
        strategy=read_strategy(row.document),
        valid_from=row.valid_from,
        reason=row.reason,
        asked_by=UserId(row.asked_by),
        asked_at=row.asked_at,
        decided_by=None if row.decided_by is None else UserId(row.decided_by),
        decided_at=row.decided_at,
    )


def to_decision(row: Row[Any]) -> Decision:
    return Decision(
        id=DecisionId(row.id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        application_id=None if row.application_id is None else ApplicationId(row.application_id),
        score_id=None if row.score_id is None else ScoreId(row.score_id),
        strategy_number=row.strategy_number,
        outcome=Outcome(row.outcome),
        reasons=tuple(row.reasons),
        facts={name: Decimal(value) for name, value in row.facts.items()},
        decided_at=row.decided_at,
        override=None
        if row.over_outcome is None
        else Override(
            outcome=Outcome(row.over_outcome),
            reason=row.over_reason,
            by=UserId(row.over_by),
            at=row.over_at,
        ),
    )


def _decisions() -> Select[*tuple[Any, ...]]:
    over = tables.override.c
    return select(
        tables.decision,
        over.outcome.label("over_outcome"),
        over.reason.label("over_reason"),
        over.by.label("over_by"),
        over.at.label("over_at"),
    ).outerjoin(tables.override, over.decision_id == tables.decision.c.id)


def _standard(tx: Tx) -> KeptStrategy:
    return KeptStrategy(
        id=StrategyId(NOBODY),
        number=STANDARD,
        strategy=standard_strategy(),
        valid_from=EVER,
        reason="",
        asked_by=UserId(NOBODY),
        asked_at=tx.now,
        decided_by=None,
        decided_at=None,
    )


async def _count_recent(tx: Tx, case: Case) -> int:
    """Applications decided before: multi-platform borrowing begins with many of them."""
    columns = tables.decision.c
    since = tx.now - timedelta(days=VELOCITY_DAYS)
    recent = select(func.count()).where(
        columns.enterprise_id == case.enterprise_id,
        columns.application_id.is_not(None),
        columns.decided_at >= since,
    )
    return (await tx.connection.execute(recent)).scalar_one()


def _age_months(tx: Tx, enterprise: Enterprise) -> int:
    founded, today = enterprise.founded_on, tx.business_date
    return (today.year - founded.year) * 12 + today.month - founded.month


def _yuan(amount: Money) -> Decimal:
    return Decimal(amount.minor).scaleb(-MINOR_DIGITS[amount.currency])
