"""`rongqu ranking`: an order of offers, learned from what companies chose.

What a command needs is imported when it is asked for: learning brings large libraries along.
"""

from __future__ import annotations

import typer

from rongqu.infra.settings import Settings

ranking = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")


@ranking.callback()
def about() -> None:
    """An order of offers, learned from what companies chose and what became of it."""


@ranking.command("train")
def train_command() -> None:
    """Learn an order from the lists that companies saw, and judge it by the later ones.

    It is kept with its figures; a person asks on the page of learned orders that it is tried, and
    a second one agrees. Needs the extra `train`.

    Example: `rongqu ranking train`
    """
    from rongqu.commands.ranking_training import train_ranking

    train_ranking(Settings.from_environment())
