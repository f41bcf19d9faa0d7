"""Say in which order a company is shown its offers, and keep what it was shown."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.ranking import queries, rules, tables
from rongqu.modules.ranking.features import matrix_of
from rongqu.modules.ranking.storing import candidate_to_json
from rongqu.modules.ranking.types import Arm, Experiment, Question

MOST_KEPT = 30
"""Nobody reads further down; nothing is learned from what was not seen."""


async def order_offers(tx: Tx, asked: Question) -> tuple[int, ...]:
    """Internal: called by matching, which has required a permission and tells of the asking.
    Answers with the places of the candidates, best first. What staff look at on a company's behalf
    is ordered as for the company, and kept by nobody."""
    if not asked.candidates:
        return ()
    running = await queries.find_running(tx)
    arm = Arm.RULES
    if running is not None:
        arm = rules.arm_of(running.id, asked.enterprise_id, running.share)
    order = tuple(range(len(asked.candidates)))
    if running is not None and arm is Arm.LEARNED:
        forest = await queries.read_forest(tx, running.number)
        order = rules.order_by(forest.log_odds(matrix_of(asked.candidates, asked.priority)))
    if asked.wish is not None and tx.actor.organisation == asked.enterprise_id:
        await _keep(tx, asked, (running, arm), order)
    return order


async def _keep(
    tx: Tx, asked: Question, served: tuple[Experiment | None, Arm], order: tuple[int, ...]
) -> None:
    """The first time on a day: opened again it is the same list."""
    running, arm = served
    place_of = {candidate: place for place, candidate in enumerate(order)}
    offers = [
        candidate_to_json(each, place_of[number])
        for number, each in enumerate(asked.candidates)
        if place_of[number] < MOST_KEPT
    ]
    await tx.connection.execute(
        insert(tables.showing)
        .values(
            id=new_id(),
            enterprise_id=asked.enterprise_id,
            shown_on=tx.business_date,
            wish=asked.wish,
            priority=asked.priority,
            experiment_id=None if running is None else running.id,
            arm=arm,
            offers=offers,
            shown_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
