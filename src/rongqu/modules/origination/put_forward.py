"""Whether the lender has looked at the applicant already, with its park's batch."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.origination.types import Application
from rongqu.modules.parks.public import find_approved_place


async def is_put_forward(tx: Tx, application: Application) -> bool:
    """For no more than was approved then: the lender's approval of the batch stands for the review,
    so that an unsecured application with nothing against it goes on to its own approval."""
    place = await find_approved_place(tx, application.applicant.id, application.product.id)
    return place is not None and place.amount is not None and application.asked <= place.amount
