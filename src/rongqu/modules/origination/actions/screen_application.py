"""Screen a submitted application: the machine refuses by hard rules or chooses the way."""

from __future__ import annotations

from dataclasses import replace

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.matching.public import Miss, check_eligible
from rongqu.modules.matching.public import Wish as MatchingWish
from rongqu.modules.origination import queries, rows, rules
from rongqu.modules.origination.actions._product import get_pinned
from rongqu.modules.origination.actions._steps import MANUAL, NO_REASON, Why, move, moved
from rongqu.modules.origination.put_forward import is_put_forward
from rongqu.modules.origination.suspicious import is_suspicious
from rongqu.modules.origination.types import (
    Application,
    Lane,
    MissedCondition,
    Move,
    RejectReason,
    Screening,
    Stage,
)
from rongqu.modules.risk.public import Case, Outcome, decide_case, find_score

LANE_OF = {
    Outcome.FAST: Lane.FAST,
    Outcome.NORMAL: Lane.NORMAL,
    Outcome.REFER: Lane.MANUAL,
    Outcome.REFUSE: Lane.MANUAL,
}
"""A refusal that a strategy proposes is a person's to make, who can explain it."""
STRICTER = (Lane.FAST, Lane.NORMAL, Lane.MANUAL)
REFUSED = Why(code=RejectReason.CONDITIONS)


async def screen_application(tx: Tx, application_id: ApplicationId) -> None:
    """Internal: only the handler calls it. What is not waiting for it is left alone."""
    submitted = await queries.lock_application(tx, application_id)
    if submitted.stage is not Stage.SUBMITTED:
        return
    screening = await _screen(tx, submitted)

    way = rules.move_after_screening(screening)
    why = _why(way, screening)
    screened = await move(tx, submitted, Move.SCREEN)
    sent = await move(tx, screened, way, why, screening=rows.screening_to_json(screening))

    await tx.publish(await moved(tx, submitted, screened))
    await tx.publish(await moved(tx, screened, sent, why))


async def _screen(tx: Tx, application: Application) -> Screening:
    score = await find_score(tx, application.applicant.id)
    points = None if score is None else score.score
    thresholds = rules.Thresholds(
        fast_lane=await read_policy(tx, "risk.fast_lane_score"),
        manual=await read_policy(tx, "risk.manual_review_score"),
    )
    misses = await check_eligible(
        tx,
        application.applicant.id,
        application.product.id,
        MatchingWish(
            amount=application.asked,
            term_months=application.asked_months,
            purpose=application.wish.purpose,
        ),
    )
    missed = tuple(_to_missed(miss) for miss in misses)
    decision = await decide_case(
        tx,
        Case(
            enterprise_id=application.applicant.id,
            application_id=application.id,
            asked=application.asked,
        ),
    )
    product = await get_pinned(tx, application)
    if await is_put_forward(tx, application):
        thresholds = replace(thresholds, fast_lane=thresholds.manual)
    lane = rules.choose_lane(points, missed, thresholds, is_secured=bool(product.collateral))
    lanes = [lane, LANE_OF[decision.outcome]]
    if await is_suspicious(tx, application):
        lanes.append(Lane.MANUAL)
    return Screening(
        lane=max(lanes, key=STRICTER.index),
        score=points,
        grade=None if score is None else score.grade,
        missed=missed,
    )


def _why(way: Move, screening: Screening) -> Why:
    if way is Move.REJECT:
        return REFUSED
    return MANUAL if screening.lane is Lane.MANUAL else NO_REASON


def _to_missed(miss: Miss) -> MissedCondition:
    return MissedCondition(
        fact=miss.fact,
        op=miss.op,
        needed=", ".join(miss.needed) if isinstance(miss.needed, tuple) else f"{miss.needed:f}",
        actual=None if miss.actual is None else str(miss.actual),
        gap=None if miss.gap is None else f"{miss.gap:f}",
    )
