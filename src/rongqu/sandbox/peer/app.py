"""The peer's one operation, and the ways by which things get pledged over there, and it asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field

from rongqu.infra.clock import Clock, utc_now
from rongqu.infra.signed_messages import Key, Message, NotSigned, check_signed, target_of
from rongqu.modules.collateral.ports import hash_of
from rongqu.modules.evidence.public import AssetKind, AssetMark, fingerprint_of
from rongqu.sandbox.peer.asking import Platform

SIGNER = "rongqu"


@dataclass
class Pledges:
    """Fingerprints of what is pledged over there; `is_away`: it answers nobody."""

    prints: set[bytes] = field(default_factory=set[bytes])
    is_away: bool = False

    def find(self, key: bytes, day: date, hashes: list[str]) -> list[str]:
        here = {hash_of(key, day, each) for each in self.prints}
        return [each for each in hashes if each in here]


class Question(BaseModel):
    day: date
    hashes: Annotated[list[str], Field(max_length=10_000)]


class Thing(BaseModel):
    kind: AssetKind
    issuer: str
    serial: str

    @property
    def print(self) -> bytes:
        return fingerprint_of(AssetMark(kind=self.kind, issuer=self.issuer, serial=self.serial))


def create_peer(
    pledges: Pledges, secret: bytes, clock: Clock = utc_now, platform: Platform | None = None
) -> FastAPI:
    """`platform`: whom it asks when it is told to."""
    app = FastAPI(title="Sandbox peer", openapi_url=None)
    key = Key(SIGNER, secret)

    @app.post("/pledged")
    async def answer(request: Request, question: Question) -> dict[str, list[str]]:
        message = Message(request.method, target_of(request.scope), await request.body())
        try:
            check_signed(key, message, request.headers, now=clock())
        except NotSigned as error:
            raise HTTPException(401, error.reason) from error
        if pledges.is_away:
            raise HTTPException(503)
        return {"pledged": pledges.find(secret, question.day, question.hashes)}

    @app.post("/control/pledges", status_code=204)
    async def pledge(thing: Thing) -> None:
        pledges.prints.add(thing.print)

    @app.post("/control/questions")
    async def ask(things: list[Thing]) -> list[Thing]:
        if platform is None:
            raise HTTPException(409, "started without a platform to ask")
        pledged = await platform.find_pledged([thing.print for thing in things])
        return [thing for thing in things if thing.print in pledged]

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return app
