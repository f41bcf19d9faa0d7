"""The bank as one program: its interface, the execution of orders, and the courier."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from httpx2 import AsyncClient

from rongqu.infra.clock import utc_now
from rongqu.infra.signed_messages import Key
from rongqu.sandbox.bank import orders, platform_api, play_api
from rongqu.sandbox.bank.books import Books
from rongqu.sandbox.bank.callbacks import NAP_SECONDS, Address, Courier
from rongqu.sandbox.bank.orders import Refused, RequestIdTaken, Unknown
from rongqu.sandbox.bank.setup import Setup

BANK = "bank"
"""Who signs call-backs: the same secret, another name, so that no message can be turned around."""


def create_bank(setup: Setup) -> FastAPI:
    app = FastAPI(title="Sandbox custody bank", lifespan=_lifespan)
    app.state.setup = setup
    app.include_router(platform_api.router)
    app.include_router(play_api.router)
    app.exception_handler(Refused)(_refused)
    app.exception_handler(RequestIdTaken)(_taken)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    setup: Setup = app.state.setup
    async with AsyncClient(base_url=setup.callback_base, timeout=5, trust_env=False) as client:
        address = Address(client, setup.callback_path)
        courier = Courier(setup.books, address, Key(BANK, setup.secret), setup.retry_seconds)
        tasks = [asyncio.create_task(courier.run()), asyncio.create_task(_execute_due(setup.books))]
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
    setup.books.close()


async def _execute_due(books: Books) -> None:
    while True:
        now = utc_now()
        for request_id in orders.list_due_orders(books.read, now):
            with books.change() as change:
                orders.execute_order(change, request_id, now)
        await asyncio.sleep(NAP_SECONDS)


async def _refused(_: Request, refused: Exception) -> JSONResponse:
    assert isinstance(refused, Refused)
    status = 404 if isinstance(refused, Unknown) else 422
    return JSONResponse({"code": refused.reason}, status)


async def _taken(_: Request, __: Exception) -> JSONResponse:
    return JSONResponse({"code": "request_id_taken"}, 409)
