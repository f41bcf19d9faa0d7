"""Every SELECT of risk, and what it reads from parties and policies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Select, literal, or_, select, true

from rongqu.infra.keyset import read_page
from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import EnterpriseId, ScoreId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.parties.public import (
    Concentration,
    Enterprise,
    InvoiceMonth,
    InvoiceProfile,
    Purpose,
    read_enterprise_for,
    read_invoice_profile,
)
from rongqu.modules.parties.public import Direction as InvoiceDirection
from rongqu.modules.risk import permissions, rules, tables
from rongqu.modules.risk.errors import ScoreNotFound
from rongqu.modules.risk.features import (
    InvoiceHistory,
    MonthFigures,
    PartnerSpread,
    Side,
)
from rongqu.modules.risk.types import (
    CreditLimit,
    Lane,
    Reason,
    Score,
    ScorePolicy,
    Standing,
)

YUAN = "CNY"
_REASONS = TypeAdapter(tuple[Reason, ...])
_GRADES = (Grade.A, Grade.B, Grade.C, Grade.D)
_SIDES = {InvoiceDirection.INPUT: Side.PURCHASES, InvoiceDirection.OUTPUT: Side.SALES}


async def find_score(tx: Tx, enterprise_id: EnterpriseId) -> Score | None:
    """The latest. For rooms above that have checked their own case, and for no endpoint."""
    found = _scores().where(tables.standing.c.enterprise_id == enterprise_id)
    row = (await tx.connection.execute(found)).one_or_none()
    return None if row is None else to_score(row)


async def get_score(tx: Tx, enterprise_id: EnterpriseId) -> Score:
    found = await find_score(tx, enterprise_id)
    if found is None:
        raise ScoreNotFound(enterprise_id=enterprise_id)
    return found


async def get_standing(tx: Tx, enterprise_id: EnterpriseId) -> Standing:
    """For the enterprise itself, institutions it has applied to, and staff. Nothing known yet and
    not for this actor look the same: a standing without a score."""
    columns = tables.standing.c
    seen = select(columns.months_seen).where(
        columns.enterprise_id == enterprise_id, visible_to(tx.actor, columns.enterprise_id)
    )
    row = (await tx.connection.execute(seen)).one_or_none()
    if row is None:
        return Standing(enterprise_id=enterprise_id, score=None, months_seen=0)
    return Standing(
        enterprise_id=enterprise_id,
        score=await find_score(tx, enterprise_id),
        months_seen=row.months_seen,
    )


async def check_sight(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Raises ScoreNotFound when the actor has no business with the enterprise's score."""
    subject = select(true()).where(visible_to(tx.actor, literal(enterprise_id)))
    if (await tx.connection.execute(subject)).one_or_none() is None:
        raise ScoreNotFound(enterprise_id=enterprise_id)


async def list_scores(tx: Tx, enterprise_id: EnterpriseId, page: Page) -> Slice[Score]:
    """The history, newest first."""
    columns = tables.score.c
    history = select(tables.score).where(
        columns.enterprise_id == enterprise_id, visible_to(tx.actor, columns.enterprise_id)
    )
    return await read_page(tx, history, columns.id, page, to_score)


async def read_history(tx: Tx, enterprise_id: EnterpriseId) -> InvoiceHistory | None:
    """All invoices known now; an import refuses those that carry a later day."""
    profile = await read_invoice_profile(tx, enterprise_id, purpose=Purpose.SCORE)
    if profile.last_on is None:
        return None
    return _to_history(profile)


async def read_score_policy(tx: Tx) -> ScorePolicy:
    """In one question: a decision asks for it each time."""
    grades = {grade: f"risk.grade_{grade.lower()}_score" for grade in _GRADES}
    lines = ("risk.fast_lane_score", "risk.manual_review_score", "risk.months_needed")
    values = await read_policies_on(tx, [*lines, *grades.values()], tx.business_date)
    fast_from, manual_below, months_needed = (values[line] for line in lines)
    return ScorePolicy(
        fast_from=fast_from,
        manual_below=manual_below,
        grade_from=tuple((grade, values[key]) for grade, key in grades.items()),
        months_needed=int(months_needed),
    )


async def get_limit(tx: Tx, enterprise_id: EnterpriseId) -> CreditLimit:
    """What the enterprise may owe at most, by its grade and its stated net assets. For rooms above
    that have checked their own case."""
    enterprise = await read_enterprise_for(tx, enterprise_id, Purpose.SCORE)
    return await read_limit(tx, await find_score(tx, enterprise_id), enterprise)


async def read_limit(tx: Tx, score: Score | None, enterprise: Enterprise) -> CreditLimit:
    share = "risk.limit_share_of_net_assets"
    grade = None if score is None else score.grade
    ceiling = None if grade is None else f"risk.limit_grade_{grade.lower()}"
    keys = [share] if ceiling is None else [share, ceiling]
    values = await read_policies_on(tx, keys, tx.business_date)
    figures = enterprise.figures
    return rules.compute_limit(
        grade,
        None if ceiling is None else Money.parse(f"{values[ceiling]:f}", YUAN),
        None if figures is None else figures.net_assets,
        values[share],
    )


def visible_to(actor: Actor, enterprise: ColumnElement[Any]) -> ColumnElement[bool]:
    """The one place that says whose scores an actor sees."""
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    columns = tables.sight.c
    applied_here = select(columns.enterprise_id).where(columns.institution_id == actor.organisation)
    return or_(enterprise == actor.organisation, enterprise.in_(applied_here))


def to_score(row: Row[Any]) -> Score:
    return Score(
        id=ScoreId(row.id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        score=row.score,
        grade=Grade(row.grade),
        lane=Lane(row.lane),
        reasons=_REASONS.validate_python(row.reasons),
        features={name: Decimal(value) for name, value in row.features.items()},
        model_number=row.model_number,
        model_version=row.model_version,
        chance=row.chance,
        computed_at=row.computed_at,
        data_through=row.data_through,
    )


def reasons_to_json(reasons: tuple[Reason, ...]) -> list[Any]:
    return _REASONS.dump_python(reasons, mode="json")


def _scores() -> Select[*tuple[Any, ...]]:
    return select(tables.score).join(
        tables.standing, tables.standing.c.score_id == tables.score.c.id
    )


def _to_history(profile: InvoiceProfile) -> InvoiceHistory:
    assert profile.last_on is not None
    return InvoiceHistory(
        as_of=profile.last_on,
        months=tuple(_to_figures(month) for month in profile.months),
        customers=_to_spread(profile.output),
        suppliers=_to_spread(profile.input),
    )


def _to_figures(month: InvoiceMonth) -> MonthFigures:
    return MonthFigures(
        month=month.month,
        side=_SIDES[month.direction],
        net=month.net,
        count=month.count,
        void_count=month.void_count,
        red_count=month.red_count,
    )


def _to_spread(found: Concentration) -> PartnerSpread:
    return PartnerSpread(
        partner_count=found.partner_count,
        total=found.total,
        largest=found.largest,
        herfindahl=found.herfindahl,
    )
