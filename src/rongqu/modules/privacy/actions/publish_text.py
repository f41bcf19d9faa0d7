"""Publish another version of what people agree to."""

from __future__ import annotations

from sqlalchemy import func, insert, select

from rongqu.events.privacy import TextPublished
from rongqu.infra.tx import Tx
from rongqu.modules.privacy import permissions, queries, rules, tables
from rongqu.modules.privacy.errors import PurposeUnknown
from rongqu.modules.privacy.types import Text


async def publish_text(tx: Tx, wish: Text) -> Text:
    """`wish.version` is not looked at: it is the next one. Publishers wait for each other."""
    tx.actor.require(permissions.PUBLISH_TEXT)
    await tx.connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    texts = await queries.list_texts(tx, wish.purpose)
    if not texts:
        raise PurposeUnknown(purpose=wish.purpose)
    newest = texts[-1]
    rules.check_starts_later(wish.valid_from, tx.business_date, newest.valid_from)

    version = newest.version + 1
    await tx.connection.execute(
        insert(tables.text).values(
            purpose=wish.purpose,
            version=version,
            valid_from=wish.valid_from,
            asks_again=wish.asks_again,
            title_zh=wish.zh.title,
            body_zh=wish.zh.body,
            title_en=wish.en.title,
            body_en=wish.en.body,
            author_id=tx.actor.id,
            recorded_at=tx.now,
        )
    )

    await tx.publish(
        TextPublished(
            subject_id=tx.actor.organisation,
            parties=(tx.actor.organisation,),
            purpose=wish.purpose,
            version=version,
            valid_from=wish.valid_from,
            asks_again=wish.asks_again,
        )
    )
    return (await queries.list_texts(tx, wish.purpose))[-1]


_LOCK = 7_105_210_012  # any number, the same for everybody who publishes texts of this database
