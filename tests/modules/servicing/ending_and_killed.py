"""A process of its own that ends days and kills itself (-9) when a phase has done all its work and
nothing of it is committed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import datetime
from functools import partial

from rongqu.infra.database import create_engine
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.servicing.days.phases.registry import PHASES
from rongqu.modules.servicing.days.types import Closing, Outcome, Phase
from rongqu.modules.servicing.public import end_missed_days
from rongqu.rooms import load_rooms


async def main(url: str, now: str, phase: str) -> None:
    load_rooms()
    work = PHASES[Phase(phase)]

    async def work_and_die(tx: Tx, closing: Closing) -> Outcome:
        await work(tx, closing)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")

    PHASES[Phase(phase)] = work_and_die
    engine, instant = create_engine(url), datetime.fromisoformat(now)
    async for _ in end_missed_days(partial(open_tx, engine, SYSTEM, lambda: instant)):
        pass


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
