"""An event and its handler, for the tests of the relay. With HANG set the handler never ends."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass

from rongqu.infra.database import create_engine
from rongqu.infra.event_log import on
from rongqu.infra.relay import Relay
from rongqu.infra.tx import Tx
from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    name = "tests.noted.v1"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Event):
    """What the handler does: one more line in the log, in the handler's transaction."""

    name = "tests.effect.v1"
    text: str


@on(Noted)
async def take_note(tx: Tx, event: Noted) -> None:
    await tx.publish(Effect(subject_id=event.subject_id, text=event.text))
    if event.text == "fails":
        raise ValueError("as asked")
    if "HANG" in os.environ:
        sys.stdout.write("inside\n")
        sys.stdout.flush()
        await asyncio.sleep(60)


async def run_relay(url: str) -> None:
    await Relay(create_engine(url)).run()
