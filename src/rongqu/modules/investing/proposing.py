"""A proposed portfolio: what the reader may buy and holds already, handed to the calculation."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.investing import queries
from rongqu.modules.investing.market.queries import list_own_holdings
from rongqu.modules.investing.portfolio.model import budget_of
from rongqu.modules.investing.portfolio.projects import to_project
from rongqu.modules.investing.portfolio.propose import propose
from rongqu.modules.investing.portfolio.types import Proposal, Stake
from rongqu.modules.investing.suitability import queries as suitability
from rongqu.modules.investing.suitability.buying import list_buyable
from rongqu.modules.investing.types import Offering


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    proposal: Proposal
    budget: float
    offerings: dict[UUID, Offering]


async def propose_portfolio(tx: Tx, amount: Money, risk_class: int) -> Proposed:
    """Of open offerings that this investor may buy, beside what they hold."""
    standing = await suitability.get_standing(tx, tx.actor.organisation)
    open_ones = await list_buyable(tx, standing)
    held = [each for each in await list_own_holdings(tx) if not each.units.is_zero()]
    of_held = await queries.get_offerings(tx, {each.offering_id for each in held})
    stakes = [
        Stake(project=to_project(of_held[each.offering_id]), amount=each.units) for each in held
    ]
    least = int(await read_policy(tx, "investing.portfolio_least_projects"))
    budget = budget_of(risk_class)
    proposal = propose([to_project(each) for each in open_ones], amount, budget, stakes, least)
    return Proposed(
        proposal=proposal,
        budget=budget,
        offerings={each.id: each for each in open_ones},
    )
