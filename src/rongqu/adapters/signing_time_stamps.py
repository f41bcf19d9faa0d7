"""Time stamps for signatures (RFC 3161 over HTTP); what comes back is checked by who asked."""

from __future__ import annotations

from pathlib import Path

import httpx2

from rongqu.adapters.certificate_authority import read_root
from rongqu.infra.settings import SettingInvalid
from rongqu.modules.contracts.ports import AuthorityAway, Trust

QUERY = "application/timestamp-query"
TIMEOUT_SECONDS = 10.0


class HttpTimeStamps:
    def __init__(
        self,
        url: str,
        root: Path | None,
        revocations: str,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._url = url
        self._root = root
        self._revocations = revocations
        self._transport = transport

    async def stamp(self, query: bytes) -> bytes:
        if not self._url:
            raise SettingInvalid("RONGQU_TSA_URL is empty: contracts are signed with time stamps.")
        return await self._ask("POST", self._url, query)

    async def trust(self) -> Trust:
        if not self._revocations:
            return Trust(roots=[self.root()], revocations=[])
        return Trust(
            roots=[self.root()], revocations=[await self._ask("GET", self._revocations, b"")]
        )

    def root(self) -> bytes:
        return read_root("RONGQU_TSA_AUTHORITY", self._root)

    async def _ask(self, method: str, url: str, body: bytes) -> bytes:
        try:
            async with httpx2.AsyncClient(
                timeout=TIMEOUT_SECONDS, transport=self._transport
            ) as client:
                answer = await client.request(
                    method, url, content=body, headers={"content-type": QUERY}
                )
        except httpx2.TransportError as error:
            raise AuthorityAway(type(error).__name__) from error
        if answer.status_code != 200:
            raise AuthorityAway(f"status {answer.status_code}")
        return answer.content
