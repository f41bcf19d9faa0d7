from __future__ import annotations

import asyncio

from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published

WRITER = signed_in("tests:take_note")
NOTE = {"text": "buy milk"}


async def test_the_same_request_again_gets_the_same_answer(
    notes: AsyncClient, engine: Engine
) -> None:
    headers = WRITER | new_key()

    first = await notes.post("/notes", json=NOTE, headers=headers)
    again = await notes.post("/notes", json=NOTE, headers=headers)

    assert again.status_code == first.status_code == 201
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"
    assert await published(engine) == ["tests.noted.v1"]


async def test_two_at_the_same_time_have_one_effect(notes: AsyncClient, engine: Engine) -> None:
    headers = WRITER | new_key()

    answers = await asyncio.gather(
        *(notes.post("/notes", json=NOTE, headers=headers) for _ in range(5))
    )

    assert [answer.status_code for answer in answers] == [201] * 5
    assert len({answer.content for answer in answers}) == 1
    assert await published(engine) == ["tests.noted.v1"]


async def test_a_key_does_not_serve_two_requests(notes: AsyncClient, engine: Engine) -> None:
    headers = WRITER | new_key()
    await notes.post("/notes", json=NOTE, headers=headers)

    other = await notes.post("/notes", json={"text": "buy bread"}, headers=headers)

    assert other.status_code == 409
    assert other.json()["code"] == "common.idempotency_key_reused"
    assert await published(engine) == ["tests.noted.v1"]


async def test_everybody_has_their_own_keys(notes: AsyncClient, engine: Engine) -> None:
    key = new_key()
    for _ in range(2):
        await notes.post("/notes", json=NOTE, headers=signed_in("tests:take_note") | key)

    assert await published(engine) == ["tests.noted.v1"] * 2


async def test_a_refusal_is_not_remembered(notes: AsyncClient, engine: Engine) -> None:
    headers = WRITER | new_key()
    refused = await notes.post("/notes", json=NOTE, headers=headers | {"x-permissions": ""})

    answered = await notes.post("/notes", json=NOTE, headers=headers)

    assert (refused.status_code, answered.status_code) == (403, 201)
    assert await published(engine) == ["tests.noted.v1"]


async def test_a_key_is_asked_for(notes: AsyncClient, engine: Engine) -> None:
    response = await notes.post("/notes", json=NOTE, headers=WRITER)

    assert response.status_code == 422
    [fault] = response.json()["params"]["faults"]
    assert fault == {"pointer": "/header/Idempotency-Key", "kind": "missing"}
    assert await published(engine) == []
