"""Every SELECT of ranking."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, Select, func, literal_column, select, text

from rongqu.infra.policies import read_policy
from rongqu.infra.recent import Recent
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, ProductId
from rongqu.modules.models.public import Forest
from rongqu.modules.ranking import rules
from rongqu.modules.ranking import tables as t
from rongqu.modules.ranking.errors import RankingNotFound
from rongqu.modules.ranking.storing import (
    candidate_from_json,
    figures_from_json,
    trees_from_json,
)
from rongqu.modules.ranking.types import (
    Arm,
    ArmFigures,
    Experiment,
    ExperimentId,
    Guards,
    Ranking,
    RankingId,
    ShownList,
    StopCode,
)

MOST_LISTS, MOST_LISTED = 50_000, 20

_forests: Recent[int, Forest] = Recent(2)


async def find_running(tx: Tx, *, for_update: bool = False) -> Experiment | None:
    wanted = select(t.experiment).where(t.experiment.c.stopped_at.is_(None))
    if for_update:
        wanted = wanted.with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else to_experiment(row)


async def list_experiments(tx: Tx) -> tuple[Experiment, ...]:
    """Newest first."""
    wanted = select(t.experiment).order_by(t.experiment.c.id.desc()).limit(MOST_LISTED)
    return tuple(to_experiment(row) for row in await tx.connection.execute(wanted))


async def list_rankings(tx: Tx) -> tuple[Ranking, ...]:
    """Newest first."""
    columns = t.ranking.c
    wanted = _rankings().order_by(columns.number.desc()).limit(MOST_LISTED)
    rows = await tx.connection.execute(wanted)
    return tuple(to_ranking(row) for row in rows)


async def get_ranking(tx: Tx, number: int) -> Ranking:
    wanted = _rankings().where(t.ranking.c.number == number)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise RankingNotFound(number=number)
    return to_ranking(row)


def _rankings() -> Select[*tuple[Any, ...]]:
    """Without their trees, which are large."""
    columns = t.ranking.c
    return select(columns.id, columns.number, columns.made_at, columns.figures)


async def read_forest(tx: Tx, number: int) -> Forest:
    """Never changed once it is there: each process reads it once."""
    known = _forests.recall(number)
    if known is not None:
        return known
    wanted = select(t.ranking.c.trees).where(t.ranking.c.number == number)
    trees = (await tx.connection.execute(wanted)).scalar_one()
    return _forests.see(number, Forest(trees_from_json(trees)))


async def find_showing(tx: Tx, enterprise_id: EnterpriseId, product_id: ProductId) -> UUID | None:
    """The latest list in which the company saw the product, lately enough."""
    days = int(await read_policy(tx, "ranking.attribution_days"))
    wanted = text("""
        SELECT id FROM ranking.showing
        WHERE enterprise_id = :enterprise AND shown_on > CAST(:today AS date) - CAST(:days AS int)
            AND offers @> CAST(:seen AS jsonb)
        ORDER BY id DESC LIMIT 1
    """)
    asked = {
        "enterprise": enterprise_id,
        "today": tx.business_date,
        "days": days,
        "seen": json.dumps([{"product_id": str(product_id)}]),
    }
    return (await tx.connection.execute(wanted, asked)).scalar_one_or_none()


async def list_shown(tx: Tx) -> tuple[ShownList, ...]:
    """Every list with what became of its offers, the earliest first; of very many the latest."""
    columns = t.showing.c
    latest = select(t.showing).order_by(columns.id.desc()).limit(MOST_LISTS).subquery()
    rows = (await tx.connection.execute(select(latest).order_by(latest.c.id))).all()
    worth = await _worth_by_showing(tx)
    return tuple(_to_list(row, worth.get(row.id, {})) for row in rows)


async def _worth_by_showing(tx: Tx) -> dict[UUID, dict[str, int]]:
    columns = t.outcome.c
    wanted = select(t.outcome).where(columns.showing_id.is_not(None))
    found: dict[UUID, dict[str, int]] = {}
    for row in await tx.connection.execute(wanted):
        of_list = found.setdefault(row.showing_id, {})
        product = str(row.product_id)
        of_list[product] = max(of_list.get(product, 0), _worth(row))
    return found


def _worth(row: Row[Any]) -> int:
    if row.funded_at is not None:
        return rules.FUNDED
    if row.refused_at is not None:
        return rules.REFUSED
    if row.approved_at is not None:
        return rules.APPROVED
    return rules.APPLIED if row.applied_at is not None else rules.OPENED


def _to_list(row: Row[Any], worth: dict[str, int]) -> ShownList:
    kept = [candidate_from_json(each) for each in row.offers]
    return ShownList(
        priority=row.priority,
        candidates=tuple(candidate for candidate, _ in kept),
        places=tuple(place for _, place in kept),
        worth=tuple(worth.get(str(candidate.product_id), 0) for candidate, _ in kept),
    )


async def read_arms(tx: Tx, experiment_id: ExperimentId | None) -> tuple[ArmFigures, ...]:
    """Of an experiment; without one, of everything that was shown outside of any."""
    columns, became = t.showing.c, t.outcome.c
    of_experiment = columns.experiment_id.is_not_distinct_from(experiment_id)
    counted = (
        select(
            columns.arm,
            func.count(columns.enterprise_id.distinct()).label("companies"),
            func.count(columns.id.distinct()).label("lists"),
            func.count(became.opened_at).label("opened"),
            func.count(became.applied_at).label("applied"),
            func.count(became.approved_at).label("approved"),
            func.count(became.refused_at).label("refused"),
            func.count(became.funded_at).label("funded"),
        )
        .outerjoin(t.outcome, became.showing_id == columns.id)
        .where(of_experiment)
        .group_by(columns.arm)
    )
    rows = {Arm(row.arm): row for row in await tx.connection.execute(counted)}
    exposure = await _exposure(tx, experiment_id)
    arms = (Arm.RULES,) if experiment_id is None else tuple(Arm)
    return tuple(_to_arm(arm, rows.get(arm), exposure.get(arm, [])) for arm in arms)


async def _exposure(tx: Tx, experiment_id: ExperimentId | None) -> dict[Arm, list[int]]:
    """How often each product stood among the first, and those that were in no list's first."""
    offers = func.jsonb_array_elements(t.showing.c.offers).table_valued("value", name="offer")
    product = func.jsonb_extract_path_text(offers.c.value, "product_id")
    place = func.jsonb_extract_path_text(offers.c.value, "place").cast(Integer)
    wanted = (
        select(t.showing.c.arm, func.count().filter(place < rules.TOP).label("times"))
        .select_from(t.showing.join(offers, literal_column("true")))
        .where(t.showing.c.experiment_id.is_not_distinct_from(experiment_id))
        .group_by(t.showing.c.arm, product)
    )
    found: dict[Arm, list[int]] = {}
    for row in await tx.connection.execute(wanted):
        found.setdefault(Arm(row.arm), []).append(row.times)
    return found


