"""Other platforms, asked over HTTP whether things are pledged with them: signed questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from httpx2 import AsyncBaseTransport, AsyncClient, HTTPError, Response, TimeoutException

from rongqu.infra.clock import Clock, utc_now
from rongqu.infra.signed_messages import Key, Message, sign
from rongqu.kernel.dates import business_date_at
from rongqu.modules.collateral.ports import AT_ONCE, PATH, PeerSilent, hash_of, signer_of

TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpPledgePeer:
    """Implements collateral's `PledgePeer`. The job that calls it tries again, not this.
    `own_name` is ours, as the peer knows it."""

    name: str
    url: str
    secret: str
    own_name: str
    transport: AsyncBaseTransport | None = None
    clock: Clock = utc_now

    async def find_pledged(self, fingerprints: Sequence[bytes]) -> frozenset[bytes]:
        found: set[bytes] = set()
        async with AsyncClient(timeout=TIMEOUT_SECONDS, transport=self.transport) as client:
            for start in range(0, len(fingerprints), AT_ONCE):
                found |= await self._ask(client, fingerprints[start : start + AT_ONCE])
        return frozenset(found)

    async def _ask(self, client: AsyncClient, fingerprints: Sequence[bytes]) -> set[bytes]:
        now = self.clock()
        day, key = business_date_at(now), self.secret.encode()
        asked = {hash_of(key, day, each): each for each in fingerprints}
        body = json.dumps({"day": day.isoformat(), "hashes": list(asked)}).encode()
        url = self.url + PATH
        message = Message("POST", urlsplit(url).path, body)
        headers = sign(Key(signer_of(self.own_name), key), message, now)
        try:
            answer = await client.post(
                url, content=body, headers={**headers, "Content-Type": "application/json"}
            )
        except TimeoutException as error:
            raise PeerSilent("timed_out") from error
        except HTTPError as error:
            raise PeerSilent("unreachable") from error
        return {asked[each] for each in _pledged_in(answer, asked)}


def _pledged_in(answer: Response, asked: dict[str, bytes]) -> set[str]:
    """Nothing of it is believed but what was asked for: an answer about other things is none."""
    if answer.status_code != 200:
        raise PeerSilent(f"status_{answer.status_code}")
    try:
        pledged = answer.json()["pledged"]
        named = {str(each) for each in pledged}
    except (ValueError, KeyError, TypeError) as error:
        raise PeerSilent("unreadable") from error
    if not isinstance(pledged, list) or not named <= asked.keys():
        raise PeerSilent("unreadable")
    return named
