"""Both parties sign what they have seen."""

from __future__ import annotations

import pytest
from httpx2 import AsyncClient
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.kernel.actor import Portal
from rongqu.modules.contracts.jobs import expire_contracts
from rongqu.modules.contracts.tables import signature
from rongqu.modules.contracts.types import Contract, ContractStatus, Side, VoidReason
from tests.builders.actors import new_key, signed_in
from tests.builders.contracts import Parties, approve, given_contract, read_contract, sign
from tests.builders.events import published
from tests.builders.identity import Clock, given_colleague

STAFF = signed_in(
    "contracts:view", "contracts:view_everywhere", "contracts:void", portal=Portal.OPERATIONS
)


@pytest.fixture
async def contract(work: Work, relay: Relay, parties: Parties) -> Contract:
    return await given_contract(work, relay, parties)


async def nothing_was_signed(work: Work, contract: Contract) -> bool:
    after = await read_contract(work.engine, contract.id)
    names = await published(work.engine)
    return after == contract and "contracts.contract_party_signed.v1" not in names


@pytest.mark.parametrize("first", Side)
async def test_signed_by_both_in_any_order(
    client: AsyncClient, work: Work, contract: Contract, parties: Parties, first: Side
) -> None:
    order = [parties.borrower_headers(), parties.lender_headers()]
    if first is Side.INSTITUTION:
        order.reverse()

    one = await sign(client, contract, order[0])
    two = await sign(client, contract, order[1])

    assert (one.status_code, one.json()["status"]) == (200, "signing")
    assert (two.status_code, two.json()["status"]) == (200, "signed")
    assert two.json()["signatures"][0]["signer_name"] == "张**"
    assert (await published(work.engine))[-3:] == [
        "contracts.contract_party_signed.v1",
        "contracts.contract_party_signed.v1",
        "contracts.contract_signed.v1",
    ]
    signed = await read_contract(work.engine, contract.id)
    assert {each.side for each in signed.signatures} == set(Side)
    assert {each.sha256 for each in signed.signatures} == {contract.sha256}


async def test_a_party_signs_once_whoever_of_it_asks(
    client: AsyncClient, work: Work, contract: Contract, parties: Parties
) -> None:
    await sign(client, contract, parties.borrower_headers())
    colleague = await given_colleague(work.engine, parties.borrower, "enterprise_owner")
    headers = signed_in(
        "contracts:sign", organisation=colleague.organisation_id, user=colleague.user_id
    )

    again = await sign(client, contract, headers)

    assert (again.status_code, again.json()["code"]) == (409, "contracts.already_signed")
    assert len((await read_contract(work.engine, contract.id)).signatures) == 1


async def test_another_document_than_the_one_on_record_is_not_signed(
    client: AsyncClient, work: Work, contract: Contract, parties: Parties
) -> None:
    answer = await sign(client, contract, parties.borrower_headers(), sha256="0" * 64)

    assert (answer.status_code, answer.json()["code"]) == (409, "contracts.document_changed")
    assert await nothing_was_signed(work, contract)


async def test_the_password_has_to_be_right(
    client: AsyncClient, work: Work, contract: Contract, parties: Parties
) -> None:
    answer = await sign(client, contract, parties.borrower_headers(), password="not mine")

    assert answer.json()["code"] == "identity.wrong_password"
    assert await nothing_was_signed(work, contract)


async def test_who_may_look_may_not_sign_for_others(
    client: AsyncClient, work: Work, contract: Contract, parties: Parties
) -> None:
    staff = signed_in(
        "contracts:sign",
        "contracts:view_everywhere",
        user=parties.borrower.user_id,
        portal=Portal.OPERATIONS,
    )

    answer = await sign(client, contract, staff)

    assert (answer.status_code, answer.json()["code"]) == (403, "contracts.not_party")
    assert await nothing_was_signed(work, contract)


async def test_signing_needs_the_permission(
    client: AsyncClient, work: Work, contract: Contract, parties: Parties
) -> None:
    answer = await sign(client, contract, parties.borrower_headers("contracts:view"))

    assert (answer.status_code, answer.json()["code"]) == (403, "common.not_allowed")
    assert await nothing_was_signed(work, contract)


async def test_a_stranger_finds_no_contract(
    client: AsyncClient, contract: Contract, parties: Parties
) -> None:
    stranger = signed_in("contracts:view", "contracts:sign", user=parties.borrower.user_id)

    for path in (f"/contracts/{contract.id}", f"/contracts/{contract.id}/document"):
        answer = await client.get(path, headers=stranger)
        assert (answer.status_code, answer.json()["code"]) == (404, "contracts.not_found")
    listed = await client.get("/contracts", headers=stranger)
    assert listed.json()["items"] == []
    assert (await sign(client, contract, stranger)).json()["code"] == "contracts.not_found"


