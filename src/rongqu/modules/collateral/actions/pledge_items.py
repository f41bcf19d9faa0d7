"""Pledge what was accepted for a contract: all of it, or nothing."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.collateral import ItemsPledged
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.collateral import queries, tables
from rongqu.modules.collateral.engine.marks import marks_of_item
from rongqu.modules.collateral.errors import PledgedElsewhere
from rongqu.modules.collateral.types import Case, Item, Verdict
from rongqu.modules.evidence.public import (
    AlreadyPledged,
    PledgeFor,
    pledge_for,
)


async def pledge_items(tx: Tx, case: Case, contract_id: ContractId) -> None:
    """Internal: whoever approves has required a permission and locked the case. The register of
    evidence allows one pledge of each thing, whoever is faster."""
    accepted = [
        item for item in await queries.lock_items(tx, case.application_id) if _is_accepted(item)
    ]
    if not accepted:
        return
    marks = [mark for item in accepted for mark in marks_of_item(item)]
    pledge = PledgeFor(owner_id=case.owner_id, holder_id=case.lender_id, reference_id=contract_id)
    try:
        await pledge_for(tx, pledge, marks)
    except AlreadyPledged as error:
        raise PledgedElsewhere(**error.params) from error

    await tx.connection.execute(
        update(tables.item)
        .where(tables.item.c.id.in_([item.id for item in accepted]))
        .values(contract_id=contract_id, pledged_at=tx.now, released_at=None)
    )
    await tx.publish(
        ItemsPledged(
            subject_id=contract_id,
            parties=(case.owner_id, case.lender_id),
            application_id=case.application_id,
            item_ids=tuple(item.id for item in accepted),
        )
    )


def _is_accepted(item: Item) -> bool:
    return item.judgement is not None and item.judgement.verdict is Verdict.ACCEPTED
