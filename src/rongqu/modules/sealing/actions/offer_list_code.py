"""Send the acting person a code, with which they agree to one list."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.contracts.public import OfferedCode, Paper, offer_code_for
from rongqu.modules.sealing import permissions, queries, rules
from rongqu.modules.sealing.types import SealingId

TITLE = "批量用印 {documents} 份 (seal on {documents} documents)"


async def offer_list_code(tx: Tx, sealing_id: SealingId) -> OfferedCode:
    tx.actor.require(permissions.SIGN)
    sealing = await queries.get_sealing(tx, sealing_id)
    rules.check_is_open(sealing)
    title = TITLE.format(documents=sealing.documents)
    return await offer_code_for(tx, Paper(sealing.id, title, sealing.sha256))
