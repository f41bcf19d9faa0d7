from __future__ import annotations

import asyncio
import threading

import pytest

from rongqu.kernel.errors import Busy
from rongqu.modules.identity.passwords import Workbench, compare_password, hash_password
from tests.builders.identity import PASSWORD, ordinary_hash


async def test_a_password_is_told_from_another() -> None:
    known = await ordinary_hash()

    assert (await compare_password(PASSWORD, known)).matches
    assert not (await compare_password(f"{PASSWORD} ", known)).matches
    assert not (await compare_password(PASSWORD, None)).matches


async def test_the_decoy_opens_nothing() -> None:
    assert not (await compare_password("a password that nobody has", None)).matches


async def test_full_width_letters_are_the_same_password() -> None:
    known = await hash_password("Ａlong walk by the river", "nobody@example.com")

    assert (await compare_password("Along walk by the river", known)).matches


async def test_a_hash_does_not_show_itself() -> None:
    known = await ordinary_hash()

    assert known.encoded not in repr(known)


async def test_whoever_finds_the_queue_full_is_sent_away() -> None:
    workbench, gate = Workbench(at_once=1, most_waiting=1), threading.Event()
    waiting = [asyncio.create_task(workbench.run(gate.wait)) for _ in range(2)]
    await asyncio.sleep(0)

    with pytest.raises(Busy):
        await workbench.run(gate.wait)

    gate.set()
    assert await asyncio.gather(*waiting) == [True, True]
    assert await workbench.run(lambda: "free again") == "free again"
