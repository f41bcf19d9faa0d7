"""What is committed is heard, what is undone is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import pytest

from rongqu.infra.database import Engine
from rongqu.infra.live import ANEW, LiveBoard, News
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.errors import NotAllowed
from rongqu.kernel.ids import new_id
from tests.infra.noted import Noted

OWNER = UUID(int=7)


@asynccontextmanager
async def listening(board: LiveBoard) -> AsyncGenerator[None]:
    running = asyncio.create_task(board.run())
    async with asyncio.timeout(10):
        while not board.is_listening:
            await asyncio.sleep(0.01)
    yield
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def publish(engine: Engine, text: str, fails: Exception | None = None) -> UUID:
    note_id = new_id()
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(Noted(subject_id=note_id, parties=(OWNER,), text=text))
        if fails is not None:
            raise fails
    return note_id


async def test_only_what_was_committed_is_told(engine: Engine) -> None:
    heard: asyncio.Queue[News] = asyncio.Queue()
    board = LiveBoard(engine)
    board.overhear(heard.put_nowait)
    async with listening(board):
        with pytest.raises(NotAllowed):
            await publish(engine, "undone", NotAllowed())
        async with open_tx(engine, SYSTEM) as tx:
            with suppress(NotAllowed):
                async with tx.connection.begin_nested():
                    await tx.publish(Noted(subject_id=new_id(), parties=(OWNER,), text="undone"))
                    raise NotAllowed
        note_id = await publish(engine, "committed")

        news = await asyncio.wait_for(heard.get(), 10)
        assert (news.name, news.subject_id) == ("tests.noted.v1", str(note_id))
        assert news.parties == {str(OWNER)}
        assert heard.empty()


async def test_what_concerns_nobody_is_not_told(engine: Engine) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(Noted(subject_id=new_id(), text="for the record"))
        assert not [each for each in tx.connection.announcements if each.channel == "live"]


async def test_pages_come_back_when_something_may_have_gone_untold(engine: Engine) -> None:
    board = LiveBoard(engine)
    async with listening(board):
        stream = board.stream(OWNER, sees_everything=False)
        await anext(stream)
        engine.announce(ANEW)

        async with asyncio.timeout(10):
            assert [message async for message in stream] == []
