"""Hashing and comparing passwords: argon2id, in threads of its own, off the event loop.

Parameters: RFC 9106, section 4, second recommended option (t=3, m=64 MiB, p=4). That is a tenth of
a second each, so strangers' passwords are hashed while no transaction is open.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeVar

import pwdlib
from pwdlib.hashers.argon2 import Argon2Hasher

from rongqu.infra.settings import Settings
from rongqu.kernel.errors import Busy
from rongqu.modules.identity.breached import is_breached
from rongqu.modules.identity.errors import WeakPassword
from rongqu.modules.identity.rules import check_password_strength
from rongqu.modules.identity.types import PasswordHash

T = TypeVar("T")
AT_ONCE = 4
"""64 MiB each."""
MOST_WAITING = 32
"""Some three seconds of work; whoever comes then is asked to come again, instead of queueing up."""

_ARGON2 = pwdlib.PasswordHash((Argon2Hasher(time_cost=3, memory_cost=64 * 1024, parallelism=4),))


class Workbench:
    """Some threads, and a short queue before them."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="argon2")
        self._most = at_once + most_waiting
        self._taken = 0

    async def run(self, work: Callable[[], T]) -> T:
        if self._taken >= self._most:
            raise Busy
        self._taken += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._taken -= 1


_workbench = Workbench(AT_ONCE, MOST_WAITING)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`renewed`: the same password hashed with today's parameters, when the stored one is older."""

    matches: bool
    renewed: PasswordHash | None


async def hash_password(password: str, login: str) -> PasswordHash:
    """Raises WeakPassword. Takes a tenth of a second: call it before the transaction."""
    plain = _one_spelling(password)
    check_password_strength(plain, login, _common_passwords())
    breached = Settings.from_environment().crypto.breached_passwords
    if breached is not None and await _workbench.run(lambda: is_breached(plain, breached)):
        raise WeakPassword(reason="breached")
    return PasswordHash(await _workbench.run(lambda: _ARGON2.hash(plain)))


async def compare_password(password: str, known: PasswordHash | None) -> Verdict:
    """An unknown log-in costs the same work as a wrong password, so that time tells nothing."""
    plain = _one_spelling(password)

    def compare() -> Verdict:
        decoy = _decoy()
        matches, renewed = _ARGON2.verify_and_update(plain, known.encoded if known else decoy)
        return Verdict(matches and known is not None, PasswordHash(renewed) if renewed else None)

    return await _workbench.run(compare)


def _one_spelling(password: str) -> str:
    """The same password from every keyboard (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


@cache
def _decoy() -> str:
    """Made at the first comparison, whosever it is."""
    return _ARGON2.hash("a password that nobody has")


@cache
def _common_passwords() -> frozenset[str]:
    file = resources.files("rongqu.modules.identity").joinpath("common_passwords.txt")
    return frozenset(file.read_text("utf-8").split())
