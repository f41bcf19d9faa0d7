"""Live updates to a page, for as long as its session lives."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import timedelta

from rongqu.infra.web import Setting
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.errors import NotSignedIn
from rongqu.modules.identity.who_acts import find_signed_in

ASK_AGAIN_AFTER = timedelta(seconds=40)
"""With a heartbeat every 15 s a stream outlives its session by less than a minute."""


async def actor_who_listens(setting: Setting, token: str | None) -> Actor:
    """In a short transaction of its own: none stays open while a page listens."""
    if token is None:
        raise NotSignedIn
    async with setting.engine.connect() as connection:
        actor, _ = await find_signed_in(connection, token, setting.clock())
    return actor


async def stream_while_signed_in(
    setting: Setting, actor: Actor, token: str
) -> AsyncGenerator[bytes]:
    asked_at = setting.clock()
    news = setting.live.stream(
        actor.organisation, sees_everything=actor.portal is Portal.OPERATIONS
    )
    async with aclosing(news):
        async for message in news:
            now = setting.clock()
            if now - asked_at >= ASK_AGAIN_AFTER:
                if not await _is_signed_in(setting, token):
                    return
                asked_at = now
            yield message


async def _is_signed_in(setting: Setting, token: str) -> bool:
    try:
        await actor_who_listens(setting, token)
    except NotSignedIn:
        return False
    return True
