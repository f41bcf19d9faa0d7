"""Who signs proves to mean this document: with a passkey or an authenticator app."""

from __future__ import annotations

from typing import Any

import pytest
from httpx2 import AsyncClient, Response
from pyotp.totp import TOTP

from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.modules.contracts.types import Contract, Side
from tests.builders.actors import new_key
from tests.builders.authenticator import Authenticator
from tests.builders.contracts import Parties, given_contract, read_contract
from tests.builders.identity import Clock
from tests.builders.signing import Desk

ACCOUNT = ("contracts:view", "contracts:sign", "identity:own_account")


@pytest.fixture
async def contract(work: Work, relay: Relay, parties: Parties) -> Contract:
    return await given_contract(work, relay, parties)


async def agree(
    client: AsyncClient, contract: Contract, headers: dict[str, str], **proof: Any
) -> Response:
    body = {"sha256": contract.sha256} | proof
    path = f"/envelopes/{contract.id}/signature"
    return await client.post(path, json=body, headers=headers | new_key())


async def test_a_passkey_counts_for_the_document_that_it_was_asked_for(
    desk: Desk, work: Work, relay: Relay, contract: Contract, parties: Parties
) -> None:
    client, headers = desk.client, parties.borrower_headers(*ACCOUNT)
    key = Authenticator()
    wish = await client.put("/second-factors/passkey-challenge", headers=headers)
    made = {"name": "手机", "credential": key.create(wish.json()["options"])}
    added = await client.post("/second-factors/passkeys", json=made, headers=headers | new_key())
    other = await given_contract(work, relay, parties)

    async def answer_for(path: str) -> dict[str, Any]:
        asked = await client.put(path, headers=headers)
        return key.use(asked.json()["options"])

    of_other = await answer_for(f"/envelopes/{other.id}/challenge")
    of_signing_in = await answer_for("/session/challenge")
    refused = [
        await agree(client, contract, headers, passkey=each) for each in (of_other, of_signing_in)
    ]
    before = await read_contract(work.engine, contract.id)
    own = await answer_for(f"/envelopes/{contract.id}/challenge")
    agreed = await agree(client, contract, headers, passkey=own)

    assert added.status_code == 201
    assert [each.json()["code"] for each in refused] == ["identity.passkey_refused"] * 2
    assert before.agreed == ()
    assert (agreed.status_code, agreed.json()["signers"][0]["method"]) == (200, "passkey")
    assert (await read_contract(work.engine, contract.id)).agreed == (Side.ENTERPRISE,)


async def test_a_code_of_the_app_counts_once(
    desk: Desk, contract: Contract, parties: Parties, clock: Clock
) -> None:
    client, headers = desk.client, parties.borrower_headers(*ACCOUNT)
    app = TOTP((await client.put("/second-factors/totp", headers=headers)).json()["secret"])
    await client.put(
        "/second-factors/totp/confirmation", json={"code": app.at(clock.now)}, headers=headers
    )
    clock.turn(minutes=1)
    code = app.at(clock.now)

    agreed = await agree(client, contract, headers, totp=code)
    other = await given_contract(desk.work, desk.relay, parties)
    again = await agree(client, other, headers, totp=code)

    assert (agreed.status_code, agreed.json()["signers"][0]["method"]) == (200, "totp")
    assert (again.status_code, again.json()["code"]) == (403, "identity.wrong_code")
    assert (await read_contract(desk.work.engine, contract.id)).agreed == (Side.ENTERPRISE,)
