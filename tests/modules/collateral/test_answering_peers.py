"""Other platforms ask whether things are pledged here: they are told that, and nothing else."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import func, insert, select

from rongqu.adapters.pledge_peers import HttpPledgePeer
from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.web import Setting
from rongqu.kernel.actor import Portal
from rongqu.kernel.dates import SHANGHAI, business_date_at
from rongqu.kernel.ids import new_id
from rongqu.modules.collateral.permissions import VIEW_PEERS
from rongqu.modules.collateral.ports import PeerSilent, PledgePeers, hash_of
from rongqu.modules.collateral.tables import peer_inquiry
from rongqu.modules.evidence import tables as evidence
from rongqu.modules.evidence.public import AssetKind, AssetMark, fingerprint_of
from rongqu.sandbox.peer.app import Pledges, create_peer
from rongqu.sandbox.peer.asking import Platform
from rongqu.web import create_app
from tests.builders.actors import signed_in
from tests.builders.events import told

WEST, KEY = "西部平台", "between us"
MARKS = [
    AssetMark(kind=AssetKind.EQUIPMENT, issuer="沈阳机床", serial=f"VMC850-{n}") for n in range(3)
]
PRINTS = [fingerprint_of(mark) for mark in MARKS]
FREE, PLEDGED, RELEASED = range(3)
NOW = datetime(2026, 11, 29, 12, tzinfo=SHANGHAI)


@pytest.fixture
def app(setting: Setting) -> FastAPI:
    ours = HttpPledgePeer(name=WEST, url="http://west", secret=KEY, own_name="rongqu")
    peers = PledgePeers([ours], {WEST: KEY.encode()})
    ports = {**setting.ports, PledgePeers: peers}
    return create_app(replace(setting, clock=lambda: NOW, ports=ports))


@pytest.fixture
async def pledged(engine: Engine) -> None:
    """One thing is free, one pledged, one was released: no other room is needed for that."""
    async with engine.begin(PLATFORM) as connection:
        for number, mark in enumerate(MARKS):
            asset_id, now = new_id(), NOW
            named = {"kind": mark.kind, "issuer": mark.issuer, "serial": mark.serial}
            row = named | {"id": asset_id, "fingerprint": PRINTS[number], "description": ""}
            owned = row | {"owner_id": new_id(), "registered_at": now}
            await connection.execute(insert(evidence.asset).values(owned))
            if number != FREE:
                pledge: dict[str, Any] = {"id": new_id(), "asset_id": asset_id}
                pledge |= {"holder_id": new_id(), "reference_id": new_id(), "pledged_at": now}
                pledge["released_at"] = now if number == RELEASED else None
                await connection.execute(insert(evidence.pledge).values(pledge))


def west(app: FastAPI) -> HttpPledgePeer:
    """The very program by which this platform asks others, put on the other side."""
    url = "http://rongqu/api/v1/collateral"
    return HttpPledgePeer(
        name="rongqu",
        url=url,
        secret=KEY,
        own_name=WEST,
        transport=ASGITransport(app),
        clock=lambda: NOW,
    )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question, signed by hand as the guide has it, with all that may be wrong about it."""

    name: str = WEST
    key: str = KEY
    days: int = 0
    seconds: int = 0
    nonce: str = "once"
    signature: str | None = None
    hashes: Sequence[str] = ("00" * 32,)

    async def send(self, app: FastAPI) -> Response:
        day = business_date_at(NOW) + timedelta(days=self.days)
        body = json.dumps({"day": day.isoformat(), "hashes": self.hashes}).encode()
        signer, path = quote(self.name), "/api/v1/collateral/pledged"
        at = str(int(NOW.timestamp()) + self.seconds)
        lines = "\n".join((signer, "POST", path, at, self.nonce, sha256(body).hexdigest()))
        signature = hmac.new(self.key.encode(), lines.encode(), sha256).hexdigest()
        headers = {
            "X-Signer": signer,
            "X-Timestamp": at,
            "X-Nonce": self.nonce,
            "X-Signature": signature if self.signature is None else self.signature,
            "Content-Type": "application/json",
        }
        async with AsyncClient(transport=ASGITransport(app), base_url="http://rongqu") as client:
            return await client.post(path, content=body, headers=headers)


async def kept(engine: Engine) -> int:
    async with engine.connect(PLATFORM) as connection:
        counted = await connection.execute(select(func.count()).select_from(peer_inquiry))
        return counted.scalar_one()


