"""End an experiment whose guard is broken, without waiting for a person."""

from __future__ import annotations

from rongqu.events.ranking import ExperimentStopped
from rongqu.infra.tx import Tx
from rongqu.modules.ranking import queries, rules
from rongqu.modules.ranking.actions.stop_experiment import end


async def watch_experiment(tx: Tx) -> None:
    """Internal: called by the clock."""
    running = await queries.find_running(tx, for_update=True)
    if running is None:
        return
    ruled, learned = await queries.read_arms(tx, running.id)
    code = rules.broken_guard(ruled, learned, await queries.read_guards(tx))
    if code is None:
        return

    await end(tx, running.id, code, None)

    await tx.publish(
        ExperimentStopped(subject_id=running.id, number=running.number, code=code.value)
    )
