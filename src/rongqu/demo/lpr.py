"""The LPR moves once in the simulated months, so that loans whose rate floats are repriced."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from rongqu.demo.cast import Cast
from rongqu.demo.world import World
from rongqu.kernel.ids import ApprovalId, PolicyChangeId, new_id
from rongqu.modules.compliance.public import Proposal, approve, propose_policy_change

LOWER = Decimal("0.029")
WHY = "全国银行间同业拆借中心公布一年期LPR为2.90%。"


def day_of_the_move(world: World) -> date:
    """The first business day in the second half."""
    day = world.first + (world.last - world.first) / 2
    while not world.is_business_day(day):
        day += timedelta(days=1)
    return day


async def lower_lpr(world: World, cast: Cast, day: date) -> None:
    """From the day after on; one person proposes it, another approves."""
    wish = Proposal(
        id=PolicyChangeId(new_id()),
        key="catalog.base_rate",
        value=LOWER,
        valid_from=day + timedelta(days=1),
        reason=WHY,
    )
    async with world.act(cast.staff["risk_manager"]) as tx:
        change = await propose_policy_change(tx, wish)
    async with world.act(cast.staff["compliance_officer"]) as tx:
        await approve(tx, ApprovalId(change.id))
