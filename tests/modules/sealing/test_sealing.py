"""One person agrees to many documents at once, and each gets the company's seal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from rongqu.commands.verify_pdf import read_authorities
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.modules.contracts.ports import AuthorityAway, TimeStamps
from rongqu.modules.contracts.public import Contract
from rongqu.modules.contracts.types import ContractStatus, Side
from rongqu.modules.evidence.public import FileVerdict, verify_pdf
from rongqu.modules.sealing import jobs
from rongqu.modules.sealing.jobs import SomeNotSealed, expire_sealings, seal_documents
from tests.builders.actors import new_key, signed_in
from tests.builders.at_once import fifty_at_once
from tests.builders.contracts import Parties, given_contract, read_contract
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.signing import Desk


@pytest.fixture(autouse=True)
async def contracts(work: Work, relay: Relay, parties: Parties) -> list[Contract]:
    return [await given_contract(work, relay, parties) for _ in range(3)]


async def opened(desk: Desk, headers: dict[str, str]) -> dict[str, Any]:
    waiting = await desk.client.get("/sealings/waiting", headers=headers)
    chosen = {"envelope_ids": [each["envelope_id"] for each in waiting.json()]}
    answer = await desk.client.post("/sealings", json=chosen, headers=headers | new_key())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def agree(desk: Desk, sealing: dict[str, Any], headers: dict[str, str]) -> None:
    await desk.client.put(f"/sealings/{sealing['id']}/code", headers=headers)
    await desk.settle()
    body = {"sha256": sealing["sha256"], "sent_code": desk.outside.newest_code()}
    path = f"/sealings/{sealing['id']}/consent"
    answer = await desk.client.post(path, json=body, headers=headers | new_key())
    assert answer.status_code == 202, answer.text


async def lines_of(desk: Desk, sealing: dict[str, Any], headers: dict[str, str]) -> list[Any]:
    answer = await desk.client.get(f"/sealings/{sealing['id']}/documents", headers=headers)
    return [(each["status"], each["reason"]) for each in answer.json()]


async def test_many_contracts_get_the_seal_by_one_consent(
    desk: Desk, work: Work, contracts: list[Contract], parties: Parties, clock: Clock
) -> None:
    headers = parties.lender_headers()
    waiting = (await desk.client.get("/sealings/waiting", headers=headers)).json()
    assert {each["envelope_id"] for each in waiting} == {str(each.id) for each in contracts}
    assert waiting[0]["others"] == "杭州晨光科技有限公司"
    assert waiting[0]["principal"] == {"amount": "120000.00", "currency": "CNY"}

    sealing = await opened(desk, headers)
    listed = "".join(f"{each['envelope_id']} {each['sha256']}\n" for each in waiting)
    assert sealing["sha256"] == sha256(listed.encode()).hexdigest()
    await agree(desk, sealing, headers)
    await desk.settle()

    ended = (await desk.client.get(f"/sealings/{sealing['id']}", headers=headers)).json()
    counts = (ended["status"], ended["documents"], ended["sealed"], ended["failed"])
    assert counts == ("ended", 3, 3, 0)
    for each in contracts:
        sealed = await read_contract(work.engine, each.id)
        assert [sign.side for sign in sealed.signatures] == [Side.INSTITUTION]
    answer = await desk.client.get(f"/envelopes/{contracts[0].id}/document", headers=headers)
    found = await verify_pdf(
        answer.content, trusted=read_authorities(desk.outside.roots), now=clock.now
    )
    assert found.verdict is FileVerdict.INTACT
    assert {each.level for each in found.by_people} == {"B-LTA"}
    names = [name for name in await published(work.engine) if name.startswith("sealing.")]
    assert names == [f"sealing.{each}.v1" for each in ("opened", "agreed", "ended")]


async def test_the_other_party_signs_before_or_after_and_the_contract_is_signed(
    desk: Desk, work: Work, contracts: list[Contract], parties: Parties
) -> None:
    await desk.sign(contracts[0], parties.borrower_headers())
    sealing = await opened(desk, parties.lender_headers())
    await agree(desk, sealing, parties.lender_headers())
    await desk.settle()
    await desk.sign(contracts[1], parties.borrower_headers())

    states = [(await read_contract(work.engine, each.id)).status for each in contracts]
    assert states == [ContractStatus.SIGNED, ContractStatus.SIGNED, ContractStatus.SIGNING]


async def test_what_was_refused_meanwhile_is_named_and_the_others_are_sealed(
    desk: Desk, contracts: list[Contract], parties: Parties
) -> None:
    headers = parties.lender_headers()
    sealing = await opened(desk, headers)
    refusal = {"reason": "terms", "note": None}
    path = f"/envelopes/{contracts[1].id}/refusal"
    await desk.client.post(path, json=refusal, headers=parties.borrower_headers() | new_key())
    await agree(desk, sealing, headers)
    await desk.settle()

    assert sorted(await lines_of(desk, sealing, headers)) == [
        ("failed", "contracts.cannot_sign"),
        ("sealed", None),
        ("sealed", None),
    ]
    ended = (await desk.client.get(f"/sealings/{sealing['id']}", headers=headers)).json()
    assert (ended["status"], ended["sealed"], ended["failed"]) == ("ended", 2, 1)


async def test_of_fifty_who_agree_to_lists_at_once_each_document_is_sealed_once(
    desk: Desk, work: Work, contracts: list[Contract], parties: Parties
) -> None:
    """Two lists of the same documents; one of them is agreed to by fifty."""
    headers = parties.lender_headers()
    other, sealing = await opened(desk, headers), await opened(desk, headers)
    await desk.client.put(f"/sealings/{sealing['id']}/code", headers=headers)
    await desk.settle()
    body = {"sha256": sealing["sha256"], "sent_code": desk.outside.newest_code()}
    await agree(desk, other, headers)
    path = f"/sealings/{sealing['id']}/consent"

    outcomes = await fifty_at_once(
        lambda key: desk.client.post(path, json=body, headers=headers | key)
    )
    await desk.settle()

    assert outcomes.pop("done") == 1
    assert set(outcomes) <= {"contracts.code_wrong", "sealing.not_open"}
    assert (await published(work.engine)).count("sealing.agreed.v1") == 2
    for each in contracts:
        assert len((await read_contract(work.engine, each.id)).signatures) == 1


class AwayAfter:
    """A time stamp authority that goes away after so many stamps."""

    def __init__(self, inner: TimeStamps, stamps: int) -> None:
        self._inner = inner
        self._left = stamps
        self.root, self.trust = inner.root, inner.trust

    async def stamp(self, query: bytes) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise AuthorityAway("gone")
        return await self._inner.stamp(query)


async def test_it_goes_on_where_it_was(
    desk: Desk,
    work: Work,
    parties: Parties,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ended by an outage in the middle, and then run twice."""
    headers = parties.lender_headers()
    sealing = await opened(desk, headers)
    await agree(desk, sealing, headers)
    await desk.relay.drain()
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    away = AwayAfter(work.port(TimeStamps), stamps=3)  # one to learn the size, two a signature
    halfway = Work(
        engine=work.engine,
        storage=work.storage,
        clock=work.clock,
        ports={**work.ports, TimeStamps: away},
    )

    with pytest.raises(SomeNotSealed):
        await seal_documents.run(halfway, sealing_id=sealing["id"])
    half = (await desk.client.get(f"/sealings/{sealing['id']}", headers=headers)).json()
    await seal_documents.run(work, sealing_id=sealing["id"])
    await seal_documents.run(work, sealing_id=sealing["id"])

    assert (half["status"], half["sealed"], half["failed"]) == ("sealing", 1, 0)
    assert await lines_of(desk, sealing, headers) == [("sealed", None)] * 3
    names = await published(work.engine)
    assert names.count("contracts.contract_party_signed.v1") == 3
    assert names.count("sealing.ended.v1") == 1


