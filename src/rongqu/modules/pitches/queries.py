"""Every SELECT of pitches: one's own plans, and those that companies show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, text, true

from rongqu.infra.keyset import read_page
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.ids import EnterpriseId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.parties.public import (
    Purpose,
    list_figures,
    read_enterprise_for,
)
from rongqu.modules.pitches import permissions, tables
from rongqu.modules.pitches.errors import PlanNotFound
from rongqu.modules.pitches.rules import Declared
from rongqu.modules.pitches.storing import digest_from_json, flags_from_json
from rongqu.modules.pitches.types import (
    Plan,
    PlanId,
    PlanStatus,
    PlanType,
    Term,
)

PLAN = tables.plan.c
MOST_ALIKE = 6
FINANCING = frozenset({Portal.INSTITUTION, Portal.INVESTOR})

_PER_COMPANY = """
    WITH asked AS (
        SELECT * FROM unnest(CAST(:words AS text[]), CAST(:weights AS real[])) AS q(word, weight)
    ), rare AS (
        SELECT term.word, ln(1.0 + (SELECT count(*) FROM pitches.plan WHERE shown_at IS NOT NULL)
                                 / count(*)::float8) AS idf
        FROM pitches.plan p, unnest(p.terms) AS term(word)
        WHERE p.shown_at IS NOT NULL AND p.terms && CAST(:words AS text[])
        GROUP BY term.word
    ), length AS (
        SELECT sqrt(sum((a.weight * coalesce(r.idf, 1)) ^ 2)) AS of_asked
        FROM asked a LEFT JOIN rare r USING (word)
    )
    SELECT p.id, p.enterprise_id,
           sum(t.weight * a.weight * r.idf ^ 2)
               / (length.of_asked * sqrt((
                   SELECT sum((own.weight * coalesce(rr.idf, 1)) ^ 2)
                   FROM unnest(p.terms, p.weights) AS own(word, weight)
                   LEFT JOIN rare rr USING (word)
               ))) AS likeness
    FROM pitches.plan p
    CROSS JOIN length
    CROSS JOIN LATERAL unnest(p.terms, p.weights) AS t(word, weight)
    JOIN asked a ON a.word = t.word
    JOIN rare r ON r.word = t.word
    WHERE p.shown_at IS NOT NULL AND p.terms && CAST(:words AS text[])
    GROUP BY p.id, length.of_asked
    ORDER BY likeness DESC, p.id
"""
"""Cosine of weighed words; how rare a word is among the plans that are shown counts twice, as it
does in tf-idf. The index on `terms` finds the plans that share a word at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFilter:
    enterprise_id: EnterpriseId | None = None
    industry: str | None = None
    need: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    plan_id: PlanId
    enterprise_id: EnterpriseId
    likeness: float


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """What is shown is shown to those who may finance it, and to no competitor."""
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    own = PLAN.enterprise_id == actor.organisation
    return or_(own, PLAN.shown_at.is_not(None)) if _finances(actor) else own


def _finances(actor: Actor) -> bool:
    return actor.portal in FINANCING or actor.may(permissions.VIEW_EVERYWHERE)


async def get_plan(tx: Tx, plan_id: PlanId) -> Plan:
    return await _one(tx, plan_id, select(tables.plan).where(visible_to(tx.actor)))


