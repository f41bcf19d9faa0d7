"""What the platform may ask: every request signed, every change safe to repeat."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from rongqu.infra.clock import utc_now
from rongqu.infra.signed_messages import (
    WINDOW,
    Key,
    Message,
    NotSigned,
    check_signed,
    target_of,
)
from rongqu.sandbox.bank import batches, orders, statements
from rongqu.sandbox.bank.faults import Fault, count_attempt, find_strike
from rongqu.sandbox.bank.orders import Moment
from rongqu.sandbox.bank.schemas import (
    AccountAnswer,
    AccountRequest,
    BlockAnswer,
    BlockRequest,
    HoldRequest,
    NameCheckAnswer,
    NameCheckRequest,
    OrderAnswer,
    OrderRequest,
    StatementAnswer,
    StatementLine,
)
from rongqu.sandbox.bank.setup import Setup, SetupDep

PLATFORM = "platform"


async def _check_signature(request: Request, setup: SetupDep) -> None:
    """A nonce is taken once: what was overheard cannot be sent again."""
    message = Message(request.method, target_of(request.scope), await request.body())
    now = utc_now()
    try:
        key = Key(PLATFORM, setup.secret)
        nonce = check_signed(key, message, request.headers, now=now)
    except NotSigned as refused:
        raise HTTPException(401, f"not_signed: {refused.reason}") from refused
    with setup.books.change() as books:
        forget_before = (now - 2 * WINDOW).timestamp()
        books.execute("DELETE FROM nonce WHERE seen_at < ?", (forget_before,))
        noted = books.execute(
            "INSERT OR IGNORE INTO nonce VALUES (?, ?)", (nonce, now.timestamp())
        ).rowcount
    if not noted:
        raise HTTPException(401, "not_signed: replayed")


router = APIRouter(prefix="/v1", dependencies=[Depends(_check_signature)])


@router.post("/accounts", status_code=201)
async def open_account(setup: SetupDep, body: AccountRequest) -> AccountAnswer:
    key = _attempt_key(setup, f"account {body.request_id}")
    await _hang(setup, Fault.TIMEOUT_BEFORE, key)
    with setup.books.change() as books:
        answer = orders.open_account(books, body)
    await _hang(setup, Fault.TIMEOUT_AFTER, key)
    return answer


@router.get("/accounts/{account_no}")
async def get_account(setup: SetupDep, account_no: str) -> AccountAnswer:
    return orders.to_account(orders.find_account(setup.books.read, account_no))


@router.get("/accounts/{account_no}/statement")
async def get_statement(
    setup: SetupDep, account_no: str, booked_on: str | None = None
) -> StatementAnswer:
    account = orders.to_account(orders.find_account(setup.books.read, account_no))
    found = setup.books.read.execute(
        "SELECT * FROM movement WHERE account_no = ? AND booked_on = coalesce(?, booked_on)"
        " ORDER BY number",
        (account_no, booked_on),
    )
    lines = [
        StatementLine.model_validate(dict(row) | {"amount_minor": str(row["amount_minor"])})
        for row in found
    ]
    closing = int(account.available_minor) + int(account.frozen_minor)
    return StatementAnswer(lines=lines, closing_minor=str(closing))


@router.get("/statements/{day}")
async def get_day_statement(setup: SetupDep, day: date) -> Response:
    """camt.053 of a day that is closed."""
    with setup.books.change() as books:
        if not statements.is_closed(books, day, utc_now()):
            raise orders.Unknown("day_not_closed")
        return Response(statements.write_statement(books, day), media_type="application/xml")


@router.post("/name-checks")
async def check_name(setup: SetupDep, body: NameCheckRequest) -> NameCheckAnswer:
    account = orders.to_account(orders.find_account(setup.books.read, body.account_no))
    return NameCheckAnswer(is_match=account.name == body.name)


@router.post("/freezes", status_code=201)
async def freeze(setup: SetupDep, body: HoldRequest) -> AccountAnswer:
    with setup.books.change() as books:
        return orders.change_hold(books, "freeze", body)


@router.post("/unfreezes", status_code=201)
async def unfreeze(setup: SetupDep, body: HoldRequest) -> AccountAnswer:
    with setup.books.change() as books:
        return orders.change_hold(books, "unfreeze", body)


@router.post("/blocks", status_code=201)
async def block_account(setup: SetupDep, body: BlockRequest) -> BlockAnswer:
    key = _attempt_key(setup, f"block {body.request_id}")
    await _hang(setup, Fault.TIMEOUT_BEFORE, key)
    with setup.books.change() as books:
        answer = orders.change_block(books, body)
    await _hang(setup, Fault.TIMEOUT_AFTER, key)
    return answer


@router.post("/orders", status_code=202)
async def place_order(setup: SetupDep, body: OrderRequest) -> OrderAnswer:
    key = _attempt_key(setup, f"order {body.request_id}")
    await _hang(setup, Fault.TIMEOUT_BEFORE, key)
    with setup.books.change() as books:
        answer = orders.place_order(books, body, Moment(utc_now(), setup.delay_seconds))
    await _hang(setup, Fault.TIMEOUT_AFTER, key)
    return answer


@router.post("/batches", status_code=202)
async def place_batch(setup: SetupDep, request: Request) -> Response:
    """pain.001 in, pain.002 out."""
    content = await request.body()
    key = _attempt_key(setup, f"batch {hashlib.sha256(content).hexdigest()}")
    await _hang(setup, Fault.TIMEOUT_BEFORE, key)
    with setup.books.change() as books:
        answer = batches.place_batch(books, content, Moment(utc_now(), setup.delay_seconds))
    await _hang(setup, Fault.TIMEOUT_AFTER, key)
    return Response(answer, 202, media_type="application/xml")


@router.get("/batches/{batch_id}")
async def get_batch_report(setup: SetupDep, batch_id: str) -> Response:
    return Response(batches.report(setup.books.read, batch_id), media_type="application/xml")


@router.get("/orders/{request_id}")
async def get_order(setup: SetupDep, request_id: str) -> OrderAnswer:
    await _hang(setup, Fault.TIMEOUT_BEFORE, _attempt_key(setup, f"query {request_id}"))
    return orders.to_order(orders.find_order(setup.books.read, request_id))


async def _hang(setup: Setup, kind: Fault, key: str) -> None:
    """A time-out: the answer comes long after the platform has stopped waiting."""
    with setup.books.change() as books:
        strike = find_strike(books, kind, key)
    if strike is not None:
        await asyncio.sleep(strike.seconds)
        raise HTTPException(504, kind)


def _attempt_key(setup: Setup, what: str) -> str:
    with setup.books.change() as books:
        return f"{what}#{count_attempt(books, what)}"
