"""For whoever plays with the sandbox: pay in from outside, order faults, look behind the counter.

Unsigned, which is why the bank listens on the machine itself only unless told otherwise.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

from fastapi import APIRouter, Response

from rongqu.infra.clock import utc_now
from rongqu.sandbox.bank import orders, statements
from rongqu.sandbox.bank.schemas import (
    AccountAnswer,
    ClosingRequest,
    FaultRequest,
    IncomingRequest,
    WeatherRequest,
)
from rongqu.sandbox.bank.setup import SetupDep

router = APIRouter()


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.post("/world/incoming", status_code=202)
async def pay_in(setup: SetupDep, body: IncomingRequest) -> dict[str, str]:
    with setup.books.change() as books:
        orders.receive_incoming(books, body, utc_now())
    return {"status": "booked"}


@router.post("/admin/faults", status_code=201)
async def order_fault(setup: SetupDep, body: FaultRequest) -> FaultRequest:
    with setup.books.change() as books:
        books.execute(
            "INSERT INTO fault (kind, matching, times_left, reason, seconds)"
            " VALUES (?, ?, ?, ?, ?)",
            (body.kind, body.matching, body.times, body.reason, body.seconds),
        )
    return body


@router.delete("/admin/faults", status_code=204)
async def clear_faults(setup: SetupDep) -> None:
    with setup.books.change() as books:
        books.execute("DELETE FROM fault")
        books.execute("DELETE FROM weather")


@router.put("/admin/weather")
async def set_weather(setup: SetupDep, body: WeatherRequest) -> WeatherRequest:
    with setup.books.change() as books:
        note_weather(books, body)
    return body


def note_weather(books: sqlite3.Connection, weather: WeatherRequest) -> None:
    """From now on faults come by this seed and these rates."""
    books.execute(
        "INSERT OR REPLACE INTO weather VALUES (1, ?, ?)", (weather.seed, json.dumps(weather.rates))
    )


@router.put("/admin/closing")
async def close_days(setup: SetupDep, body: ClosingRequest) -> ClosingRequest:
    with setup.books.change() as books:
        books.execute("INSERT OR REPLACE INTO closing VALUES (1, ?)", (body.until_on.isoformat(),))
    return body


@router.get("/admin/statements/{day}")
async def preview_statement(setup: SetupDep, day: date) -> Response:
    """The day as it stands, closed or not: to be saved and imported by hand."""
    with setup.books.change() as books:
        return Response(statements.write_statement(books, day), media_type="application/xml")


@router.post("/admin/accounts/{account_no}/closure")
async def close_account(setup: SetupDep, account_no: str) -> AccountAnswer:
    with setup.books.change() as books:
        books.execute("UPDATE account SET status = 'closed' WHERE account_no = ?", (account_no,))
        return orders.to_account(orders.find_account(books, account_no))


@router.get("/admin/callbacks")
async def list_callbacks(setup: SetupDep) -> list[dict[str, Any]]:
    found = setup.books.read.execute("SELECT * FROM callback ORDER BY number")
    return [dict(row) | {"body": json.loads(row["body"])} for row in found]
