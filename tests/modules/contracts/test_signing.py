"""Both parties sign what they have seen."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from rongqu.commands.verify_pdf import read_authorities
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.modules.contracts.envelope_tables import certificate, signature
from rongqu.modules.contracts.jobs import expire_contracts
from rongqu.modules.contracts.ports import CertificateAuthority
from rongqu.modules.contracts.signing_jobs import make_signature
from rongqu.modules.contracts.types import Contract, ContractStatus, Side, VoidReason
from rongqu.modules.evidence.public import (
    FileVerdict,
    SignatureVerdict,
    verify_pdf,
)
from tests.builders.actors import new_key, signed_in
from tests.builders.at_once import fifty_at_once
from tests.builders.contracts import (
    Parties,
    approve,
    given_contract,
    given_parties,
    read_contract,
)
from tests.builders.events import published
from tests.builders.identity import Clock, given_colleague
from tests.builders.signing import Desk

STAFF = signed_in(
    "contracts:view", "contracts:view_everywhere", "contracts:void", portal=Portal.OPERATIONS
)


@pytest.fixture
async def contract(work: Work, relay: Relay, parties: Parties) -> Contract:
    return await given_contract(work, relay, parties)


async def nothing_was_signed(work: Work, contract: Contract) -> bool:
    after = await read_contract(work.engine, contract.id)
    names = await published(work.engine)
    return after == contract and "contracts.signing_agreed.v1" not in names


@pytest.mark.parametrize("first", Side)
async def test_signed_by_both_in_any_order(
    desk: Desk, work: Work, contract: Contract, parties: Parties, first: Side
) -> None:
    order = [parties.borrower_headers(), parties.lender_headers()]
    if first is Side.INSTITUTION:
        order.reverse()

    one = await desk.sign(contract, order[0])
    half = await read_contract(work.engine, contract.id)
    two = await desk.sign(contract, order[1])

    assert (one.status_code, two.status_code) == (200, 200)
    assert (half.status, [each.side for each in half.signatures]) == (
        ContractStatus.SIGNING,
        [first],
    )
    signed = await read_contract(work.engine, contract.id)
    assert (signed.status, signed.agreed) == (ContractStatus.SIGNED, ())
    assert {each.side for each in signed.signatures} == set(Side)
    assert {each.sha256 for each in signed.signatures} == {contract.sha256}
    names = [
        name for name in await published(work.engine) if "y_signed" in name or "t_signed" in name
    ]
    assert names == [
        "contracts.contract_party_signed.v1",
        "contracts.contract_party_signed.v1",
        "contracts.contract_signed.v1",
    ]


async def test_what_was_agreed_is_signed_soon_and_once(
    desk: Desk, work: Work, contract: Contract, parties: Parties
) -> None:
    agreed = await desk.agree(contract, parties.borrower_headers())

    [borrower, _] = agreed.json()["signers"]
    assert (borrower["method"], borrower["person_name"], borrower["signed_at"]) == (
        "code",
        "张**",
        None,
    )
    assert (await read_contract(work.engine, contract.id)).agreed == (Side.ENTERPRISE,)

    await desk.settle()
    await make_signature.run(work, envelope_id=str(contract.id), number=1)

    again = await read_contract(work.engine, contract.id)
    assert (again.agreed, len(again.signatures)) == ((), 1)
    assert (await published(work.engine)).count("contracts.contract_party_signed.v1") == 1


async def test_the_file_proves_itself_to_strangers(
    desk: Desk, work: Work, contract: Contract, parties: Parties, clock: Clock
) -> None:
    await desk.sign(contract, parties.borrower_headers())
    await desk.sign(contract, parties.lender_headers())

    answer = await desk.client.get(
        f"/envelopes/{contract.id}/document", headers=parties.lender_headers()
    )

    roots = read_authorities(desk.outside.roots)
    found = await verify_pdf(answer.content, trusted=roots, now=clock.now)
    assert found.verdict is FileVerdict.INTACT
    assert [each.field for each in found.by_people] == ["signer-1", "signer-2"]
    names = [each.signer or "" for each in found.by_people]
    assert "杭州晨光科技有限公司" in names[0]
    assert "钱江商业银行股份有限公司" in names[1]
    assert all(each.stamped_at is not None for each in found.signatures)
    assert {each.level for each in found.by_people} == {"B-LTA"}
    original = await work.storage.get((await read_contract(work.engine, contract.id)).document.key)  # type: ignore[union-attr]
    assert answer.content.startswith(original)
    revisions = [content.count(b"%%EOF") for content in (original, answer.content)]
    assert revisions == [1, 5], "a signature is two: itself, and the stamp over what proves it"


async def test_a_revoked_certificate_signs_no_more_and_what_it_signed_stays_good(
    desk: Desk, work: Work, contract: Contract, parties: Parties, clock: Clock
) -> None:
    headers = parties.borrower_headers()

    async def sign(paper: Contract, who: dict[str, str]) -> list[SignatureVerdict]:
        await desk.sign(paper, who)
        answer = await desk.client.get(f"/envelopes/{paper.id}/document", headers=headers)
        roots = read_authorities(desk.outside.roots)
        found = await verify_pdf(answer.content, trusted=roots, now=work.clock())
        assert all(each.revocation_known for each in found.signatures)
        return [each.verdict for each in found.by_people]

    before = await sign(contract, headers)
    serials = select(certificate.c.serial)
    async with work.engine.connect(PLATFORM) as connection:
        serial = (await connection.execute(serials)).scalar_one()
    await work.port(CertificateAuthority).revoke(int(serial, 16))
    clock.turn(minutes=10)
    after = await sign(await given_contract(work, desk.relay, parties), headers)
    beside = await sign(contract, parties.lender_headers())
    async with work.engine.connect(PLATFORM) as connection:
        kept = (await connection.execute(serials)).scalars().all()

    assert before == after == [SignatureVerdict.INTACT]
    assert beside == [SignatureVerdict.INTACT] * 2  # stamped before it was revoked
    assert len(set(kept)) == 3


async def test_two_who_agree_at_once_both_stand_in_the_document(
    desk: Desk, work: Work, contract: Contract, parties: Parties
) -> None:
    await desk.agree(contract, parties.borrower_headers())
    await desk.agree(contract, parties.lender_headers())

    await asyncio.gather(
        *(make_signature.run(work, envelope_id=str(contract.id), number=n) for n in (1, 2))
    )

    signed = await read_contract(work.engine, contract.id)
    assert (signed.status, len(signed.signatures)) == (ContractStatus.SIGNED, 2)


async def test_a_party_signs_once_whoever_of_it_asks(
    desk: Desk, work: Work, contract: Contract, parties: Parties
) -> None:
    await desk.sign(contract, parties.borrower_headers())
    colleague = await given_colleague(work.engine, parties.borrower, "enterprise_owner")
    headers = signed_in(
        "contracts:view",
        "contracts:sign",
        organisation=colleague.organisation_id,
        user=colleague.user_id,
    )

    again = await desk.ask_for_code(contract.id, headers)

    assert (again.status_code, again.json()["code"]) == (409, "contracts.already_signed")
    assert len((await read_contract(work.engine, contract.id)).signatures) == 1


async def test_another_document_than_the_one_on_record_is_not_signed(
    desk: Desk, work: Work, contract: Contract, parties: Parties
) -> None:
    answer = await desk.sign(contract, parties.borrower_headers(), sha256="0" * 64)

    assert (answer.status_code, answer.json()["code"]) == (403, "contracts.code_wrong")
    assert await nothing_was_signed(work, contract)


@pytest.mark.parametrize(
    ("proof", "refusal"),
    [
        ({"sent_code": "000000x"}, (403, "contracts.code_wrong")),
        ({"sent_code": None}, (422, "contracts.intent_missing")),
        ({"sent_code": None, "totp": "123456"}, (403, "identity.wrong_code")),
    ],
)
async def test_who_cannot_prove_it_does_not_sign(
    desk: Desk,
    contract: Contract,
    parties: Parties,
    proof: dict[str, str],
    refusal: tuple[int, str],
) -> None:
    answer = await desk.sign(contract, parties.borrower_headers(), **proof)

    assert (answer.status_code, answer.json()["code"]) == refusal
    assert await nothing_was_signed(desk.work, contract)


async def test_a_code_is_over_after_five_wrong_ones(
    desk: Desk, contract: Contract, parties: Parties
) -> None:
    headers = parties.borrower_headers()
    for _ in range(5):
        await desk.agree(contract, headers, sent_code="wrong")
    spent = desk.outside.newest_code()
    body = {"sha256": contract.sha256, "sent_code": spent}
    path = f"/envelopes/{contract.id}/signature"

    refused = await desk.client.post(path, json=body, headers=headers | new_key())
    anew = await desk.agree(contract, headers)

    assert refused.json()["code"] == "contracts.code_wrong"
    assert anew.status_code == 200


async def test_twenty_guesses_at_once_are_five_tries(
    desk: Desk, contract: Contract, parties: Parties
) -> None:
    headers = parties.borrower_headers()
    await desk.ask_for_code(contract.id, headers)
    path = f"/envelopes/{contract.id}/signature"

    async def guess(code: str) -> str:
        body = {"sha256": contract.sha256, "sent_code": code}
        answer = await desk.client.post(path, json=body, headers=headers | new_key())
        return answer.json()["code"]

    refused = await asyncio.gather(*(guess(f"wrong {each}") for each in range(20)))
    refused.append(await guess(desk.outside.newest_code()))

    assert set(refused) == {"contracts.code_wrong"}
    names = await published(desk.work.engine)
    assert names.count("contracts.signing_code_refused.v1") == 5
    assert await nothing_was_signed(desk.work, contract)


async def test_a_person_is_sent_ten_codes_an_hour(
    desk: Desk, contract: Contract, parties: Parties, clock: Clock
) -> None:
    headers = parties.borrower_headers()

    async def ask() -> tuple[int, object]:
        answer = await desk.ask_for_code(contract.id, headers)
        clock.turn(minutes=2)
        return answer.status_code, answer.json().get("params")

    answers = [await ask() for _ in range(11)]
    clock.turn(minutes=39)

    assert answers[:10] == [(200, None)] * 10
    assert answers[10] == (429, {"retry_after_seconds": "2400"})
    assert (await ask())[0] == 200


async def test_a_code_is_over_after_five_minutes(
    desk: Desk, contract: Contract, parties: Parties, clock: Clock
) -> None:
    headers = parties.borrower_headers()
    await desk.ask_for_code(contract.id, headers)
    late = desk.outside.newest_code()
    clock.turn(minutes=5)

    path = f"/envelopes/{contract.id}/signature"
    body = {"sha256": contract.sha256, "sent_code": late}
    answer = await desk.client.post(path, json=body, headers=headers | new_key())

    assert answer.json()["code"] == "contracts.code_wrong"
    assert await nothing_was_signed(desk.work, contract)


async def test_who_may_look_may_not_sign_for_others(
    desk: Desk, work: Work, contract: Contract, parties: Parties
) -> None:
    staff = signed_in(
        "contracts:view",
        "contracts:sign",
        "contracts:view_everywhere",
        user=parties.borrower.user_id,
        portal=Portal.OPERATIONS,
    )

    answer = await desk.ask_for_code(contract.id, staff)

    assert (answer.status_code, answer.json()["code"]) == (403, "contracts.not_party")
    assert await nothing_was_signed(work, contract)


async def test_signing_needs_the_permission(
    desk: Desk, work: Work, contract: Contract, parties: Parties
) -> None:
    answer = await desk.sign(contract, parties.borrower_headers("contracts:view"))

    assert (answer.status_code, answer.json()["code"]) == (403, "common.not_allowed")
    assert await nothing_was_signed(work, contract)


async def test_a_stranger_finds_no_contract(desk: Desk, work: Work, contract: Contract) -> None:
    stranger = (await given_parties(work.engine)).borrower_headers()

    of_contract = (f"/contracts/{contract.id}", f"/contracts/{contract.id}/document")
    for path in of_contract:
        answer = await desk.client.get(path, headers=stranger)
        assert (answer.status_code, answer.json()["code"]) == (404, "contracts.not_found")
    listed = await desk.client.get("/contracts", headers=stranger)
    assert listed.json()["items"] == []
    refused = await desk.sign(contract, stranger)
    assert refused.json()["code"] == "contracts.code_wrong"
    answer = await desk.client.get(f"/envelopes/{contract.id}", headers=stranger)
    assert answer.json()["code"] == "contracts.envelope_not_found"


async def test_what_has_no_document_yet_is_not_signed(
    desk: Desk, work: Work, relay: Relay, parties: Parties
) -> None:
    contract_id = await approve(work.engine, parties)
    await relay.drain()

    answer = await desk.client.get(f"/envelopes/{contract_id}", headers=parties.borrower_headers())

    assert (answer.status_code, answer.json()["code"]) == (404, "contracts.envelope_not_found")


async def test_after_the_last_day_nobody_signs(
    desk: Desk, work: Work, contract: Contract, parties: Parties, clock: Clock
) -> None:
    clock.turn(days=8)

    answer = await desk.ask_for_code(contract.id, parties.borrower_headers())

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


async def test_staff_void_what_is_wrong(desk: Desk, contract: Contract, parties: Parties) -> None:
    path = f"/contracts/{contract.id}/void"

    answer = await desk.client.post(path, json={"reason": "mistaken"}, headers=STAFF | new_key())

    assert answer.json()["status"] == "voided"
    late = await desk.ask_for_code(contract.id, parties.borrower_headers())
    assert (late.status_code, late.json()["code"]) == (409, "contracts.cannot_sign")


async def test_what_is_signed_is_not_voided(
    desk: Desk, work: Work, contract: Contract, parties: Parties
) -> None:
    await desk.sign(contract, parties.borrower_headers())
    await desk.sign(contract, parties.lender_headers())
    path = f"/contracts/{contract.id}/void"

    answer = await desk.client.post(path, json={"reason": "mistaken"}, headers=STAFF | new_key())

    assert (answer.status_code, answer.json()["code"]) == (409, "contracts.cannot_void")
    assert (await read_contract(work.engine, contract.id)).status is ContractStatus.SIGNED


async def test_a_party_does_not_void(desk: Desk, contract: Contract, parties: Parties) -> None:
    path = f"/contracts/{contract.id}/void"

    answer = await desk.client.post(
        path, json={"reason": "mistaken"}, headers=parties.lender_headers() | new_key()
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "common.not_allowed")


async def test_the_same_signature_sent_twice_is_answered_twice(
    desk: Desk, contract: Contract, parties: Parties
) -> None:
    headers = parties.borrower_headers() | new_key()
    await desk.ask_for_code(contract.id, headers)
    body = {"sha256": contract.sha256, "sent_code": desk.outside.newest_code()}
    path = f"/envelopes/{contract.id}/signature"

    first = await desk.client.post(path, json=body, headers=headers)
    again = await desk.client.post(path, json=body, headers=headers)

    assert first.status_code == 200
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_of_fifty_who_send_one_code_at_once_one_agrees(
    desk: Desk, contract: Contract, parties: Parties
) -> None:
    headers = parties.borrower_headers()
    await desk.ask_for_code(contract.id, headers)
    body = {"sha256": contract.sha256, "sent_code": desk.outside.newest_code()}
    path = f"/envelopes/{contract.id}/signature"

    outcomes = await fifty_at_once(
        lambda key: desk.client.post(path, json=body, headers=headers | key)
    )

    assert outcomes.pop("done") == 1
    assert set(outcomes) <= {"contracts.code_wrong"}
    assert (await published(desk.work.engine)).count("contracts.signing_agreed.v1") == 1


async def test_a_signature_never_changes(
    desk: Desk, work: Work, contract: Contract, parties: Parties
) -> None:
    await desk.sign(contract, parties.borrower_headers())

    with pytest.raises(DBAPIError, match="permission denied"):
        async with work.engine.begin(PLATFORM) as connection:
            await connection.execute(update(signature).values(sha256="0" * 64))


async def test_the_list_shows_one_s_own_by_state(
    desk: Desk, work: Work, relay: Relay, contract: Contract, parties: Parties
) -> None:
    other = await given_contract(work, relay, parties)
    await desk.sign(other, parties.borrower_headers())
    await desk.sign(other, parties.lender_headers())

    async def listed(**query: str) -> list[str]:
        headers = parties.borrower_headers()
        answer = await desk.client.get("/contracts", params=query, headers=headers)
        return [each["id"] for each in answer.json()["items"]]

    assert await listed() == [str(other.id), str(contract.id)]
    assert await listed(status="signed") == [str(other.id)]
    assert await listed(application_id=str(contract.application_id)) == [str(contract.id)]
    assert await listed(limit="1") == [str(other.id)]
    assert await listed(limit="1", cursor=str(other.id)) == [str(contract.id)]
