"""Say that two companies hang together: what one owes counts for the other from now on."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.related import LinkNoted
from rongqu.infra.tx import Tx
from rongqu.modules.related import permissions, rules, tables
from rongqu.modules.related.actions._regroup import lock_groups, regroup
from rongqu.modules.related.errors import LinkOn
from rongqu.modules.related.types import Link


async def note_link(tx: Tx, link: Link) -> Link:
    tx.actor.require(permissions.NOTE)
    rules.check_link(link)
    await lock_groups(tx)

    if not await _insert(tx, link):
        raise LinkOn(kind=link.kind)
    await regroup(tx, link.left)

    await tx.publish(
        LinkNoted(subject_id=link.id, left_id=link.left, right_id=link.right, kind=link.kind.value)
    )
    return link


async def _insert(tx: Tx, link: Link) -> bool:
    left, right = sorted((link.left, link.right))
    inserted = await tx.connection.execute(
        insert(tables.link)
        .values(
            id=link.id,
            left_id=left,
            right_id=right,
            kind=link.kind,
            share=link.share,
            evidence=link.evidence,
            noted_by=link.noted_by,
            noted_at=link.noted_at,
        )
        .on_conflict_do_nothing()
    )
    return inserted.rowcount == 1
