"""Make the groups of some companies anew from the links in force."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, insert

from rongqu.infra.turns import take_turn
from rongqu.infra.tx import Tx
from rongqu.modules.related import queries, rules, tables

LARGEST = 500
"""Companies: who reaches more is looked at as if they ended there."""


async def lock_groups(tx: Tx) -> None:
    """Links begin and end one after another: each looks at the groups that the last one made."""
    await take_turn(tx, "related.groups")


async def regroup(tx: Tx, *companies: UUID) -> None:
    """Internal: the caller has locked the groups."""
    for company in companies:
        await _regroup(tx, company)


async def _regroup(tx: Tx, company: UUID) -> None:
    together = await _gather(tx, company)
    member = tables.member
    await tx.connection.execute(delete(member).where(member.c.enterprise_id.in_(together)))
    if len(together) > 1:
        group_id = min(together)
        rows = [{"enterprise_id": each, "group_id": group_id} for each in sorted(together)]
        await tx.connection.execute(insert(member).values(rows))


async def _gather(tx: Tx, company: UUID) -> frozenset[UUID]:
    """Step by step outwards: one query a step, over what was found."""
    least = await queries.read_least_shares(tx)
    found = frozenset({company})
    while len(found) < LARGEST:
        pairs = rules.count_pairs(await queries.list_links(tx, found), least)
        wider = rules.gather(company, pairs)
        if wider == found:
            break
        found = wider
    return found
