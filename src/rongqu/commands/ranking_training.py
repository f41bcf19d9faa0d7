"""`rongqu ranking train`: from recorded lists to an order with its figures."""

from __future__ import annotations

import asyncio

from rich.console import Console
from rich.table import Table

from rongqu.commands.database import database_at_hand
from rongqu.infra.policies import read_policy
from rongqu.infra.settings import Settings
from rongqu.modules.ranking.public import Ranking, keep_ranking, learn, list_shown
from rongqu.outside import build_work


def train_ranking(settings: Settings) -> None:
    with database_at_hand(settings) as ready:
        ranking = asyncio.run(_train(ready))
    figures = ranking.figures
    table = Table("figure", "rules", "learned", title=f"Order no. {ranking.number}")
    table.add_row("nDCG@3", f"{figures.rules_ndcg:.3f}", f"{figures.learned_ndcg:.3f}")
    table.add_row("top three", f"{figures.rules_top3:.1%}", f"{figures.learned_top3:.1%}")
    console = Console(highlight=False, soft_wrap=True)
    console.print(table)
    console.print(
        f"Learned from {figures.taught} lists, judged by the {figures.judged} after them; the gain "
        f"of nDCG@3 lies between {figures.gain_low:+.3f} and {figures.gain_high:+.3f} (95 %). "
        + ("It can be asked for." if figures.gain_low > 0 else "It cannot be tried.")
    )


async def _train(settings: Settings) -> Ranking:
    """Read, then learn beside any transaction, then keep."""
    work = build_work(settings)
    try:
        async with work.open_tx() as tx:
            lists = await list_shown(tx)
            least = int(await read_policy(tx, "ranking.least_lists"))
        learned = await asyncio.to_thread(learn, lists, least)
        async with work.open_tx() as tx:
            return await keep_ranking(tx, learned)
    finally:
        await work.engine.dispose()
