"""What collateral does when something happens: each handler is one wish."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.collateral import ItemsDeclared, ItemsPledged, SilentPeersDue
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.collateral.jobs import ask_peers, ask_silent_peers
from rongqu.modules.collateral.types import Occasion


@on(ItemsDeclared)
async def ask_peers_when_declared(tx: Tx, event: ItemsDeclared) -> None:
    await _ask(tx, event.subject_id, Occasion.DECLARED)


@on(ItemsPledged)
async def ask_peers_when_pledged(tx: Tx, event: ItemsPledged) -> None:
    await _ask(tx, event.application_id, Occasion.PLEDGED)


@on(SilentPeersDue)
async def ask_silent_peers_when_wished(tx: Tx, _: SilentPeersDue) -> None:
    await tx.defer(ask_silent_peers.later().when(queueing_lock="collateral.silent_peers"))


async def _ask(tx: Tx, application_id: UUID, occasion: Occasion) -> None:
    wish = ask_peers.later(application_id=str(application_id), occasion=occasion.value)
    await tx.defer(wish.when(queueing_lock=f"collateral.peers {application_id} {occasion}"))
