"""Accounts, holds and orders: what the bank decides and books."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import new_id
from rongqu.sandbox.bank.books import PLATFORM_ACCOUNT
from rongqu.sandbox.bank.callbacks import queue_credit_notice, queue_order_callback
from rongqu.sandbox.bank.faults import Fault, find_strike
from rongqu.sandbox.bank.schemas import (
    AccountAnswer,
    AccountRequest,
    BlockAnswer,
    BlockRequest,
    HoldRequest,
    IncomingRequest,
    OrderAnswer,
    OrderRequest,
)


class RequestIdTaken(Exception):
    """The same request id came before with another content."""


class Refused(Exception):
    """A request that is answered with a reason and changes nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unknown(Refused):
    """There is no such account or order."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens, and how long an order waits before it is executed."""

    now: datetime
    delay_seconds: float

    @property
    def timestamp(self) -> float:
        return self.now.timestamp()


def open_account(books: sqlite3.Connection, request: AccountRequest) -> AccountAnswer:
    known = books.execute(
        "SELECT * FROM account WHERE request_id = ?", (request.request_id,)
    ).fetchone()
    if known is not None:
        if (known["owner_ref"], known["name"]) != (request.owner_ref, request.name):
            raise RequestIdTaken
        return to_account(known)
    if strike := find_strike(books, Fault.REFUSE, f"account {request.request_id}"):
        raise Refused(strike.reason)
    count = int(books.execute("SELECT count(*) FROM account").fetchone()[0])
    account_no = str(int(PLATFORM_ACCOUNT) + count)
    books.execute(
        "INSERT INTO account (account_no, request_id, owner_ref, name) VALUES (?, ?, ?, ?)",
        (account_no, request.request_id, request.owner_ref, request.name),
    )
    return to_account(find_account(books, account_no))


def find_account(books: sqlite3.Connection, account_no: str | None) -> sqlite3.Row | None:
    found = books.execute("SELECT * FROM account WHERE account_no = ?", (account_no,))
    row: sqlite3.Row | None = found.fetchone()
    return row


def change_hold(books: sqlite3.Connection, kind: str, request: HoldRequest) -> AccountAnswer:
    """Freeze or unfreeze a part of an account's money."""
    account = _get_open_account(books, request.account_no)
    known = books.execute("SELECT * FROM hold WHERE request_id = ?", (request.request_id,))
    if (before := known.fetchone()) is not None:
        asked = (request.account_no, kind, request.minor)
        if (before["account_no"], before["kind"], before["amount_minor"]) != asked:
            raise RequestIdTaken
        return to_account(account)
    taken_from = "available_minor" if kind == "freeze" else "frozen_minor"
    if account[taken_from] < request.minor:
        raise Refused("insufficient_funds")
    moved = request.minor if kind == "freeze" else -request.minor
    books.execute(
        "INSERT INTO hold VALUES (?, ?, ?, ?)",
        (request.request_id, request.account_no, kind, request.minor),
    )
    books.execute(
        "UPDATE account SET available_minor = available_minor - ?, frozen_minor = frozen_minor + ?"
        " WHERE account_no = ?",
        (moved, moved, request.account_no),
    )
    return to_account(find_account(books, request.account_no))


def change_block(books: sqlite3.Connection, request: BlockRequest) -> BlockAnswer:
    """Block an account, or lift the block. A request that is known changes nothing, however late it
    comes: the answer says how the account stands."""
    _get_open_account(books, request.account_no)
    known = books.execute("SELECT * FROM block_request WHERE request_id = ?", (request.request_id,))
    before = known.fetchone()
    if before is None:
        if strike := find_strike(books, Fault.REFUSE, f"block {request.request_id}"):
            raise Refused(strike.reason)
        books.execute(
            "INSERT INTO block_request VALUES (?, ?, ?)",
            (request.request_id, request.account_no, int(request.blocked)),
        )
        change = (
            "INSERT OR IGNORE INTO blocked_account VALUES (?)"
            if request.blocked
            else "DELETE FROM blocked_account WHERE account_no = ?"
        )
        books.execute(change, (request.account_no,))
    elif (before["account_no"], bool(before["blocked"])) != (request.account_no, request.blocked):
        raise RequestIdTaken
    return BlockAnswer(
        account_no=request.account_no, blocked=_is_blocked(books, request.account_no)
    )


def _is_blocked(books: sqlite3.Connection, account_no: str | None) -> bool:
    found = books.execute("SELECT 1 FROM blocked_account WHERE account_no = ?", (account_no,))
    return found.fetchone() is not None


def place_order(books: sqlite3.Connection, request: OrderRequest, moment: Moment) -> OrderAnswer:
    """Take an order, or answer again what became of it. It is executed a moment later."""
    content = json.dumps(request.model_dump(mode="json"), sort_keys=True)
    known = find_order(books, request.request_id)
    if known is not None:
        if known["request"] != content:
            raise RequestIdTaken
        return to_order(known)
    reason = _find_refusal(books, request)
    books.execute(
        "INSERT INTO bank_order (request_id, order_no, request, kind, debit_account,"
        " credit_account, amount_minor, fee_minor, value_date, status, reason, execute_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            request.request_id,
            f"B{new_id().hex.upper()}",
            content,
            request.kind,
            request.debit_account,
            request.credit_account,
            request.minor,
            request.fee,
            request.value_date and request.value_date.isoformat(),
            "accepted" if reason is None else "failed",
            reason,
            moment.timestamp + moment.delay_seconds,
        ),
    )
    answer = to_order(find_order(books, request.request_id))
    queue_order_callback(books, answer, moment.timestamp)
    return answer


