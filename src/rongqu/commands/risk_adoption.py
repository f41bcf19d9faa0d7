"""`rongqu risk adopt`: from a model file to the post that a second person gives it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rich.console import Console

from rongqu.commands.database import database_at_hand
from rongqu.commands.risk_models import KEYS, load
from rongqu.infra.settings import Settings
from rongqu.modules.models.public import Adoption, adopt_version
from rongqu.modules.models.serving.signing import trusted_keys
from rongqu.outside import build_work


def adopt_model(settings: Settings, path: Path, wish: Adoption) -> None:
    """Raises what `load` raises before the platform is asked."""
    load(settings, path)
    with database_at_hand(settings) as ready:
        number, name = asyncio.run(_adopt(ready, path.read_text("utf-8"), wish))
    Console(highlight=False, soft_wrap=True).print(
        f"{name} is no. {number}. Asked for as {wish.post}: a second person agrees on the page "
        "of approvals; until then nothing changes."
    )


async def _adopt(settings: Settings, artefact: str, wish: Adoption) -> tuple[int, str]:
    work = build_work(settings)
    trusted = frozenset(trusted_keys(settings.home / KEYS))
    try:
        async with work.open_tx() as tx:
            version, _ = await adopt_version(tx, artefact, trusted, wish)
            return version.number, version.name
    finally:
        await work.engine.dispose()