async def test_what_the_job_gave_up_is_tried_again_or_withdrawn(
    desk: Desk, work: Work, parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outage after the first document: of the rest, somebody withdraws the list; the documents
    wait for the seal as before and go into another list, which is tried again until it ends."""
    headers, client = parties.lender_headers(), desk.client
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    away = AwayAfter(work.port(TimeStamps), stamps=3)
    outage = replace(work, ports={**work.ports, TimeStamps: away})
    first = await opened(desk, headers)
    await agree(desk, first, headers)
    with pytest.raises(SomeNotSealed):
        await seal_documents.run(outage, sealing_id=first["id"])

    async def post(sealing: dict[str, Any], what: str) -> dict[str, Any]:
        path = f"/sealings/{sealing['id']}/{what}"
        return (await client.post(path, headers=headers | new_key())).json()

    withdrawn = await post(first, "withdrawal")
    await seal_documents.run(work, sealing_id=first["id"])
    lines = await lines_of(desk, first, headers)
    again = await post(first, "withdrawal"), await post(first, "resumption")
    second = await opened(desk, headers)
    early = await post(second, "resumption")
    await agree(desk, second, headers)
    with pytest.raises(SomeNotSealed):
        await seal_documents.run(outage, sealing_id=second["id"])
    await post(second, "resumption")
    await desk.settle()

    assert (withdrawn["status"], withdrawn["sealed"], withdrawn["failed"]) == ("ended", 1, 2)
    assert sorted(lines) == [("failed", "sealing.withdrawn")] * 2 + [("sealed", None)]
    assert [each["code"] for each in again] == ["sealing.has_ended"] * 2
    assert (second["documents"], early["code"]) == (2, "sealing.not_agreed")
    ended = (await client.get(f"/sealings/{second['id']}", headers=headers)).json()
    assert (ended["status"], ended["sealed"]) == ("ended", 2)


async def test_a_list_that_nobody_agrees_to_expires_or_is_withdrawn(
    desk: Desk, work: Work, parties: Parties, clock: Clock
) -> None:
    headers = parties.lender_headers()
    forgotten, unwanted = await opened(desk, headers), await opened(desk, headers)
    path = f"/sealings/{unwanted['id']}"
    withdrawn = (await desk.client.post(f"{path}/withdrawal", headers=headers | new_key())).json()
    clock.now += timedelta(hours=24)
    await expire_sealings.run(work)
    still = (await desk.client.get(f"/sealings/{forgotten['id']}", headers=headers)).json()
    clock.now += timedelta(seconds=1)
    await expire_sealings.run(work)
    await expire_sealings.run(work)

    late = (await desk.client.get(f"/sealings/{forgotten['id']}", headers=headers)).json()
    refused = await desk.client.put(f"/sealings/{forgotten['id']}/code", headers=headers)
    assert (withdrawn["status"], still["status"], late["status"]) == (
        "withdrawn",
        "open",
        "expired",
    )
    assert await lines_of(desk, forgotten, headers) == [("failed", "sealing.expired")] * 3
    assert refused.json()["code"] == "sealing.not_open"
    assert len((await desk.client.get("/sealings/waiting", headers=headers)).json()) == 3
    names = await published(work.engine)
    assert names.count("sealing.expired.v1") == 1
    assert names.count("sealing.withdrawn.v1") == 1


async def test_refusals(
    desk: Desk, work: Work, contracts: list[Contract], parties: Parties
) -> None:
    headers = parties.lender_headers()
    client, strange = desk.client, str(parties.borrower.organisation_id)

    async def post(path: str, body: dict[str, Any], who: dict[str, str] = headers) -> Any:
        return await client.post(path, json=body, headers=who | new_key())

    chosen = {"envelope_ids": [str(each.id) for each in contracts]}
    unknown = await post("/sealings", {"envelope_ids": [*chosen["envelope_ids"], strange]})
    reader = await post("/sealings", chosen, signed_in("contracts:view"))
    sealing = await opened(desk, headers)
    path = f"/sealings/{sealing['id']}"
    others = await client.get(path, headers=parties.borrower_headers())
    proofless = await post(f"{path}/consent", {"sha256": sealing["sha256"]})
    wrong = {"sha256": sealing["sha256"], "sent_code": "000000"}
    codeless = await post(f"{path}/consent", wrong)
    before = await published(work.engine)
    await agree(desk, sealing, headers)
    again = await client.put(f"{path}/code", headers=headers)

    assert [answer.status_code for answer in (unknown, reader, others)] == [409, 403, 404]
    assert unknown.json()["params"] == {"envelopes": strange}
    codes = [answer.json()["code"] for answer in (unknown, others, proofless, codeless, again)]
    assert codes == [
        "sealing.not_waiting",
        "sealing.not_found",
        "contracts.intent_missing",
        "contracts.code_wrong",
        "sealing.not_open",
    ]
    assert "sealing.agreed.v1" not in before
    assert (await client.get("/sealings/waiting", headers=headers)).json() == []
