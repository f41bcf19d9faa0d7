"""A partner approves its own share, or refuses it."""

from __future__ import annotations

from rongqu.events.colending import ShareAnswered
from rongqu.infra.tx import Tx
from rongqu.modules.colending import permissions, queries, rules
from rongqu.modules.colending.actions._settling import settle
from rongqu.modules.colending.types import ShareId, ShareRefusal, ShareStatus


async def answer_share(tx: Tx, share_id: ShareId, refusal: ShareRefusal | None) -> None:
    """`refusal` None: approved. Of an answer and the lead that takes it back one is first."""
    tx.actor.require(permissions.ANSWER)
    share = await queries.lock_share(tx, share_id, as_lead=False)
    rules.check_unanswered(share)

    status = ShareStatus.ACCEPTED if refusal is None else ShareStatus.REFUSED
    await settle(tx, share, status, refusal)

    await tx.publish(
        ShareAnswered(
            subject_id=share.id,
            parties=(share.lead_id, share.partner_id),
            application_id=share.application_id,
            lead_id=share.lead_id,
            amount=share.amount,
            is_accepted=refusal is None,
            reason=refusal,
        )
    )