async def test_what_has_no_document_yet_is_not_signed(
    client: AsyncClient, work: Work, relay: Relay, parties: Parties
) -> None:
    contract_id = await approve(work.engine, parties)
    await relay.drain()
    drafting = await read_contract(work.engine, contract_id)

    answer = await sign(client, drafting, parties.borrower_headers(), sha256="0" * 64)

    assert (answer.status_code, answer.json()["code"]) == (409, "contracts.cannot_sign")


async def test_after_the_last_day_nobody_signs(
    client: AsyncClient, work: Work, contract: Contract, parties: Parties, clock: Clock
) -> None:
    clock.turn(days=8)

    answer = await sign(client, contract, parties.borrower_headers())

    assert (answer.status_code, answer.json()["code"]) == (409, "contracts.signing_expired")
    assert await nothing_was_signed(work, contract)


async def test_what_is_not_signed_in_time_becomes_void(
    work: Work, contract: Contract, clock: Clock
) -> None:
    clock.turn(days=7)
    await expire_contracts.run(work)
    assert (await read_contract(work.engine, contract.id)).status is ContractStatus.SIGNING

    clock.turn(days=1)
    await expire_contracts.run(work)
    await expire_contracts.run(work)

    void = await read_contract(work.engine, contract.id)
    assert (void.status, void.void_reason) == (ContractStatus.VOIDED, VoidReason.EXPIRED)
    assert (await published(work.engine)).count("contracts.contract_voided.v1") == 1


async def test_staff_void_what_is_wrong(
    client: AsyncClient, contract: Contract, parties: Parties
) -> None:
    path = f"/contracts/{contract.id}/void"

    answer = await client.post(path, json={"reason": "mistaken"}, headers=STAFF | new_key())

    assert answer.json()["status"] == "voided"
    late = await sign(client, contract, parties.borrower_headers())
    assert (late.status_code, late.json()["code"]) == (409, "contracts.cannot_sign")


async def test_what_is_signed_is_not_voided(
    client: AsyncClient, work: Work, contract: Contract, parties: Parties
) -> None:
    await sign(client, contract, parties.borrower_headers())
    await sign(client, contract, parties.lender_headers())
    path = f"/contracts/{contract.id}/void"

    answer = await client.post(path, json={"reason": "mistaken"}, headers=STAFF | new_key())

    assert (answer.status_code, answer.json()["code"]) == (409, "contracts.cannot_void")
    assert (await read_contract(work.engine, contract.id)).status is ContractStatus.SIGNED


async def test_a_party_does_not_void(
    client: AsyncClient, contract: Contract, parties: Parties
) -> None:
    path = f"/contracts/{contract.id}/void"

    answer = await client.post(
        path, json={"reason": "mistaken"}, headers=parties.lender_headers() | new_key()
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "common.not_allowed")


async def test_the_same_signature_sent_twice_is_answered_twice(
    client: AsyncClient, contract: Contract, parties: Parties
) -> None:
    headers = parties.borrower_headers() | new_key()
    body = {"sha256": contract.sha256, "password": "a long walk by the river"}
    path = f"/contracts/{contract.id}/signature"

    first = await client.post(path, json=body, headers=headers)
    again = await client.post(path, json=body, headers=headers)

    assert first.status_code == 200
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_a_signature_never_changes(
    client: AsyncClient, work: Work, contract: Contract, parties: Parties
) -> None:
    await sign(client, contract, parties.borrower_headers())

    with pytest.raises(DBAPIError, match="append-only"):
        async with work.engine.begin() as connection:
            await connection.execute(update(signature).values(sha256="0" * 64))


async def test_the_list_shows_one_s_own_by_state(
    client: AsyncClient, work: Work, relay: Relay, contract: Contract, parties: Parties
) -> None:
    other = await given_contract(work, relay, parties)
    await sign(client, other, parties.borrower_headers())
    await sign(client, other, parties.lender_headers())

    async def listed(**query: str) -> list[str]:
        headers = parties.borrower_headers()
        answer = await client.get("/contracts", params=query, headers=headers)
        return [each["id"] for each in answer.json()["items"]]

    assert await listed() == [str(other.id), str(contract.id)]
    assert await listed(status="signed") == [str(other.id)]
    assert await listed(application_id=str(contract.application_id)) == [str(contract.id)]
    assert await listed(limit="1") == [str(other.id)]
    assert await listed(limit="1", cursor=str(other.id)) == [str(contract.id)]
