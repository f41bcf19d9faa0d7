"""What is told of exits: to holders, who are asked, and to everybody when it is decided."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.exits import ExitDecided, ExitProposed
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.engagement.telling import tell_in_portal
from rongqu.modules.engagement.types import News, Topic

LIQUIDATION = "liquidation"


@on(ExitProposed)
async def tell_holders_of_exit(tx: Tx, event: ExitProposed) -> None:
    """The issuer, who comes first, knows. In a liquidation nobody is asked."""
    kind = "liquidation_proposed" if event.kind == LIQUIDATION else "exit_proposed"
    await _tell(tx, kind, event, *event.parties[1:])


@on(ExitDecided)
async def tell_of_exit(tx: Tx, event: ExitDecided) -> None:
    kind = "exit_agreed" if event.is_agreed else "exit_lapsed"
    await _tell(tx, kind, event, *event.parties)


async def _tell(tx: Tx, kind: str, event: ExitProposed | ExitDecided, *organisations: UUID) -> None:
    for each in organisations:
        news = News(
            kind=kind,
            topic=Topic.MONEY,
            organisation_id=each,
            subject_id=event.subject_id,
            params={"title": event.title},
            link=f"/exits/{event.offering_id}",
        )
        await tell_in_portal(tx, news)
