"""What hot reads and hot writes share: their address, and how they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from starlette.types import Send

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class HotWay(Generic[A]):
    """Beside an ordinary endpoint, with the same path, which ends in its one id."""

    path: str
    answer: A

    @property
    def path_format(self) -> str:
        """How logs and metrics name it: as the ordinary route."""
        return self.path

    @property
    def prefix(self) -> str:
        prefix, _, parameter = self.path.rpartition("/")
        if not parameter.startswith("{"):
            raise ValueError("the path of a hot way ends in its one parameter")
        return prefix


async def send_json(send: Send, body: bytes) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