async def find_own_plan(tx: Tx, plan_id: PlanId) -> Plan | None:
    wanted = select(tables.plan).where(
        PLAN.id == plan_id, PLAN.enterprise_id == tx.actor.organisation
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else to_plan(row)


async def lock_own_plan(tx: Tx, plan_id: PlanId) -> Plan:
    own = select(tables.plan).where(PLAN.enterprise_id == tx.actor.organisation)
    return await _one(tx, plan_id, own.with_for_update())


async def lock_plan(tx: Tx, plan_id: PlanId) -> Plan:
    """For the platform's own work."""
    return await _one(tx, plan_id, select(tables.plan).with_for_update())


async def lock_plans_of(tx: Tx, enterprise_id: EnterpriseId) -> tuple[Plan, ...]:
    """In the order of their ids, so that two who lock them wait for each other in one order."""
    wanted = (
        select(tables.plan)
        .where(PLAN.enterprise_id == enterprise_id)
        .order_by(PLAN.id)
        .with_for_update()
    )
    return tuple(to_plan(row) for row in await tx.connection.execute(wanted))


async def count_plans_of(tx: Tx, enterprise_id: EnterpriseId) -> int:
    wanted = select(func.count()).where(PLAN.enterprise_id == enterprise_id)
    return (await tx.connection.execute(wanted)).scalar_one()


async def list_plans(tx: Tx, page: Page, wanted: PlanFilter) -> Slice[Plan]:
    found = select(tables.plan).where(visible_to(tx.actor))
    if wanted.enterprise_id is not None:
        found = found.where(PLAN.enterprise_id == wanted.enterprise_id)
    for field, value in (("industry", wanted.industry), ("need", wanted.need)):
        if value is not None:
            found = found.where(PLAN.digest[(field, "code")].as_string() == value)
    return await read_page(tx, found, PLAN.id, page, to_plan)


async def list_alike(tx: Tx, plan: Plan) -> tuple[Alike, ...]:
    """Plans of other companies that are shown and speak of the same things, the nearest first. A
    company is not led to its competitors'."""
    if not _finances(tx.actor):
        return ()
    found = await _alike(tx, await _terms_of(tx, plan.id))
    others = [each for each in found if each.enterprise_id != plan.enterprise_id]
    return tuple(others[:MOST_ALIKE])


async def likeness_of(
    tx: Tx, known: Collection[UUID], others: Collection[UUID]
) -> Mapping[UUID, float]:
    """How like what the known companies show is what each of the others shows, from 0 to 1. One
    that shows nothing is not among them."""
    wanted = select(PLAN.terms, PLAN.weights).where(
        PLAN.enterprise_id.in_(known), PLAN.shown_at.is_not(None)
    )
    best = dict[UUID, float]()
    for row in (await tx.connection.execute(wanted)).all():
        terms = [Term(word=w, weight=x) for w, x in zip(row.terms, row.weights, strict=True)]
        for each in await _alike(tx, terms):
            if each.enterprise_id in others:
                likeness = min(1.0, each.likeness)
                best[each.enterprise_id] = max(best.get(each.enterprise_id, 0.0), likeness)
    return best


async def read_declared(tx: Tx, plan: Plan) -> Declared:
    """What the company has declared of itself, and what it asked for with this plan."""
    company = await read_enterprise_for(tx, plan.enterprise_id, Purpose.MATCHING)
    figures = await list_figures(tx, plan.enterprise_id)
    return Declared(
        revenue={each.year: Decimal(each.revenue.amount) for each in figures},
        net_profit={each.year: Decimal(each.net_profit.amount) for each in figures},
        employees=Decimal(company.employees),
        asked=None if plan.asked is None else Decimal(plan.asked.amount),
    )


async def read_tolerance(tx: Tx) -> Decimal:
    return await read_policy(tx, "pitches.figure_tolerance")


async def _terms_of(tx: Tx, plan_id: PlanId) -> list[Term]:
    wanted = select(PLAN.terms, PLAN.weights).where(PLAN.id == plan_id)
    row = (await tx.connection.execute(wanted)).one()
    return [Term(word=w, weight=x) for w, x in zip(row.terms, row.weights, strict=True)]


async def _alike(tx: Tx, terms: Collection[Term]) -> list[Alike]:
    asked = {"words": [it.word for it in terms], "weights": [it.weight for it in terms]}
    rows = await tx.connection.execute(text(_PER_COMPANY), asked)
    return [
        Alike(
            plan_id=PlanId(row.id),
            enterprise_id=EnterpriseId(row.enterprise_id),
            likeness=row.likeness,
        )
        for row in rows
    ]


async def _one(tx: Tx, plan_id: PlanId, statement: Select[Any]) -> Plan:
    row = (await tx.connection.execute(statement.where(PLAN.id == plan_id))).one_or_none()
    if row is None:
        raise PlanNotFound(plan_id=plan_id)
    return to_plan(row)


def to_plan(row: Row[*tuple[Any, ...]]) -> Plan:
    asked = None if row.asked_minor is None else Money(row.asked_minor, row.currency)
    return Plan(
        id=PlanId(row.id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        name=row.name,
        file_type=PlanType(row.file_type),
        size=row.size,
        sha256=row.sha256,
        storage_key=row.storage_key,
        asked=asked,
        status=PlanStatus(row.status),
        digest=None if row.digest is None else digest_from_json(row.digest),
        flags=flags_from_json(row.flags),
        uploaded_by=UserId(row.uploaded_by),
        uploaded_at=row.uploaded_at,
        read_at=row.read_at,
        shown_at=row.shown_at,
    )