def _to_arm(arm: Arm, row: Row[*tuple[Any, ...]] | None, exposure: list[int]) -> ArmFigures:
    return ArmFigures(
        arm=arm,
        companies=0 if row is None else row.companies,
        lists=0 if row is None else row.lists,
        opened=0 if row is None else row.opened,
        applied=0 if row is None else row.applied,
        approved=0 if row is None else row.approved,
        refused=0 if row is None else row.refused,
        funded=0 if row is None else row.funded,
        gini=rules.gini(exposure),
    )


async def read_guards(tx: Tx) -> Guards:
    return Guards(
        least_decided=int(await read_policy(tx, "ranking.least_decided")),
        least_lists=int(await read_policy(tx, "ranking.least_compared")),
        refusal_margin=float(await read_policy(tx, "ranking.refusal_margin")),
        application_margin=float(await read_policy(tx, "ranking.application_margin")),
        exposure_margin=float(await read_policy(tx, "ranking.exposure_margin")),
    )


def to_ranking(row: Row[*tuple[Any, ...]]) -> Ranking:
    return Ranking(
        id=RankingId(row.id),
        number=row.number,
        made_at=row.made_at,
        figures=figures_from_json(row.figures),
    )


def to_experiment(row: Row[Any]) -> Experiment:
    return Experiment(
        id=ExperimentId(row.id),
        number=row.number,
        share=row.share,
        started_at=row.started_at,
        stopped_at=row.stopped_at,
        stop_code=None if row.stop_code is None else StopCode(row.stop_code),
        stop_reason=row.stop_reason,
    )
