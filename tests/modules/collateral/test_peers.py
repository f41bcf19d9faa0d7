"""Other platforms are asked whether things are pledged with them; silence is not an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi import FastAPI, Request, Response
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import update

from rongqu.adapters.pledge_peers import HttpPledgePeer
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work, run_due_jobs
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import utc_now
from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.modules.collateral.engine.kinds import kinds
from rongqu.modules.collateral.engine.marks import marks_of
from rongqu.modules.collateral.engine.records import read_record
from rongqu.modules.collateral.jobs import ask_peers, ask_silent_peers
from rongqu.modules.collateral.ports import PeerSilent, PledgePeers
from rongqu.modules.collateral.tables import peer_question
from rongqu.modules.evidence.public import fingerprint_of
from rongqu.sandbox.peer.app import Pledges, create_peer
from tests.builders.actors import new_key
from tests.builders.collateral import record_of
from tests.builders.events import published
from tests.builders.origination import World, act, given_application, given_world, lender
from tests.modules.collateral.test_applying import PATENT, WANTED, keep
from tests.modules.fraud.test_suspicions import suspicions

SECRET = "between us"
RECORD = record_of(PATENT)
PRINTS = [
    fingerprint_of(mark) for mark in marks_of(kinds()[PATENT], read_record(kinds()[PATENT], RECORD))
]


def peer(pledges: Pledges, name: str = "华东平台", secret: str = SECRET) -> HttpPledgePeer:
    app = create_peer(pledges, SECRET.encode())
    return asking(app, name=name, secret=secret)


def asking(app: FastAPI, name: str = "x", secret: str = SECRET) -> HttpPledgePeer:
    transport = ASGITransport(app)
    return HttpPledgePeer(
        name=name, url="http://peer", secret=secret, own_name="rongqu", transport=transport
    )


async def answers(
    client: AsyncClient, world: World, application_id: ApplicationId
) -> list[tuple[str, str, str, str | None, int]]:
    path = f"/applications/{application_id}/peer-answers"
    answer = await client.get(path, headers=world.officer)
    assert answer.status_code == 200, answer.text
    return [
        (e["peer"], e["occasion"], e["state"], e["reason"], e["attempts"])
        for e in answer.json()["items"]
    ]


async def submitted(client: AsyncClient, engine: Engine) -> tuple[World, ApplicationId]:
    world = await given_world(engine, collateral=WANTED)
    application_id = await given_application(engine, world)
    assert (await keep(client, world, application_id)).status_code == 200
    sent = await act(client, application_id, "submission", world.applicant, {"version": 1})
    assert sent.status_code == 200, sent.text
    return world, application_id


async def test_peers_are_asked_when_an_application_is_sent_and_one_that_lends_on_it_is_a_suspicion(
    client: AsyncClient, engine: Engine, relay: Relay, work: Work
) -> None:
    here, there, away = Pledges(), Pledges(prints=set(PRINTS)), Pledges(is_away=True)
    peers = [peer(here, "甲"), peer(there, "乙"), peer(away, "丙")]
    work = replace(work, ports={PledgePeers: PledgePeers(peers)})
    world, application_id = await submitted(client, engine)

    await relay.drain()
    await run_due_jobs(work)
    await relay.drain()
    again = {"application_id": str(application_id), "occasion": "declared"}
    await ask_peers.run(work, **again)

    assert await answers(client, world, application_id) == [
        ("丙", "declared", "silent", "status_503", 1),
        ("乙", "declared", "pledged", None, 1),
        ("甲", "declared", "free", None, 1),
    ]
    bank = lender(world.institution_id, "fraud:view")
    [noted] = await suspicions(client, bank, application_id=application_id)
    assert (noted["code"], noted["weight"]) == ("thing.pledged_at_peer", "strong")
    assert (await published(engine)).count("collateral.peer_answered.v1") == 3
    path = f"/applications/{application_id}/peer-answers"
    assert (await client.get(path, headers=world.applicant)).status_code == 403
    stranger = lender(new_id(), "origination:investigate")
    assert (await client.get(path, headers=stranger)).status_code == 404


async def test_a_silent_peer_is_asked_again_by_itself_until_a_person_has_to_ask(
    client: AsyncClient, engine: Engine, relay: Relay, work: Work
) -> None:
    pledges = Pledges(is_away=True)
    world, application_id = await submitted(client, engine)
    await relay.drain()
    start, ports = utc_now(), {PledgePeers: PledgePeers([peer(pledges)])}

    def after(**time: int) -> Work:
        return replace(work, ports=ports, clock=lambda: start + timedelta(**time))

    await run_due_jobs(after())
    for minutes in (4, 5, 14, 15):
        await ask_silent_peers.run(after(minutes=minutes))
    assert await answers(client, world, application_id) == [
        ("华东平台", "declared", "silent", "status_503", 3)
    ]
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(update(peer_question).values(attempts=7))
    for days in (2, 4):
        await ask_silent_peers.run(after(days=days))
    assert (await answers(client, world, application_id))[0][4] == 8
    assert (await published(engine)).count("collateral.peer_answered.v1") == 1

    pledges.is_away = False
    path = f"/applications/{application_id}/peer-answers/questions"
    asked = await client.post(path, headers=world.officer | new_key())
    assert asked.status_code == 200, asked.text
    await relay.drain()
    await run_due_jobs(after(days=5))

    assert await answers(client, world, application_id) == [
        ("华东平台", "declared", "free", None, 9)
    ]
    pledges.prints.update(PRINTS)
    await ask_silent_peers.run(after(days=9))
    assert (await answers(client, world, application_id))[0][2] == "free"


async def test_a_peer_that_is_not_connected_any_more_has_not_answered(
    client: AsyncClient, engine: Engine, relay: Relay, work: Work
) -> None:
    away = Pledges(is_away=True)
    connected = replace(work, ports={PledgePeers: PledgePeers([peer(away)])})
    world, application_id = await submitted(client, engine)
    await relay.drain()
    await run_due_jobs(connected)
    later = utc_now() + timedelta(hours=1)
    await ask_silent_peers.run(replace(work, clock=lambda: later))
    assert await answers(client, world, application_id) == [
        ("华东平台", "declared", "silent", "not_configured", 2)
    ]


def odd(status: int, content: bytes, seen: list[bytes]) -> HttpPledgePeer:
    app = FastAPI()

    @app.post("/pledged")
    async def answer(request: Request) -> Response:
        seen.append(await request.body())
        return Response(content, status)

    return asking(app)


async def test_only_hashes_leave_the_house_and_only_what_was_asked_is_believed() -> None:
    seen: list[bytes] = []
    assert await odd(200, b'{"pledged": []}', seen).find_pledged(PRINTS) == frozenset()
    [body] = seen
    for secret in (*(each.hex() for each in PRINTS), str(RECORD["number"]), SECRET):
        assert secret.encode() not in body

    assert await peer(Pledges(prints=set(PRINTS))).find_pledged([b"other", *PRINTS]) == set(PRINTS)
    with pytest.raises(PeerSilent, match="status_401"):
        await peer(Pledges(), secret="another").find_pledged(PRINTS)


@pytest.mark.parametrize(
    ("status", "content", "reason"),
    [
        (200, b"<html>", "unreadable"),
        (200, b"[]", "unreadable"),
        (200, b'{"pledged": null}', "unreadable"),
        (200, b'{"pledged": "ab"}', "unreadable"),
        (200, b'{"pledged": ["00"]}', "unreadable"),
        (302, b"", "status_302"),
        (500, b"", "status_500"),
    ],
)
async def test_an_answer_that_says_nothing_is_silence(
    status: int, content: bytes, reason: str
) -> None:
    with pytest.raises(PeerSilent, match=reason):
        await odd(status, content, []).find_pledged(PRINTS)
