"""Why the transaction is a dependency with scope="function"."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator
from typing import Literal

import pytest
from fastapi import Depends, FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM
from tests.builders.actors import new_key, signed_in


@pytest.fixture
def fill_disk(engine: AsyncEngine) -> Generator[Callable[[], None]]:
    """Once called, no transaction can be committed."""

    def refuse(_: object) -> None:
        raise OSError("the disk is full")

    yield lambda: event.listen(engine.sync_engine, "commit", refuse)
    event.remove(engine.sync_engine, "commit", refuse)


async def test_a_failed_commit_is_heard(notes: AsyncClient, fill_disk: Callable[[], None]) -> None:
    fill_disk()

    response = await notes.post(
        "/notes", json={"text": "lost"}, headers=signed_in("tests:take_note") | new_key()
    )

    assert response.status_code == 500
    assert response.json()["code"] == "common.internal"


@pytest.mark.parametrize(("scope", "heard"), [("function", 500), ("request", 200)])
async def test_with_the_default_scope_it_is_not_heard(
    engine: AsyncEngine,
    fill_disk: Callable[[], None],
    scope: Literal["function", "request"],
    heard: int,
) -> None:
    async def begin() -> AsyncGenerator[Tx]:
        async with open_tx(engine, SYSTEM) as tx:
            yield tx

    async def answer() -> str:
        return "done"

    app = FastAPI()
    app.add_api_route("/", answer, dependencies=[Depends(begin, scope=scope)])
    fill_disk()

    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://house") as client:
        response = await client.get("/")

    assert response.status_code == heard