@pytest.mark.usefixtures("pledged")
async def test_two_platforms_and_the_sandbox_understand_each_other(
    app: FastAPI, engine: Engine
) -> None:
    assert await west(app).find_pledged([b"unknown", *PRINTS]) == {PRINTS[PLEDGED]}

    url = "http://rongqu/api/v1/collateral/pledged"
    transport = ASGITransport(app)
    platform = Platform(
        url=url, secret=KEY.encode(), own_name=WEST, transport=transport, clock=lambda: NOW
    )
    peer = create_peer(Pledges(), KEY.encode(), platform=platform)
    things = [{"kind": m.kind, "issuer": m.issuer, "serial": m.serial} for m in MARKS]
    async with AsyncClient(transport=ASGITransport(peer), base_url="http://peer") as client:
        answer = await client.post("/control/questions", json=things)
    assert answer.json() == [things[PLEDGED]]

    said = await told(engine, "collateral.peer_asked.v1")
    assert [(e["peer"], e["things"], e["pledged"]) for e in said] == [(WEST, 4, 1), (WEST, 3, 1)]


@pytest.mark.usefixtures("pledged")
async def test_staff_see_who_has_asked_and_about_how_much(app: FastAPI) -> None:
    await west(app).find_pledged(PRINTS)
    await west(app).find_pledged([b"unknown"])
    staff = signed_in(VIEW_PEERS, portal=Portal.OPERATIONS)
    transport = ASGITransport(app)
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client:
        peers = (await client.get("/collateral/peers", headers=staff)).json()
        listed = (await client.get("/collateral/peer-inquiries", headers=staff)).json()["items"]
    assert [(each["things"], each["pledged"]) for each in listed] == [(1, 0), (3, 1)]
    [known] = peers["items"]
    assert known.pop("last_asked_at") == listed[0]["asked_at"]
    assert known == {
        "peer": WEST,
        "is_asked": True,
        "may_ask": True,
        "answered": 0,
        "silent": 0,
        "found_there": 0,
        "asked_today": 4,
        "asked_ever": 4,
        "found_here": 1,
    }
    assert peers["things_a_day"] == 20_000


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        (Asked(name="somebody"), 401, "collateral.peer_refused"),
        (Asked(key="guessed"), 401, "collateral.peer_refused"),
        (Asked(seconds=-301), 401, "collateral.peer_refused"),
        (Asked(nonce="n" * 65), 401, "collateral.peer_refused"),
        (Asked(signature=""), 401, "collateral.peer_refused"),
        (Asked(days=-2), 422, "collateral.wrong_day"),
        (Asked(days=2), 422, "collateral.wrong_day"),
        (Asked(hashes=["00" * 32] * 5_001), 422, "common.invalid_request"),
        (Asked(hashes=["VMC850-1"]), 422, "common.invalid_request"),
    ],
)
async def test_what_is_no_question_of_a_peer_is_refused_and_leaves_nothing(
    app: FastAPI, engine: Engine, asked: Asked, status: int, code: str
) -> None:
    answer = await asked.send(app)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await kept(engine) == 0


async def test_a_message_is_answered_once_and_a_day_ends(app: FastAPI, engine: Engine) -> None:
    first, again = await Asked(days=-1).send(app), await Asked(days=-1).send(app)
    assert (first.status_code, first.json()) == (200, {"pledged": []})
    assert (again.status_code, again.json()["code"]) == (409, "collateral.question_repeated")

    async with engine.begin(PLATFORM) as connection:
        row = {"id": new_id(), "peer": WEST, "nonce": "x", "things": 19_998, "pledged": 0}
        await connection.execute(insert(peer_inquiry).values(row | {"asked_at": NOW}))
    last, more = await Asked(nonce="two").send(app), await Asked(nonce="three").send(app)
    assert last.status_code == 200
    assert (more.status_code, more.json()["code"]) == (429, "common.too_many_requests")
    assert more.json()["params"]["retry_after_seconds"] == str(12 * 3600 + 1)
    with pytest.raises(PeerSilent, match="status_429"):
        await west(app).find_pledged(PRINTS)
    assert await kept(engine) == 3


def test_the_guide_tells_others_the_right_figures() -> None:
    guide = Path(__file__).parents[3].joinpath("docs/guides/peers.md").read_text("utf-8")
    mark = AssetMark(
        kind=AssetKind.INTANGIBLE_RIGHT, issuer="invention", serial="ZL 2021 1 0345678.9"
    )
    fingerprint = fingerprint_of(mark)
    assert f"`{fingerprint.hex()}`" in guide
    assert f"`{hash_of(KEY.encode(), date(2026, 11, 29), fingerprint)}`" in guide
