from __future__ import annotations

import asyncio
import threading
from hashlib import sha1
from pathlib import Path

import pytest

from rongqu.kernel.errors import Busy
from rongqu.modules.identity.breached import is_breached
from rongqu.modules.identity.errors import WeakPassword
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


def hashes(*passwords: str) -> str:
    """As the list of breached passwords is written: sorted, with counts."""
    return "".join(
        f"{sha1(each.encode()).hexdigest().upper()}:7\n"
        for each in sorted(passwords, key=lambda each: sha1(each.encode()).hexdigest())
    )


def test_a_breached_password_is_found_wherever_it_stands_in_the_file(tmp_path: Path) -> None:
    known = [f"password number {number}" for number in range(200)]
    file = tmp_path / "breached.txt"
    file.write_text(hashes(*known))

    assert all(is_breached(each, file) for each in known)
    assert not any(is_breached(f"{each}!", file) for each in known)


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_list_knows_nothing(tmp_path: Path, content: str) -> None:
    file = tmp_path / "breached.txt"
    file.write_text(content)

    assert not is_breached("anything at all", file)


async def test_a_breached_password_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "breached.txt"
    file.write_text(hashes("a long walk by the sea"))
    monkeypatch.setenv("RONGQU_CRYPTO_BREACHED_PASSWORDS", str(file))

    with pytest.raises(WeakPassword) as refused:
        await hash_password("a long walk by the sea", "nobody@example.com")
    assert refused.value.params == {"reason": "breached"}
    assert await hash_password("a long walk by the lake", "nobody@example.com")
