"""The API of scores: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties.public import EnterpriseNotFound
from rongqu.modules.risk import peer_queries, permissions, queries
from rongqu.modules.risk.actions.compute_score import compute_score
from rongqu.modules.risk.errors import NotEnoughInvoices, ScoreNotFound
from rongqu.modules.risk.schemas import (
    CreditLimitBody,
    ImprovementBody,
    RiskReviewBody,
    ScoreBody,
    StandingBody,
)
from rongqu.modules.risk.scorecard import find_improvements, read_scorecard
from rongqu.modules.risk.types import Score

router = module_router("risk", prefix="/risk/enterprises")

MOST_IMPROVEMENTS = 3


@router.get("/{enterprise_id}/standing", responses=problems(ScoreNotFound, EnterpriseNotFound))
async def get_standing_endpoint(tx: TxDep, enterprise_id: UUID) -> StandingBody:
    """The latest score with reasons, the limit, and what would raise the score most."""
    tx.actor.require(permissions.VIEW)
    body, _ = await _standing(tx, EnterpriseId(enterprise_id))
    return body


@router.get("/{enterprise_id}/scores", responses=problems())
async def list_scores_endpoint(
    tx: TxDep, enterprise_id: UUID, page: PageDep
) -> SliceBody[ScoreBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_scores(tx, EnterpriseId(enterprise_id), page)
    items = [ScoreBody.of(score) for score in found.items]
    return SliceBody[ScoreBody](items=items, next_cursor=found.next_cursor)


@router.get("/{enterprise_id}/review", responses=problems(ScoreNotFound, EnterpriseNotFound))
async def get_risk_review_endpoint(tx: TxDep, enterprise_id: UUID) -> RiskReviewBody:
    """For reviewers: all features, beside those of companies of the same industry."""
    tx.actor.require(permissions.REVIEW)
    body, score = await _standing(tx, EnterpriseId(enterprise_id))
    peers = await peer_queries.find_peers(tx, EnterpriseId(enterprise_id))
    return RiskReviewBody.of(body, score, peers)


@router.post(
    "/{enterprise_id}/scores",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, EnterpriseNotFound, NotEnoughInvoices),
)
async def compute_score_endpoint(tx: TxDep, enterprise_id: UUID) -> ScoreBody:
    """Again, on the invoices and policies of now; the older scores stay."""
    score = await compute_score(tx, EnterpriseId(enterprise_id))
    if score is None:
        raise NotEnoughInvoices(enterprise_id=enterprise_id)
    return ScoreBody.of(score)


async def _standing(tx: Tx, enterprise_id: EnterpriseId) -> tuple[StandingBody, Score | None]:
    await queries.check_sight(tx, enterprise_id)
    standing = await queries.get_standing(tx, enterprise_id)
    policy = await queries.read_score_policy(tx)
    score = standing.score
    improvements = (
        ()
        if score is None
        else find_improvements(read_scorecard(score.model_version), dict(score.features))
    )
    body = StandingBody(
        score=None if score is None else ScoreBody.of(score),
        months_seen=standing.months_seen,
        months_needed=policy.months_needed,
        fast_from=int(policy.fast_from),
        manual_below=int(policy.manual_below),
        limit=CreditLimitBody.of(await queries.get_limit(tx, enterprise_id)),
        improvements=[ImprovementBody.of(it) for it in improvements[:MOST_IMPROVEMENTS]],
    )
    return body, score
