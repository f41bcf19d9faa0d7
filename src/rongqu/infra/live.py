"""Live updates: committed events reach the open pages of those they concern.

Every web process is told of each event with parties (`infra/announcing.py`); one connection per
process listens and hands the news to the streams of the signed-in. News carry ids
and names only, never contents: the page asks again through the ordinary, checked endpoints.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from uuid import UUID

from rongqu.infra.announcing import Announcement
from rongqu.infra.database import Engine

CHANNEL = "live"
ANEW_NAME = "anew"
QUEUE_LENGTH = 200
"""News that a slow reader may have waiting; beyond it the stream ends and the page reconnects."""
HEARTBEAT_SECONDS = 15.0
RECONNECT_SECONDS = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class News:
    name: str
    subject_id: str
    position: int
    parties: frozenset[str]

    @property
    def is_anew(self) -> bool:
        """Something may have gone untold: whoever keeps anything asks again."""
        return self.name == ANEW_NAME

    def as_message(self) -> bytes:
        body = {"name": self.name, "subject_id": self.subject_id, "position": self.position}
        return f"id: {self.position}\ndata: {json.dumps(body)}\n\n".encode()


def announce(name: str, subject_id: UUID, position: int, parties: Iterable[UUID]) -> Announcement:
    body = {
        "name": name,
        "subject_id": str(subject_id),
        "position": position,
        "parties": [str(party) for party in parties],
    }
    return Announcement(CHANNEL, json.dumps(body))


ANEW = announce(ANEW_NAME, UUID(int=0), 0, ())
"""Told by each process that starts: one that was killed before may have left something untold."""


@dataclass(eq=False, slots=True)
class Listener:
    organisation: str
    sees_everything: bool
    waiting: asyncio.Queue[News | None]

    def may_hear(self, news: News) -> bool:
        return self.sees_everything or self.organisation in news.parties


class LiveBoard:
    """One in each web process: `run` listens until cancelled, `stream` serves one open page."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._listeners: set[Listener] = set()
        self._overhearing: list[Callable[[News], None]] = []
        self.is_listening = False

    def overhear(self, hear: Callable[[News], None]) -> None:
        """For other parts of the process: `hear` is called for all news, whoever they concern."""
        self._overhearing.append(hear)

    async def run(self) -> None:
        while True:
            try:
                await self._listen_until_disconnected()
            except Exception:
                log.exception("live updates pause: the database is away")
            self.end_all()  # they reconnect and ask everything again: nothing is missed unnoticed
            await asyncio.sleep(RECONNECT_SECONDS)

    async def stream(self, organisation: UUID, *, sees_everything: bool) -> AsyncGenerator[bytes]:
        with self._listening(organisation, sees_everything) as listener:
            yield b"retry: 1000\n\n"
            while True:
                news: News | None = None
                try:
                    news = await asyncio.wait_for(listener.waiting.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if news is None:
                    return
                yield news.as_message()

    @contextmanager
    def _listening(self, organisation: UUID, sees_everything: bool) -> Generator[Listener]:
        listener = Listener(str(organisation), sees_everything, asyncio.Queue(QUEUE_LENGTH))
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def _listen_until_disconnected(self) -> None:
        disconnected = asyncio.Event()

        def give_up(*_: object) -> None:
            disconnected.set()

        async with self._engine.connect() as connection:
            driver = connection.driver
            driver.add_termination_listener(give_up)
            try:
                await driver.add_listener(CHANNEL, self._tell)
                self.is_listening = True
                await disconnected.wait()
            finally:
                self.is_listening = False
                driver.terminate()  # a listening connection never goes back to the pool

    def _tell(self, _connection: object, _pid: int, _channel: str, payload: str) -> None:
        body = json.loads(payload)
        news = News(body["name"], body["subject_id"], body["position"], frozenset(body["parties"]))
        for hear in self._overhearing:
            hear(news)
        if news.is_anew:
            self.end_all()  # the pages come back and ask everything again
        for listener in tuple(self._listeners):
            if listener.may_hear(news):
                self._hand_over(listener, news)

    def _hand_over(self, listener: Listener, news: News) -> None:
        try:
            listener.waiting.put_nowait(news)
        except asyncio.QueueFull:
            self._end(listener)

    def end_all(self) -> None:
        for listener in tuple(self._listeners):
            self._end(listener)

    def _end(self, listener: Listener) -> None:
        self._listeners.discard(listener)
        with suppress(asyncio.QueueEmpty):
            while True:
                listener.waiting.get_nowait()
        listener.waiting.put_nowait(None)
