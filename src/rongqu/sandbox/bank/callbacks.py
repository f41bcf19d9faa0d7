"""Call-backs: queued in the transaction of what they tell of, and sent until they are heard."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from httpx2 import AsyncClient, HTTPError

from rongqu.infra.clock import utc_now
from rongqu.infra.signed_messages import Key, Message, sign
from rongqu.kernel.ids import new_id
from rongqu.sandbox.bank.books import Books
from rongqu.sandbox.bank.faults import Fault, find_strike
from rongqu.sandbox.bank.schemas import IncomingRequest, OrderAnswer

ATTEMPTS = 8
LONGEST_WAIT_SECONDS = 60.0
AT_ONCE = 20
NAP_SECONDS = 0.02

log = logging.getLogger(__name__)


def queue_order_callback(books: sqlite3.Connection, order: OrderAnswer, now: float) -> None:
    """Tell what became of an order. The faults of call-backs are decided here."""
    key = f"{order.status} {order.request_id}"
    body = {
        "message_id": str(new_id()),
        "kind": f"order.{order.status}",
        "order": order.model_dump(mode="json"),
    }
    _queue(books, body, key, now)


def queue_credit_notice(
    books: sqlite3.Connection, incoming: IncomingRequest, line: tuple[str, str], now: float
) -> None:
    booked_on, reference = line
    body = {
        "message_id": str(new_id()),
        "kind": "account.credited",
        "credit": {
            "reference": reference,
            "account_no": incoming.account_no,
            "amount_minor": incoming.amount_minor,
            "currency": "CNY",
            "remittance": incoming.remittance,
            "booked_on": booked_on,
        },
    }
    _queue(books, body, f"credited {reference}", now)


def _queue(books: sqlite3.Connection, body: Mapping[str, object], key: str, now: float) -> None:
    due_at = now
    for kind in (Fault.LATE, Fault.REORDER):
        # Only the first message of an order can be overtaken by a later one.
        if kind is Fault.REORDER and not key.startswith("accepted"):
            continue
        if strike := find_strike(books, kind, key):
            due_at += strike.seconds
    is_spoiled = find_strike(books, Fault.BAD_SIGNATURE, key) is not None
    copies = 2 if find_strike(books, Fault.DUPLICATE, key) else 1
    state = "lost" if find_strike(books, Fault.LOST, key) else "due"
    for _ in range(copies):
        books.execute(
            "INSERT INTO callback (body, due_at, is_spoiled, state) VALUES (?, ?, ?, ?)",
            (json.dumps(body), due_at, is_spoiled, state),
        )


@dataclass(frozen=True, slots=True)
class Address:
    """Whom the bank tells. `path` is signed with the message."""

    client: AsyncClient
    path: str


class Courier:
    """Sends what is due. A call-back that is not answered with 2xx is sent again, later."""

    def __init__(self, books: Books, address: Address, key: Key, first_wait_seconds: float) -> None:
        self._books = books
        self._address = address
        self._key = key
        self._first_wait_seconds = first_wait_seconds

    async def run(self) -> None:
        while True:
            if not await self.send_due():
                await asyncio.sleep(NAP_SECONDS)

    async def send_due(self) -> int:
        due = self._books.read.execute(
            "SELECT * FROM callback WHERE state = 'due' AND due_at <= ? ORDER BY due_at LIMIT ?",
            (utc_now().timestamp(), AT_ONCE),
        ).fetchall()
        await asyncio.gather(*(self._send(row) for row in due))
        return len(due)

    async def _send(self, row: sqlite3.Row) -> None:
        is_heard = await self._post(row["body"].encode(), is_spoiled=bool(row["is_spoiled"]))
        attempts = row["attempts"] + 1
        state = "delivered" if is_heard else "given_up" if attempts >= ATTEMPTS else "due"
        wait = min(self._first_wait_seconds * 2 ** (attempts - 1), LONGEST_WAIT_SECONDS)
        with self._books.change() as books:
            books.execute(
                "UPDATE callback SET state = ?, attempts = ?, due_at = ?, is_spoiled = 0"
                " WHERE number = ?",
                (state, attempts, utc_now().timestamp() + wait, row["number"]),
            )

    async def _post(self, body: bytes, *, is_spoiled: bool) -> bool:
        key = Key(self._key.signer, b"not the secret") if is_spoiled else self._key
        headers = sign(key, Message("POST", self._address.path, body), utc_now())
        try:
            response = await self._address.client.post(
                self._address.path,
                content=body,
                headers={"content-type": "application/json", **headers},
            )
        except HTTPError as error:
            log.info("call-back not delivered: %s", type(error).__name__)
            return False
        return response.is_success
