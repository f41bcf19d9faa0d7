"""The SMS and e-mail gateway over HTTP, with signed requests."""

from __future__ import annotations

import json
from types import TracebackType
from typing import Self

import httpx2

from rongqu.infra.signed_messages import Key, Message, sign
from rongqu.infra.tx import utc_now
from rongqu.kernel.pii import EmailAddress, MobileNumber, Pii
from rongqu.modules.engagement.ports import GatewayAway, Refused, Words

TIMEOUT_SECONDS = 5.0
PATH = "/messages"
SIGNER = "rongqu"


class HttpMessageGateway:
    """Implements engagement's `MessageGateway`. The job that calls it tries again, not this."""

    def __init__(
        self, url: str, secret: str, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        self._key = Key(SIGNER, secret.encode())
        self._client = httpx2.AsyncClient(
            base_url=url, timeout=TIMEOUT_SECONDS, transport=transport
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._client.aclose()

    async def send_sms(self, message_id: str, to: MobileNumber, words: Words) -> Refused | None:
        return await self._send(message_id, "sms", to, words)

    async def send_email(self, message_id: str, to: EmailAddress, words: Words) -> Refused | None:
        return await self._send(message_id, "email", to, words)

    async def _send(self, message_id: str, channel: str, to: Pii, words: Words) -> Refused | None:
        message = {
            "id": message_id,
            "channel": channel,
            "recipient": to.reveal(),
            "title": words.title,
            "body": words.body,
        }
        body = json.dumps(message, ensure_ascii=False).encode()
        headers = sign(self._key, Message("POST", PATH, body), utc_now())
        try:
            answer = await self._client.post(
                PATH, content=body, headers={**headers, "Content-Type": "application/json"}
            )
        except httpx2.TransportError as error:
            raise GatewayAway(type(error).__name__) from error
        if answer.status_code != 200:  # the message is not quoted: it names a person
            raise GatewayAway(f"status {answer.status_code}")
        refused: str | None = answer.json()["refused"]
        return None if refused is None else Refused(refused)