def find_order(books: sqlite3.Connection, request_id: str) -> sqlite3.Row | None:
    found = books.execute("SELECT * FROM bank_order WHERE request_id = ?", (request_id,))
    row: sqlite3.Row | None = found.fetchone()
    return row


def list_due_orders(books: sqlite3.Connection, now: datetime) -> list[str]:
    due = books.execute(
        "SELECT request_id FROM bank_order WHERE status = 'accepted' AND execute_at <= ?"
        " ORDER BY execute_at LIMIT 100",
        (now.timestamp(),),
    )
    return [row["request_id"] for row in due.fetchall()]


def execute_order(books: sqlite3.Connection, request_id: str, now: datetime) -> None:
    """Move the money or fail as a whole, and tell."""
    order = find_order(books, request_id)
    if order is None or order["status"] != "accepted":
        return
    reason = _find_hindrance(books, order)
    settled_on = order["value_date"] or business_date_at(now).isoformat()
    if reason is None:
        _book(books, order, settled_on)
        books.execute(
            "UPDATE bank_order SET status = 'settled', settled_on = ? WHERE request_id = ?",
            (settled_on, request_id),
        )
    else:
        books.execute(
            "UPDATE bank_order SET status = 'failed', reason = ? WHERE request_id = ?",
            (reason, request_id),
        )
    queue_order_callback(books, to_order(find_order(books, request_id)), now.timestamp())


def receive_incoming(books: sqlite3.Connection, incoming: IncomingRequest, now: datetime) -> None:
    """Somebody outside pays into an account, unasked."""
    _get_open_account(books, incoming.account_no)
    booked_on = (incoming.booked_on or business_date_at(now)).isoformat()
    reference = f"IN{new_id().hex.upper()}"
    _move(books, [(incoming.account_no, incoming.minor)], (booked_on, reference, "incoming"))
    queue_credit_notice(books, incoming, (booked_on, reference), now.timestamp())


def to_account(row: sqlite3.Row | None) -> AccountAnswer:
    if row is None:
        raise Unknown("account_unknown")
    return AccountAnswer(
        account_no=row["account_no"],
        name=row["name"],
        status=row["status"],
        available_minor=str(row["available_minor"]),
        frozen_minor=str(row["frozen_minor"]),
    )


def to_order(row: sqlite3.Row | None) -> OrderAnswer:
    if row is None:
        raise Unknown("order_unknown")
    return OrderAnswer(
        request_id=row["request_id"],
        order_no=row["order_no"],
        kind=row["kind"],
        status=row["status"],
        reason=row["reason"],
        amount_minor=str(row["amount_minor"]),
        fee_minor=str(row["fee_minor"]),
        settled_on=row["settled_on"],
    )


def _get_open_account(books: sqlite3.Connection, account_no: str) -> sqlite3.Row:
    account = find_account(books, account_no)
    if account is None:
        raise Unknown("account_unknown")
    if account["status"] != "open":
        raise Refused("account_closed")
    return account


def _find_refusal(books: sqlite3.Connection, request: OrderRequest) -> str | None:
    """What can be seen at once; whether the money suffices is seen when it is moved."""
    if strike := find_strike(books, Fault.REFUSE, f"order {request.request_id}"):
        return strike.reason
    for account_no in (request.debit_account, request.credit_account):
        if account_no is not None:
            try:
                _get_open_account(books, account_no)
            except Refused as refused:
                return refused.reason
            if _is_blocked(books, account_no):
                return "account_blocked"
    payee = find_account(books, request.credit_account)
    if payee is not None and request.credit_name not in (None, payee["name"]):
        return "name_mismatch"
    return None


def _find_hindrance(books: sqlite3.Connection, order: sqlite3.Row) -> str | None:
    for column in ("debit_account", "credit_account"):
        account = find_account(books, order[column])
        if account is not None and account["status"] != "open":
            return "account_closed"
        if _is_blocked(books, order[column]):
            return "account_blocked"
    debit = find_account(books, order["debit_account"])
    if debit is not None and debit["available_minor"] < order["amount_minor"]:
        return "insufficient_funds"
    return None


def _book(books: sqlite3.Connection, order: sqlite3.Row, booked_on: str) -> None:
    legs: list[tuple[str, int]] = []
    if order["debit_account"] is not None:
        legs.append((order["debit_account"], -order["amount_minor"]))
    if order["credit_account"] is not None:
        legs.append((order["credit_account"], order["amount_minor"]))
    _move(books, legs, (booked_on, order["request_id"], order["kind"]))
    if order["fee_minor"]:
        fee_legs = [
            (order["credit_account"], -order["fee_minor"]),
            (PLATFORM_ACCOUNT, order["fee_minor"]),
        ]
        _move(books, fee_legs, (booked_on, order["request_id"], "fee"))


def _move(
    books: sqlite3.Connection, legs: Sequence[tuple[str, int]], line: tuple[str, str, str]
) -> None:
    """`line` is the booking date, the reference and the text of the statement's lines."""
    for account_no, amount_minor in legs:
        books.execute(
            "UPDATE account SET available_minor = available_minor + ? WHERE account_no = ?",
            (amount_minor, account_no),
        )
        books.execute(
            "INSERT INTO movement (account_no, amount_minor, booked_on, reference, text)"
            " VALUES (?, ?, ?, ?, ?)",
            (account_no, amount_minor, *line),
        )
