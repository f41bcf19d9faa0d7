"""Codes for signing go out by the gateway that sends all other messages."""

from __future__ import annotations

from rongqu.adapters.message_gateway import HttpMessageGateway
from rongqu.kernel.pii import MobileNumber
from rongqu.modules.contracts.ports import AuthorityAway, CodeMessage
from rongqu.modules.engagement.ports import GatewayAway, Words


class GatewayCodeSender:
    def __init__(self, gateway: HttpMessageGateway) -> None:
        self._gateway = gateway

    async def send(self, message: CodeMessage) -> None:
        """A number that the gateway refuses is not tried again: the person chooses another way."""
        words = Words(title=message.title, body=message.body)
        try:
            if isinstance(message.to, MobileNumber):
                await self._gateway.send_sms(message.id, message.to, words)
            else:
                await self._gateway.send_email(message.id, message.to, words)
        except GatewayAway as error:
            raise AuthorityAway("gateway") from error
