"""Drive a day's end from whatever phase it has come to until the day is closed.

Each step is a transaction of its own. Killed between or in the middle of them, the same call goes
on where the last whole step ended.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date

from rongqu.infra.tx import Tx
from rongqu.modules.servicing.actions.begin_phase import begin_phase
from rongqu.modules.servicing.actions.close_day import close_day
from rongqu.modules.servicing.actions.run_phase import run_phase
from rongqu.modules.servicing.actions.start_day_end import start_day_end, yesterday
from rongqu.modules.servicing.days import queries
from rongqu.modules.servicing.days.types import BusinessDay

OpenTx = Callable[[], AbstractAsyncContextManager[Tx]]


async def end_day(open_tx: OpenTx, day: date) -> BusinessDay:
    """For a day whose end has been started."""
    async with open_tx() as tx:
        phase = await begin_phase(tx, day)
        closing = await queries.get_closing(tx, day)
    while phase is not None:
        async with open_tx() as tx:
            phase = await run_phase(tx, closing, phase)
    async with open_tx() as tx:
        return await close_day(tx, day)


async def end_missed_days(open_tx: OpenTx) -> AsyncGenerator[BusinessDay]:
    """Every day that is over and not closed, one after another; yesterday, on a new platform."""
    while True:
        async with open_tx() as tx:
            current = await queries.find_current_day(tx)
            day = yesterday(tx) if current is None else current.day
            if day >= tx.business_date:
                return
            await start_day_end(tx, day)
        yield await end_day(open_tx, day)
