"""The other platforms of the demo: one lends on a thing now and then, one is away lately."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from rongqu.kernel.dates import start_of_day
from rongqu.modules.collateral.ports import PeerSilent, PledgePeers
from rongqu.sandbox import peer as sandbox_peer

AWAY = "北方动产平台"
AWAY_DAYS = 45
LENT_ON = 12
"""Of 256 questions so many are about something that is pledged over there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPeer:
    """Away from a moment on, or never."""

    name: str
    look: Callable[[], datetime]
    away_since: datetime | None = None

    async def find_pledged(self, fingerprints: Sequence[bytes]) -> frozenset[bytes]:
        if self.away_since is not None and self.look() >= self.away_since:
            raise PeerSilent("timed_out")
        first = min(fingerprints)
        return frozenset({first} if sha256(first).digest()[0] < LENT_ON else ())


def demo_peers(last: date, look: Callable[[], datetime]) -> PledgePeers:
    away_since = start_of_day(last - timedelta(days=AWAY_DAYS))
    return PledgePeers(
        [
            DemoPeer(name=sandbox_peer.NAME, look=look),
            DemoPeer(name=AWAY, look=look, away_since=away_since),
        ]
    )
