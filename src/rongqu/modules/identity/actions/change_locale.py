"""Choose the language of one's pages and messages."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.identity import LocaleChanged
from rongqu.infra.tx import Tx
from rongqu.modules.identity import permissions, queries, tables
from rongqu.modules.identity.types import Account, Locale


async def change_locale(tx: Tx, locale: Locale) -> Account:
    tx.actor.require(permissions.OWN_ACCOUNT)
    await tx.connection.execute(
        update(tables.person).where(tables.person.c.id == tx.actor.id).values(locale=locale)
    )

    await tx.publish(
        LocaleChanged(subject_id=tx.actor.id, parties=(tx.actor.organisation,), locale=locale)
    )
    return await queries.get_account(tx, tx.actor.id)
