"""One piece of news, to everybody of an organisation who wants it, on every channel they chose."""

from __future__ import annotations

from dataclasses import replace

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.engagement.actions.notify import notify
from rongqu.modules.engagement.jobs import send_message
from rongqu.modules.engagement.types import News
from rongqu.modules.identity.public import get_organisation


async def tell(tx: Tx, news: News) -> None:
    for notification_id, channel in await notify(tx, news):
        await tx.defer(send_message.later(notification_id=str(notification_id), channel=channel))


async def tell_in_portal(tx: Tx, news: News) -> None:
    """`news.link` is a path in the reader's own portal, whichever that is."""
    organisation = await get_organisation(tx, OrganisationId(news.organisation_id))
    await tell(tx, replace(news, link=f"/{organisation.kind}{news.link}"))
