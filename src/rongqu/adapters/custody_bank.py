"""The custody bank over HTTP: signed requests, and call-backs whose signature is checked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import stamina
from httpx2 import AsyncBaseTransport, AsyncClient, HTTPError, Response, TransportError

from rongqu.infra.signed_messages import Key, Message, NotSigned, check_signed, sign
from rongqu.infra.tx import Clock, utc_now
from rongqu.kernel.ids import BatchId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.payments.ports import (
    AccountRequest,
    Agreement,
    BankOrder,
    BankRefused,
    BankStatus,
    BankUnreachable,
    BlockRequest,
    Callback,
    CallbackRefused,
    CallbackUnreadable,
    CreditNews,
    OrderNews,
    RawCallback,
)

PLATFORM, BANK = "platform", "bank"
CREATED, ACCEPTED, OK, NOT_FOUND, CONFLICT, REFUSED = 201, 202, 200, 404, 409, 422
ATTEMPTS = 3
SANDBOX = Agreement(settlement_account="880000000000", fee_account="880000000001")
"""What the sandbox bank calls its accounts."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Where the bank is, the key that both share, and how long it may take to answer."""

    url: str
    secret: str = field(repr=False)
    agreement: Agreement = SANDBOX
    timeout_seconds: float = 10.0


class HttpCustodyBank:
    """Implements `CustodyBank`. Requests that only ask, or that carry an id by which the bank
    recognises them, are sent again when the line breaks. An order is not, although it could be:
    silence about money is put on record, and then asked about."""

    def __init__(
        self,
        contact: Contact,
        *,
        clock: Clock = utc_now,
        transport: AsyncBaseTransport | None = None,
    ) -> None:
        self.agreement = contact.agreement
        self._client = AsyncClient(
            base_url=contact.url,
            timeout=contact.timeout_seconds,
            trust_env=False,
            transport=transport,
        )
        self._secret = contact.secret.encode()
        self._clock = clock

    async def aclose(self) -> None:
        await self._client.aclose()

    async def open_account(self, request: AccountRequest) -> str:
        body = {
            "request_id": str(request.id),
            "owner_ref": str(request.owner),
            "name": request.name,
        }
        response = await self._send_again("POST", "/v1/accounts", body)
        if response.status_code in (CONFLICT, REFUSED) and (code := _code_of(response)):
            raise BankRefused(code)
        _check_status(response, CREATED)
        return str(response.json()["account_no"])

    async def block_account(self, request: BlockRequest) -> None:
        body = {
            "request_id": str(request.id),
            "account_no": request.account_no,
            "blocked": request.blocked,
        }
        response = await self._send_again("POST", "/v1/blocks", body)
        if response.status_code in (CONFLICT, REFUSED) and (code := _code_of(response)):
            raise BankRefused(code)
        _check_status(response, CREATED)

    async def place_order(self, order: BankOrder) -> OrderNews:
        body = {
            "request_id": str(order.id),
            "kind": order.kind,
            "debit_account": order.debit_account,
            "credit_account": order.credit_account,
            "credit_name": order.credit_name,
            "amount_minor": str(order.amount.minor),
            "fee_minor": str(order.fee.minor),
            "currency": order.amount.currency,
            "value_date": order.value_date.isoformat(),
        }
        response = await self._send("POST", "/v1/orders", body)
        if response.status_code == CONFLICT:
            # The id belongs to another order there: what that one is shows the contradiction.
            known = await self.ask_order(order.id)
            if known is not None:
                return known
        _check_status(response, ACCEPTED)
        return _read_order(response.json())

    async def place_batch(self, message: bytes) -> bytes:
        response = await self._send("POST", "/v1/batches", message)
        _check_status(response, ACCEPTED)
        return response.content

    async def ask_batch(self, batch_id: BatchId) -> bytes | None:
        response = await self._send_again("GET", f"/v1/batches/{batch_id}")
        if response.status_code == NOT_FOUND and _code_of(response) == "batch_unknown":
            return None
        _check_status(response, OK)
        return response.content

    async def ask_order(self, order_id: PaymentOrderId) -> OrderNews | None:
        response = await self._send_again("GET", f"/v1/orders/{order_id}")
        if response.status_code == NOT_FOUND and _code_of(response) == "order_unknown":
            return None
        _check_status(response, OK)
        return _read_order(response.json())

    async def fetch_statement(self, day: date) -> bytes | None:
        response = await self._send_again("GET", f"/v1/statements/{day.isoformat()}")
        if response.status_code == NOT_FOUND and _code_of(response) == "day_not_closed":
            return None
        _check_status(response, OK)
        return response.content

    def read_callback(self, raw: RawCallback) -> Callback:
        """The time in the signature bounds how long an overheard call-back may be sent again;
        within that time it is the same message, and taken once by its id."""
        message = Message(raw.method, raw.path, raw.body)
        try:
            check_signed(Key(BANK, self._secret), message, raw.headers, now=self._clock())
        except NotSigned as error:
            raise CallbackRefused(error.reason) from error
        try:
            return _read_callback(json.loads(raw.body))
        except (KeyError, TypeError, ValueError) as error:
            raise CallbackUnreadable(type(error).__name__) from error

    async def _send_again(self, method: str, path: str, body: object = None) -> Response:
        attempts = stamina.retry_context(on=_is_line_broken, attempts=ATTEMPTS, wait_max=1.0)
        async for attempt in attempts:
            with attempt:
                return await self._send(method, path, body)
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def _send(self, method: str, path: str, body: object = None) -> Response:
        """Signed anew each time: the bank takes a nonce once."""
        if isinstance(body, bytes):
            content, media_type = body, "application/xml"
        else:
            content = b"" if body is None else json.dumps(body).encode()
            media_type = "application/json"
        headers = sign(
            Key(PLATFORM, self._secret), Message(method, path, content), self._clock()
        ) | {"content-type": media_type}
        try:
            return await self._client.request(method, path, content=content, headers=headers)
        except HTTPError as error:
            raise BankUnreachable(type(error).__name__) from error


def _is_line_broken(error: Exception) -> bool:
    return isinstance(error, BankUnreachable) and isinstance(error.__cause__, TransportError)


def _check_status(response: Response, wanted: int) -> None:
    if response.status_code != wanted:
        raise BankUnreachable(f"status {response.status_code}")


def _code_of(response: Response) -> str | None:
    """The bank's own reason; None when somebody else answered, such as a proxy."""
    try:
        body: dict[str, Any] = response.json()
        return str(body["code"])
    except (KeyError, TypeError, ValueError):
        return None


def _read_order(body: dict[str, Any]) -> OrderNews:
    settled_on: str | None = body["settled_on"]
    return OrderNews(
        order_id=PaymentOrderId(UUID(body["request_id"])),
        status=BankStatus(body["status"]),
        amount=Money(int(body["amount_minor"]), "CNY"),
        fee=Money(int(body["fee_minor"]), "CNY"),
        bank_order_no=body["order_no"],
        reason_code=body["reason"],
        settled_on=None if settled_on is None else date.fromisoformat(settled_on),
    )


def _read_callback(body: dict[str, Any]) -> Callback:
    message_id = UUID(body["message_id"])
    if body["kind"] != "account.credited":
        return Callback(id=message_id, news=_read_order(body["order"]))
    credit: dict[str, str] = body["credit"]
    news = CreditNews(
        reference=credit["reference"],
        account_no=credit["account_no"],
        amount=Money(int(credit["amount_minor"]), credit["currency"]),
        booked_on=date.fromisoformat(credit["booked_on"]),
    )
    return Callback(id=message_id, news=news)
