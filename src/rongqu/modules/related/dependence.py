"""See in a company's invoices whether it sells mostly to another company of the platform."""

from __future__ import annotations

from decimal import Decimal

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, UserId, new_id
from rongqu.kernel.uscc import InvalidUscc, parse_uscc
from rongqu.modules.parties.public import (
    Direction,
    Purpose,
    find_enterprise_by_uscc,
    read_invoice_profile,
    top_partners,
)
from rongqu.modules.related import queries
from rongqu.modules.related.actions.note_link import note_link
from rongqu.modules.related.types import Link, LinkKind


async def find_dependence(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Internal: only the handler calls it; note_link requires and publishes. Again it does nothing:
    a link that was ended by a person stays ended only until the next invoices say otherwise."""
    found = await _find(tx, enterprise_id)
    if found is None:
        return
    other, share = found
    pair = {enterprise_id, other}
    links = await queries.list_links(tx, [enterprise_id])
    if any({each.left, each.right} == pair and each.kind is LinkKind.DEPENDENCE for each in links):
        return
    await note_link(
        tx,
        Link(
            id=new_id(),
            left=enterprise_id,
            right=other,
            kind=LinkKind.DEPENDENCE,
            share=share,
            evidence="",
            noted_by=UserId(tx.actor.id),
            noted_at=tx.now,
            ended_at=None,
        ),
    )


async def _find(tx: Tx, enterprise_id: EnterpriseId) -> tuple[EnterpriseId, Decimal] | None:
    """The largest customer and its share of sales, where it is on the platform and large enough."""
    least = (await queries.read_least_shares(tx))[LinkKind.DEPENDENCE]
    profile = await read_invoice_profile(tx, enterprise_id, purpose=Purpose.OVERVIEW)
    largest = await top_partners(tx, enterprise_id, Direction.OUTPUT, 1, purpose=Purpose.OVERVIEW)
    total = profile.output.total
    if not largest or total.minor <= 0:
        return None
    share = (Decimal(largest[0].net.minor) / total.minor).quantize(Decimal("0.0001"))
    if share < least:
        return None
    try:
        other = await find_enterprise_by_uscc(tx, parse_uscc(largest[0].code))
    except InvalidUscc:
        return None
    return (
        None if other is None or other.id == enterprise_id else (other.id, min(share, Decimal(1)))
    )
