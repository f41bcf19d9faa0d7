"""The API of scores: parse, call, answer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import DecisionId, EnterpriseId
from rongqu.kernel.paging import Page
from rongqu.modules.compliance.public import ApprovalPending
from rongqu.modules.models.public import find_improvements, get_served
from rongqu.modules.parties.public import EnterpriseNotFound, list_party_names
from rongqu.modules.privacy.public import ConsentMissing
from rongqu.modules.risk import decision_queries, peer_queries, permissions, queries, rules
from rongqu.modules.risk.actions.compute_score import compute_score
from rongqu.modules.risk.actions.decide_case import decide_case
from rongqu.modules.risk.actions.override_decision import override_decision
from rongqu.modules.risk.actions.propose_strategy import propose_strategy
from rongqu.modules.risk.deciding import Outcome, decide, write_strategy
from rongqu.modules.risk.decision_schemas import (
    AskedStrategyBody,
    CaseBody,
    CaseDecisionBody,
    FollowedBody,
    MovedBody,
    OverrideBody,
    ReplayBody,
    StrategyBody,
    StrategyDocument,
    StrategyTestBody,
    StrategyWishBody,
)
from rongqu.modules.risk.errors import (
    DecisionNotFound,
    DecisionOverruled,
    NotEnoughInvoices,
    ScoreNotFound,
    StrategyStartsTooEarly,
    StrategyWrong,
)
from rongqu.modules.risk.review_endpoints import router as reviews
from rongqu.modules.risk.schemas import (
    CreditLimitBody,
    ImprovementBody,
    RiskReviewBody,
    ScoreBody,
    StandingBody,
)
from rongqu.modules.risk.types import Case, Decision, Score, StrategyWish

router = module_router("risk", prefix="/risk")

routers = (router, reviews)

MOST_IMPROVEMENTS = 3
TESTED = 5_000
"""Past decisions that a strategy is tried out on."""


@router.get(
    "/enterprises/{enterprise_id}/standing", responses=problems(ScoreNotFound, EnterpriseNotFound)
)
async def get_standing_endpoint(tx: TxDep, enterprise_id: UUID) -> StandingBody:
    """The latest score with reasons, the limit, and what would raise the score most."""
    tx.actor.require(permissions.VIEW)
    body, _ = await _standing(tx, EnterpriseId(enterprise_id))
    return body


@router.get("/enterprises/{enterprise_id}/scores", responses=problems())
async def list_scores_endpoint(
    tx: TxDep, enterprise_id: UUID, page: PageDep
) -> SliceBody[ScoreBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_scores(tx, EnterpriseId(enterprise_id), page)
    items = [ScoreBody.of(score) for score in found.items]
    return SliceBody[ScoreBody](items=items, next_cursor=found.next_cursor)


@router.get(
    "/enterprises/{enterprise_id}/review", responses=problems(ScoreNotFound, EnterpriseNotFound)
)
async def get_risk_review_endpoint(tx: TxDep, enterprise_id: UUID) -> RiskReviewBody:
    """For reviewers: all features, beside those of companies of the same industry."""
    tx.actor.require(permissions.REVIEW)
    body, score = await _standing(tx, EnterpriseId(enterprise_id))
    peers = await peer_queries.find_peers(tx, EnterpriseId(enterprise_id))
    return RiskReviewBody.of(body, score, peers)


@router.post(
    "/enterprises/{enterprise_id}/scores",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, EnterpriseNotFound, NotEnoughInvoices, ConsentMissing),
)
async def compute_score_endpoint(tx: TxDep, enterprise_id: UUID) -> ScoreBody:
    """Again, on the invoices and policies of now; the older scores stay."""
    score = await compute_score(tx, EnterpriseId(enterprise_id))
    if score is None:
        raise NotEnoughInvoices(enterprise_id=enterprise_id)
    return ScoreBody.of(score)


@router.post(
    "/enterprises/{enterprise_id}/decisions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, EnterpriseNotFound, ConsentMissing),
)
async def decide_case_endpoint(tx: TxDep, enterprise_id: UUID, body: CaseBody) -> CaseDecisionBody:
    """Score anew and decide, as if the enterprise applied now for that amount."""
    await compute_score(tx, EnterpriseId(enterprise_id))
    case = Case(
        enterprise_id=EnterpriseId(enterprise_id), application_id=None, asked=body.asked.to_money()
    )
    return await _decision(tx, await decide_case(tx, case))


@router.get("/decisions", responses=problems())
async def list_decisions_endpoint(
    tx: TxDep, page: PageDep, enterprise_id: UUID | None = None, outcome: Outcome | None = None
) -> SliceBody[CaseDecisionBody]:
    tx.actor.require(permissions.REVIEW)
    of = None if enterprise_id is None else EnterpriseId(enterprise_id)
    found = await decision_queries.list_decisions(tx, page, of, outcome)
    return SliceBody(items=await _decisions(tx, found.items), next_cursor=found.next_cursor)


@router.get("/overrides/figures", responses=problems())
async def get_override_figures_endpoint(tx: TxDep) -> list[FollowedBody]:
    """What people made of the machine's decisions, and what became of the loans after them."""
    tx.actor.require(permissions.REVIEW)
    return [FollowedBody.of(each) for each in await decision_queries.list_followed(tx)]


