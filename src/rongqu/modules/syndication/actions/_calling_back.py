"""Call the funders' parts of a repayment back: what has not been paid is not paid any more, and
what has been is owed to the lender."""

from __future__ import annotations

from sqlalchemy import insert, update

from rongqu.events.syndication import RepaymentCalledBack
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.modules.syndication import queries, tables
from rongqu.modules.syndication.actions._entries import post_parts
from rongqu.modules.syndication.types import PartStatus, Payable, Repaid


async def call_parts_back(tx: Tx, repaid: Repaid, revision: int) -> None:
    """Those of one revision. The caller has locked the distribution, so that they are called back
    once. Of a part that is under way the bank's answer decides: `record_payment`."""
    parts = await queries.lock_parts(tx, repaid.repayment_id, revision)
    owed = Money.zero(repaid.principal.currency)
    for part in parts:
        owed += await _call_back(tx, part)
    shared = await queries.list_parts(tx, repaid.repayment_id, revision)
    key = f"{repaid.repayment_id}.{revision}"
    reference = f"syndication.repayment_called_back:{key}"
    await post_parts(tx, reference, repaid.lender, shared, back=True)

    await tx.publish(
        RepaymentCalledBack(
            subject_id=repaid.loan_id,
            parties=tuple(part.funder for part in parts),
            institution_id=repaid.lender,
            repayment_id=repaid.repayment_id,
            amount=sum((part.amount for part in shared), start=Money.zero(owed.currency)),
            owed=owed,
        )
    )


async def _call_back(tx: Tx, part: Payable) -> Money:
    values: dict[str, object] = {"called_back_on": tx.business_date}
    if part.status is PartStatus.WAITING:
        values |= {"status": PartStatus.CALLED_BACK, "reason_code": None}
    await tx.connection.execute(
        update(tables.part).where(tables.part.c.id == part.id).values(**values)
    )
    if part.status is PartStatus.PAYING:
        return Money.zero(part.amount.currency)
    return await note_recall(tx, part)


async def note_recall(tx: Tx, part: Payable) -> Money:
    """What the funder has to give back of it: all that it has got."""
    if not part.got.is_zero():
        await tx.connection.execute(
            insert(tables.recall).values(
                id=new_id(),
                part_id=part.id,
                loan_id=part.loan_id,
                organisation_id=part.funder,
                institution_id=part.lender,
                currency=part.got.currency,
                amount_minor=part.got.minor,
                settled_minor=0,
                day=tx.business_date,
            )
        )
    return part.got
