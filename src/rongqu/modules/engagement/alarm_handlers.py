"""What those who look after security are told: somebody has touched a trap."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid5

from rongqu.events.identity import CanaryOpened, CanaryTouched
from rongqu.infra.event_log import on
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Portal
from rongqu.modules.engagement.telling import tell
from rongqu.modules.engagement.types import News, Topic
from rongqu.modules.identity.public import PLATFORM, VIEW_AUDIT


@on(CanaryTouched)
async def tell_of_touched_canary(tx: Tx, event: CanaryTouched) -> None:
    await _raise_alarm(tx, "trap_login", event.subject_id)


@on(CanaryOpened)
async def tell_of_opened_trap(tx: Tx, event: CanaryOpened) -> None:
    await _raise_alarm(tx, f"trap_{event.trap}", event.subject_id)


async def _raise_alarm(tx: Tx, kind: str, trap_id: UUID) -> None:
    """Whoever tries one trap a hundred times in an hour is one piece of news: phones that ring all
    night are switched off."""
    hour = uuid5(trap_id, f"{tx.caused_at or tx.now:%Y-%m-%d %H}")
    news = News(
        kind=kind,
        topic=Topic.SECURITY,
        organisation_id=PLATFORM,
        subject_id=trap_id,
        link=f"/{Portal.OPERATIONS}/attacks",
        params={"minutes": f"{await read_policy(tx, 'identity.incident_minutes'):f}"},
        permission=VIEW_AUDIT,
    )
    await tell(replace(tx, cause=hour), news)
