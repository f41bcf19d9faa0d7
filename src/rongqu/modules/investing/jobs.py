"""What investing does outside of any request. Every job is safe to repeat."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.job_queue import Deferral
from rongqu.infra.jobs import Work, job
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import OfferingId
from rongqu.modules.investing import queries
from rongqu.modules.investing.actions._settling_trades import settle_trade
from rongqu.modules.investing.actions.serve_plan import note_passed, serve_plan
from rongqu.modules.investing.actions.settle_offering import (
    close_offering,
    pay_allotted,
    settle_offering,
)
from rongqu.modules.investing.market.queries import list_trades_to_settle
from rongqu.modules.investing.plans.queries import list_plans_in_turn


@job(queue="investing", cron="* * * * *")
async def settle_offerings(work: Work) -> None:
    """Every minute: what is over, and what an earlier run has left in the middle."""
    async with work.open_tx() as tx:
        due = await queries.list_offerings_to_settle(tx)
    for offering_id in due:
        await settle_one(work, offering_id)


async def settle_one(work: Work, offering_id: OfferingId) -> None:
    async with work.open_tx() as tx:
        if not await close_offering(tx, offering_id):
            return
    async with work.open_tx() as tx:
        await settle_offering(tx, offering_id)
    while True:
        async with work.open_tx() as tx:
            if not await pay_allotted(tx, offering_id):
                return


@job(queue="investing", cron="*/10 * * * *")
async def settle_trades(work: Work) -> None:
    """What was agreed a business day ago or earlier."""
    async with work.open_tx() as tx:
        due = await list_trades_to_settle(tx)
    for trade_id in due:
        async with work.open_tx() as tx:
            await settle_trade(tx, trade_id)


@job(queue="investing")
async def serve_plans(work: Work, *, offering_id: str) -> None:
    """An offering has opened: every plan that wants it, in turn, each in its own transaction."""
    wanted = OfferingId(UUID(offering_id))
    async with work.open_tx() as tx:
        plans = await list_plans_in_turn(tx, await queries.get_offering(tx, wanted))
    for plan in plans:
        try:
            async with work.open_tx() as tx:
                await serve_plan(tx, plan.investor_id, wanted)
        except DomainError as refused:
            async with work.open_tx() as tx:
                await note_passed(tx, plan.investor_id, wanted, refused.code)


def serving(offering_id: UUID) -> Deferral:
    return serve_plans.later(offering_id=str(offering_id))
