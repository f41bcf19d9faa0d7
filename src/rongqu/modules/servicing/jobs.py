"""What servicing does outside of any request."""

from __future__ import annotations

from datetime import date

from rongqu.infra.jobs import Work, job
from rongqu.modules.servicing.actions._end_days import end_day as run_to_the_end
from rongqu.modules.servicing.actions._end_days import end_missed_days
from rongqu.modules.servicing.actions.order_debit import order_debit
from rongqu.modules.servicing.days.debits import find_planned_debit


@job(queue="servicing", cron="5 16 * * *")
async def run_day(work: Work) -> None:
    """Five minutes after midnight in Shanghai: closes the day that is over, and days before it
    that were left out. Run again on the same day it changes nothing."""
    async for _ in end_missed_days(work.open_tx):
        pass
    await order_debits.run(work)


@job(queue="servicing")
async def end_day(work: Work, *, day: str) -> None:
    """One day's end, started by a person."""
    await run_to_the_end(work.open_tx, date.fromisoformat(day))
    await order_debits.run(work)


@job(queue="servicing", cron="*/10 * * * *")
async def order_debits(work: Work) -> None:
    """What a day's end has planned, one transaction each; also what was left of an earlier try."""
    while True:
        async with work.open_tx() as tx:
            debit_id = await find_planned_debit(tx)
            if debit_id is None:
                return
            await order_debit(tx, debit_id)
