"""The API of what a company is told about itself, and of its right to a person's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Query

from rongqu.infra.policies import read_policy
from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.modules.parties.public import list_party_names
from rongqu.modules.risk import (
    decision_queries,
    peer_queries,
    permissions,
    queries,
    review_queries,
)
from rongqu.modules.risk.actions.answer_human_review import answer_human_review
from rongqu.modules.risk.actions.ask_human_review import HOURS, ask_human_review
from rongqu.modules.risk.decision_schemas import CaseDecisionBody
from rongqu.modules.risk.errors import (
    HumanReviewEnded,
    HumanReviewNotFound,
    HumanReviewOpen,
    NothingToReview,
    ScoreNotFound,
)
from rongqu.modules.risk.review_schemas import (
    ExplanationBody,
    HumanReviewAnswerBody,
    HumanReviewBody,
    HumanReviewWishBody,
    PeersBody,
    ToldDecisionBody,
)
from rongqu.modules.risk.types import HumanReview, HumanReviewId

router = module_router("risk", prefix="/risk")


@router.get("/enterprises/{enterprise_id}/explanation", responses=problems(ScoreNotFound))
async def get_explanation_endpoint(tx: TxDep, enterprise_id: UUID) -> ExplanationBody:
    """For the company itself and whoever may see its score: peers, the latest decision, its
    request for a person."""
    tx.actor.require(permissions.VIEW)
    wanted = EnterpriseId(enterprise_id)
    await queries.check_sight(tx, wanted)
    score = await queries.find_score(tx, wanted)
    peers = await peer_queries.find_peers(tx, wanted)
    review = await review_queries.find_latest_review(tx, wanted)
    return ExplanationBody(
        peers=None if peers is None or score is None else PeersBody.of(peers, score),
        decision=await _told(tx, wanted),
        review=None if review is None else (await _bodies(tx, [review]))[0],
        review_hours=int(await read_policy(tx, HOURS)),
    )


@router.get("/human-reviews", responses=problems())
async def list_human_reviews_endpoint(
    tx: TxDep, page: PageDep, is_open: Annotated[bool | None, Query()] = None
) -> SliceBody[HumanReviewBody]:
    tx.actor.require(permissions.REVIEW)
    found = await review_queries.list_reviews(tx, page, is_open)
    return SliceBody(items=await _bodies(tx, found.items), next_cursor=found.next_cursor)


@router.post(
    "/human-reviews",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, NothingToReview, HumanReviewOpen),
)
async def ask_human_review_endpoint(tx: TxDep, body: HumanReviewWishBody) -> HumanReviewBody:
    """A person looks at what was decided about the own company (PIPL, article 24)."""
    review = await ask_human_review(tx, HumanReviewId(new_id()), body.statement.strip())
    return (await _bodies(tx, [review]))[0]


@router.post(
    "/human-reviews/{review_id}/answer",
    dependencies=[ONCE],
    responses=problems(KeyReused, HumanReviewNotFound, HumanReviewEnded),
)
async def answer_human_review_endpoint(
    tx: TxDep, review_id: UUID, body: HumanReviewAnswerBody
) -> HumanReviewBody:
    wanted = HumanReviewId(review_id)
    review = await answer_human_review(tx, wanted, body.outcome, body.answer.strip())
    return (await _bodies(tx, [review]))[0]


async def _told(tx: Tx, enterprise_id: EnterpriseId) -> ToldDecisionBody | None:
    decision = await review_queries.find_latest_decision(tx, enterprise_id)
    if decision is None:
        return None
    number = decision.strategy_number
    strategies = await decision_queries.get_strategies_numbered(tx, {number})
    return ToldDecisionBody.of(CaseDecisionBody.of(decision, strategies[number].strategy, ""))


async def _bodies(tx: Tx, reviews: Sequence[HumanReview]) -> list[HumanReviewBody]:
    parties = await list_party_names(tx, {review.enterprise_id for review in reviews})
    names = {UUID(int=party.id.int): party.name.reveal() for party in parties}
    return [HumanReviewBody.of(review, names) for review in reviews]
