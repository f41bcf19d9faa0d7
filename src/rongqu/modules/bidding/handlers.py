"""What bidding does once a second person has agreed."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.bidding import permissions
from rongqu.modules.bidding.actions.confirm_offer import confirm_offer
from rongqu.modules.bidding.actions.make_offer import MAKE_OFFER
from rongqu.modules.bidding.types import NewOffer
from rongqu.modules.compliance.public import Approval, stored_command


@stored_command(MAKE_OFFER, approve=permissions.CONFIRM, content=NewOffer, within=True)
async def put_offer_on_the_table(tx: Tx, approved: Approval, agreed: NewOffer) -> None:
    await confirm_offer(tx, agreed, approved.asked_by)
