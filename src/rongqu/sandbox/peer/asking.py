"""How the peer asks the platform, written from docs/guides/peers.md alone."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from fastapi import HTTPException
from httpx2 import AsyncBaseTransport, AsyncClient

from rongqu.infra.clock import Clock, utc_now
from rongqu.infra.signed_messages import Key, Message, sign
from rongqu.kernel.dates import business_date_at
from rongqu.modules.collateral.ports import hash_of, signer_of
from rongqu.sandbox.peer import NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """The other side, at the address of its question."""

    url: str
    secret: bytes = field(repr=False)
    own_name: str = NAME
    transport: AsyncBaseTransport | None = None
    clock: Clock = utc_now

    async def find_pledged(self, prints: Collection[bytes]) -> frozenset[bytes]:
        now = self.clock()
        day = business_date_at(now)
        asked = {hash_of(self.secret, day, each): each for each in prints}
        body = json.dumps({"day": day.isoformat(), "hashes": sorted(asked)}).encode()
        message = Message("POST", urlsplit(self.url).path, body)
        headers = sign(Key(signer_of(self.own_name), self.secret), message, now)
        headers["Content-Type"] = "application/json"
        async with AsyncClient(transport=self.transport) as client:
            answer = await client.post(self.url, content=body, headers=headers)
        if answer.status_code != 200:
            raise HTTPException(502, answer.json())
        return frozenset(asked[each] for each in answer.json()["pledged"])
