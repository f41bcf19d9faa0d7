"""The API of ranking: parse, call, answer with the whole page."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.modules.compliance.public import ApprovalPending
from rongqu.modules.ranking import errors, permissions, queries
from rongqu.modules.ranking.actions.ask_serving import ask_serving
from rongqu.modules.ranking.actions.stop_experiment import stop_experiment
from rongqu.modules.ranking.schemas import (
    ArmBody,
    ExperimentBody,
    LearnedRankingBody,
    NewServingBody,
    RankingPageBody,
    StopServingBody,
)

router = module_router("ranking", prefix="/ranking")


@router.get("", responses=problems())
async def get_ranking_page_endpoint(tx: TxDep) -> RankingPageBody:
    tx.actor.require(permissions.VIEW)
    return await _page(tx)


@router.post(
    "/serving",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        ApprovalPending,
        errors.RankingNotFound,
        errors.NotBetter,
        errors.ShareOutsidePolicy,
    ),
)
async def ask_serving_endpoint(tx: TxDep, body: NewServingBody) -> RankingPageBody:
    await ask_serving(tx, body.to_serving(), body.reason)
    return await _page(tx)


@router.post("/serving/end", dependencies=[ONCE], responses=problems(KeyReused, errors.NothingRuns))
async def stop_serving_endpoint(tx: TxDep, body: StopServingBody) -> RankingPageBody:
    await stop_experiment(tx, body.reason)
    return await _page(tx)


async def _page(tx: Tx) -> RankingPageBody:
    [recorded] = await queries.read_arms(tx, None)
    experiments = [
        ExperimentBody.of(each, await queries.read_arms(tx, each.id))
        for each in await queries.list_experiments(tx)
    ]
    return RankingPageBody(
        recorded=ArmBody.of(recorded),
        least_lists=int(await read_policy(tx, "ranking.least_lists")),
        most_share=f"{await read_policy(tx, 'ranking.most_share'):f}",
        rankings=[LearnedRankingBody.of(each) for each in await queries.list_rankings(tx)],
        experiments=experiments,
    )
