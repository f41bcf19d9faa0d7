"""Keep the record of a thing that is to secure a loan, new or written anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.collateral import ItemKept
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.collateral import CollateralKind
from rongqu.modules.collateral import queries, tables
from rongqu.modules.collateral.engine.kinds import kinds
from rongqu.modules.collateral.engine.marks import marks_of, marks_of_item
from rongqu.modules.collateral.engine.records import read_record
from rongqu.modules.collateral.engine.valuing import value_item
from rongqu.modules.collateral.errors import (
    ItemNotFound,
    KindNotWanted,
    OfferedTwice,
    PledgedElsewhere,
    TooManyItems,
)
from rongqu.modules.collateral.types import Case, Valued, Written
from rongqu.modules.evidence.public import AssetMark, find_pledged_mark, fingerprint_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWish:
    """The caller makes the id: sending it again is harmless."""

    id: UUID
    kind: CollateralKind
    record: Written


async def keep_item(tx: Tx, case: Case, wish: ItemWish) -> Valued:
    """Internal: the room whose case it is has required a permission and locked the case."""
    share = case.lending_shares.get(wish.kind)
    if share is None:
        raise KindNotWanted(kind=wish.kind)
    spec = kinds()[wish.kind]
    marks = marks_of(spec, read_record(spec, wish.record))
    await _check_others(tx, case, wish, marks)
    await _check_free(tx, wish.kind, marks)

    if not (await _write_anew(tx, case, wish) or await _insert(tx, case, wish, share)):
        raise ItemNotFound(item_id=wish.id)

    await tx.publish(
        ItemKept(
            subject_id=case.application_id,
            parties=(case.owner_id,),
            item_id=wish.id,
            kind=wish.kind,
        )
    )
    item = await queries.lock_item(tx, case.application_id, wish.id)
    return value_item(item, await queries.look_around(tx, case, [item]))


async def _write_anew(tx: Tx, case: Case, wish: ItemWish) -> bool:
    """What was judged before was another record."""
    columns = tables.item.c
    written = await tx.connection.execute(
        update(tables.item)
        .where(
            columns.id == wish.id,
            columns.application_id == case.application_id,
            columns.kind == wish.kind,
            columns.removed_at.is_(None),
        )
        .values(
            record=dict(wish.record),
            kept_at=tx.now,
            verdict=None,
            judged_value_minor=None,
            judgement_note=None,
            judged_by=None,
            judged_at=None,
        )
    )
    return written.rowcount == 1


async def _insert(tx: Tx, case: Case, wish: ItemWish, share: Decimal) -> bool:
    """False: the id is of another application, of another kind, or of what was removed."""
    made = await tx.connection.execute(
        insert(tables.item)
        .values(
            id=wish.id,
            application_id=case.application_id,
            owner_id=case.owner_id,
            lender_id=case.lender_id,
            kind=wish.kind,
            lending_share=share,
            record=dict(wish.record),
            kept_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    return made.rowcount == 1


async def _check_others(tx: Tx, case: Case, wish: ItemWish, marks: Sequence[AssetMark]) -> None:
    """A thing counts once on an application, however its number was typed the second time."""
    most = int(await read_policy(tx, "collateral.items_per_application"))
    others = [one for one in await queries.list_items(tx, case.application_id) if one.id != wish.id]
    if len(others) >= most:
        raise TooManyItems(most=most)
    prints = [fingerprint_of(mark) for mark in marks]
    there = {fingerprint_of(mark) for other in others for mark in marks_of_item(other)}
    if len(set(prints)) < len(prints) or not there.isdisjoint(prints):
        raise OfferedTwice(kind=wish.kind)


async def _check_free(tx: Tx, kind: CollateralKind, marks: Sequence[AssetMark]) -> None:
    """Said as early as it is known; the pledge itself is what makes it sure."""
    pledged = await find_pledged_mark(tx, marks)
    if pledged is not None:
        raise PledgedElsewhere(kind=kind, serial=pledged.serial)