@router.get("/decisions/{decision_id}/replay", responses=problems(DecisionNotFound))
async def replay_decision_endpoint(tx: TxDep, decision_id: UUID) -> ReplayBody:
    """Again, on its own facts, by its own strategy: the same, or something is wrong."""
    tx.actor.require(permissions.REVIEW)
    kept = await decision_queries.get_decision(tx, DecisionId(decision_id))
    number = kept.strategy_number
    strategies = await decision_queries.get_strategies_numbered(tx, {number})
    verdict = decide(strategies[number].strategy, kept.facts)
    return ReplayBody(
        outcome=verdict.outcome,
        reasons=list(verdict.reasons),
        is_same=(verdict.outcome, verdict.reasons) == (kept.outcome, kept.reasons),
    )


@router.post(
    "/decisions/{decision_id}/override",
    dependencies=[ONCE],
    responses=problems(KeyReused, DecisionNotFound, DecisionOverruled),
)
async def override_decision_endpoint(
    tx: TxDep, decision_id: UUID, body: OverrideBody
) -> CaseDecisionBody:
    decision = await override_decision(
        tx, DecisionId(decision_id), body.outcome, body.reason.strip()
    )
    return await _decision(tx, decision)


@router.get("/strategies", responses=problems())
async def list_strategies_endpoint(tx: TxDep) -> list[StrategyBody]:
    """All versions, newest first; the last one came with the platform."""
    tx.actor.require(permissions.REVIEW)
    in_force = await decision_queries.get_strategy_in_force(tx)
    kept = await decision_queries.list_strategies(tx)
    return [StrategyBody.of(one, in_force.number) for one in kept]


@router.post(
    "/strategies",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, StrategyWrong, StrategyStartsTooEarly, ApprovalPending),
)
async def propose_strategy_endpoint(tx: TxDep, body: StrategyWishBody) -> AskedStrategyBody:
    """Waits under /approvals until a second person decides."""
    document = write_strategy(body.document.to_strategy())
    wish = StrategyWish(document=document, valid_from=body.valid_from)
    asked = await propose_strategy(tx, wish, body.reason.strip())
    return AskedStrategyBody(approval_id=asked.id)


@router.post("/strategy-tests", responses=problems(StrategyWrong))
async def try_strategy_endpoint(tx: TxDep, body: StrategyDocument) -> StrategyTestBody:
    """What would have changed: the strategy on the facts of the latest decisions."""
    tx.actor.require(permissions.REVIEW)
    strategy = body.to_strategy()
    past = await decision_queries.list_decisions(tx, Page(limit=TESTED))
    moves = rules.compute_moves(strategy, past.items)
    return StrategyTestBody(
        decisions=len(past.items), moves=[MovedBody.of(moved) for moved in moves]
    )


async def _decision(tx: Tx, decision: Decision) -> CaseDecisionBody:
    [body] = await _decisions(tx, [decision])
    return body


async def _decisions(tx: Tx, decisions: Sequence[Decision]) -> list[CaseDecisionBody]:
    numbers = {decision.strategy_number for decision in decisions}
    strategies = await decision_queries.get_strategies_numbered(tx, numbers)
    parties = await list_party_names(tx, {decision.enterprise_id for decision in decisions})
    names: dict[UUID, str] = {
        party.id: party.name.reveal() for party in parties if not party.is_person
    }
    return [
        CaseDecisionBody.of(
            decision,
            strategies[decision.strategy_number].strategy,
            names.get(decision.enterprise_id, ""),
        )
        for decision in decisions
    ]


async def _standing(tx: Tx, enterprise_id: EnterpriseId) -> tuple[StandingBody, Score | None]:
    await queries.check_sight(tx, enterprise_id)
    standing = await queries.get_standing(tx, enterprise_id)
    policy = await queries.read_score_policy(tx)
    score = standing.score
    improvements = [] if score is None else await _improvements(tx, score)
    body = StandingBody(
        score=None if score is None else ScoreBody.of(score),
        months_seen=standing.months_seen,
        months_needed=policy.months_needed,
        fast_from=int(policy.fast_from),
        manual_below=int(policy.manual_below),
        limit=CreditLimitBody.of(await queries.get_limit(tx, enterprise_id)),
        improvements=improvements[:MOST_IMPROVEMENTS],
    )
    return body, score


async def _improvements(tx: Tx, score: Score) -> list[ImprovementBody]:
    """By the card of the model that gave the score; trees alone tell no next step."""
    model = (await get_served(tx, score.model_number)).model
    if model.card is None:
        return []
    row = {name: float(value) for name, value in score.features.items()}
    steps = find_improvements(model.card, row)
    return [ImprovementBody.of(step, score.features.get(step.feature)) for step in steps]
