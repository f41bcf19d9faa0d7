"""Asking peers whether things are pledged with them, between transactions."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from rongqu.infra.jobs import Work
from rongqu.modules.collateral import queries
from rongqu.modules.collateral.actions.record_peer_answer import record_peer_answer
from rongqu.modules.collateral.ports import PeerSilent, PledgePeer, PledgePeers
from rongqu.modules.collateral.types import DueQuestion, PeerState

MOST = 500
"""Questions in one run; the rest follows in the next."""
UNKNOWN_PEER = "not_configured"


async def ask_due(work: Work) -> None:
    """Each peer by itself: one that is away holds up no other."""
    async with work.open_tx() as tx:
        due = await queries.list_due_questions(tx, MOST)
    by_peer: defaultdict[str, list[DueQuestion]] = defaultdict(list)
    for each in due:
        by_peer[each.question.peer].append(each)
    peers = {peer.name: peer for peer in peers_of(work)}
    await asyncio.gather(
        *(_ask(work, peers.get(name), asked) for name, asked in sorted(by_peer.items()))
    )


def peers_of(work: Work) -> Sequence[PledgePeer]:
    """An installation may have none."""
    return work.port(PledgePeers).all if PledgePeers in work.ports else ()


async def _ask(work: Work, peer: PledgePeer | None, asked: Sequence[DueQuestion]) -> None:
    prints = sorted({each for question in asked for each in question.fingerprints})
    try:
        if peer is None:
            raise PeerSilent(UNKNOWN_PEER)
        pledged = await peer.find_pledged(prints)
    except PeerSilent as silence:
        for each in asked:
            await _record(work, each, PeerState.SILENT, silence.reason)
        return
    for each in asked:
        is_pledged = not pledged.isdisjoint(each.fingerprints)
        await _record(work, each, PeerState.PLEDGED if is_pledged else PeerState.FREE, "")


async def _record(work: Work, asked: DueQuestion, answer: PeerState, reason: str) -> None:
    async with work.open_tx() as tx:
        await record_peer_answer(tx, asked.question, answer, reason)
