"""What has to stay on record although its request was refused."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.errors import NotAllowed
from rongqu.kernel.ids import new_id
from tests.infra.noted import Noted


async def note(tx: Tx, text: str) -> None:
    await tx.publish(Noted(subject_id=new_id(), text=text))


async def act(engine: Engine, ends_in: Exception | None = None) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await note(tx, "an effect")
        tx.if_refused(lambda later: note(later, "tried in vain"))
        if ends_in:
            raise ends_in


async def noted(engine: Engine) -> list[str]:
    payloads = select(event_log.c.payload)
    async with engine.connect(PLATFORM) as connection:
        return [row["text"] for row in (await connection.execute(payloads)).scalars()]


async def test_a_refusal_undoes_the_effect_and_keeps_the_record(engine: Engine) -> None:
    with pytest.raises(NotAllowed):
        await act(engine, NotAllowed())

    assert await noted(engine) == ["tried in vain"]


async def test_without_a_refusal_there_is_nothing_to_record(engine: Engine) -> None:
    await act(engine)

    assert await noted(engine) == ["an effect"]


async def test_a_bug_is_no_refusal(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        await act(engine, ZeroDivisionError())

    assert await noted(engine) == []
