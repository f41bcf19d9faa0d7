"""Give agreements back what they bore: pay it into their accounts, and free their caps."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select, update

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.guarantees import tables
from rongqu.modules.guarantees.actions._entries import make_payment
from rongqu.modules.guarantees.types import Loss
from rongqu.modules.ledger.public import post_entry

AGREEMENT, SHARE = tables.agreement.c, tables.loss_share.c


async def give_back(tx: Tx, loss: Loss, reference: str, returned: Mapping[UUID, Money]) -> Money:
    """`returned`: what each agreement should have got back of this loss by now. Answers by how
    much that is more than before; less, where a recovery was taken back."""
    zero = Money.zero(loss.principal.currency)
    changes = [
        (share.agreement_id, share.kind, share.returned - returned[share.agreement_id])
        for share in loss.shares
    ]
    changes = [change for change in changes if not change[2].is_zero()]
    if not changes:
        return zero
    await _lock(tx, [agreement_id for agreement_id, _, _ in changes])
    for agreement_id, _, amount in changes:
        await tx.connection.execute(
            update(tables.loss_share)
            .where(SHARE.loss_id == loss.id, SHARE.agreement_id == agreement_id)
            .values(returned_minor=SHARE.returned_minor - amount.minor)
        )
        await tx.connection.execute(
            update(tables.agreement)
            .where(AGREEMENT.id == agreement_id)
            .values(used_minor=AGREEMENT.used_minor + amount.minor)
        )
    entry = make_payment(reference, loss.institution_id, changes, tx.business_date)
    await post_entry(tx, entry)
    return -sum((amount for _, _, amount in changes), zero)


async def _lock(tx: Tx, agreement_ids: list[UUID]) -> None:
    """In their order, as a loss is shared."""
    whole = select(AGREEMENT.id).where(AGREEMENT.id.in_(agreement_ids)).order_by(AGREEMENT.id)
    await tx.connection.execute(whole.with_for_update())
