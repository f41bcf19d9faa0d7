"""What engagement needs of the outside world: somebody who delivers SMS and e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from rongqu.kernel.pii import EmailAddress, MobileNumber
from rongqu.modules.engagement.types import Words

__all__ = ["GatewayAway", "MessageGateway", "Refused", "Words"]


class GatewayAway(Exception):
    """No answer: the message may or may not have been taken. Send it again with the same id."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The gateway will never send this one: `reason_code` says why."""

    reason_code: str


class MessageGateway(Protocol):
    """`message_id` makes a repeated call harmless. Raises GatewayAway."""

    async def send_sms(self, message_id: str, to: MobileNumber, words: Words) -> Refused | None: ...

    async def send_email(
        self, message_id: str, to: EmailAddress, words: Words
    ) -> Refused | None: ...
