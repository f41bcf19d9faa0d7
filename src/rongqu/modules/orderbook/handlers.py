"""What the order book does when something happens: each handler is one call."""

from __future__ import annotations

from rongqu.events.investing import AskPlaced, OfferingRepaid
from rongqu.events.orderbook import BidPlaced
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.orderbook.jobs import end_bids, matching


@on(AskPlaced)
async def match_when_offered(tx: Tx, event: AskPlaced) -> None:
    await tx.defer(matching(event.offering_id))


@on(BidPlaced)
async def match_when_bid(tx: Tx, event: BidPlaced) -> None:
    await tx.defer(matching(event.offering_id))


@on(OfferingRepaid)
async def end_bids_when_repaid(tx: Tx, event: OfferingRepaid) -> None:
    await tx.defer(end_bids.later(offering_id=str(event.subject_id)))
