"""Fifty at once, of which a browser repeats one, and others want the same for themselves."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

from httpx2 import Response

from tests.builders.actors import new_key

AT_ONCE = 50
BUSY = 503
"""Who waited too long for the others is told to ask again: nothing has happened for them."""


async def fifty_at_once(
    send: Callable[[dict[str, str]], Awaitable[Response]], *, keyed: bool = True
) -> Counter[str]:
    """How often which intent was done, or refused with which code. Every second request has the
    same key: these are one intent, and all of them have the same answer. Not `keyed`: what needs
    no key, because it can be repeated."""
    shared = new_key()
    keys = [shared if keyed and each % 2 else new_key() for each in range(AT_ONCE)]
    answers = await asyncio.gather(*(send(key) for key in keys))
    told = [each for each in zip(keys, answers, strict=True) if each[1].status_code != BUSY]
    repeated = {(answer.status_code, answer.content) for key, answer in told if key is shared}
    assert len(repeated) <= 1, repeated
    intents = {key["idempotency-key"]: answer for key, answer in told}
    return Counter(
        "done" if answer.is_success else answer.json()["code"] for answer in intents.values()
    )
