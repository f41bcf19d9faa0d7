"""Why the transaction is a dependency with scope="function"."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Literal

import pytest
from fastapi import Depends, FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from tests.builders.actors import new_key, signed_in
from tests.infra.noted import Noted

REFUSE = text("""
    CREATE FUNCTION tests_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'the disk is full' USING ERRCODE = 'XX001'; END $$
""")
AT_COMMIT = text("""
    CREATE CONSTRAINT TRIGGER tests_refuse AFTER INSERT ON infra.event_log
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tests_refuse()
""")
ALLOW = text("DROP FUNCTION IF EXISTS tests_refuse CASCADE")


@pytest.fixture
async def fill_disk(
    engine: Engine, table_owner: Engine
) -> AsyncGenerator[Callable[[], Awaitable[None]]]:
    """Once called, no transaction that publishes can be committed."""
    assert engine is not None  # its tables are empty

    async def refuse() -> None:
        async with table_owner.begin() as connection:
            await connection.execute(REFUSE)
            await connection.execute(AT_COMMIT)

    yield refuse
    async with table_owner.begin() as connection:
        await connection.execute(ALLOW)


async def test_a_failed_commit_is_heard(
    notes: AsyncClient, fill_disk: Callable[[], Awaitable[None]]
) -> None:
    await fill_disk()

    response = await notes.post(
        "/notes", json={"text": "lost"}, headers=signed_in("tests:take_note") | new_key()
    )

    assert response.status_code == 500
    assert response.json()["code"] == "common.internal"


@pytest.mark.parametrize(("scope", "heard"), [("function", 500), ("request", 200)])
async def test_with_the_default_scope_it_is_not_heard(
    engine: Engine,
    fill_disk: Callable[[], Awaitable[None]],
    scope: Literal["function", "request"],
    heard: int,
) -> None:
    async def begin() -> AsyncGenerator[Tx]:
        async with open_tx(engine, SYSTEM) as tx:
            await tx.publish(Noted(subject_id=new_id(), text="lost"))
            yield tx

    async def answer() -> str:
        return "done"

    app = FastAPI()
    app.add_api_route("/", answer, dependencies=[Depends(begin, scope=scope)])
    await fill_disk()

    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://house") as client:
        response = await client.get("/")

    assert response.status_code == heard
