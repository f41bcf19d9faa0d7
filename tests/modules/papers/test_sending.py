"""Any text of the library, filled on the screen and sent to be signed."""

from __future__ import annotations

from typing import Any

import pytest
from httpx2 import Response

from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.kernel.collateral import CollateralKind as K
from rongqu.modules.contracts.types import ContractStatus
from rongqu.modules.parties.public import synthetic_uscc
from tests.builders.actors import new_key
from tests.builders.collateral import record_of
from tests.builders.contracts import Parties, given_contract, read_contract
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.papers import given_secured_contract
from tests.builders.signing import Desk

MAY = ("contracts:view", "contracts:send", "contracts:sign")


class Paper:
    """What the desk signs."""

    def __init__(self, read: dict[str, Any]) -> None:
        self.id, self.sha256 = read["id"], read["sha256"]


def service(parties: Parties, **different: Any) -> dict[str, Any]:
    """A bank orders a service of a company: nothing of it is on record."""
    return {
        "template": "service",
        "values": {
            "services": "2026 年度财务报表审计",
            "service_fee": "30000.00",
            "deliver_by": "2027-03-31",
        },
        "signers": [
            {"variable": "client", "uscc": uscc_of(parties.lender), "rank": 1},
            {"variable": "provider", "uscc": uscc_of(parties.borrower), "rank": 2},
        ],
    } | different


def uscc_of(person: Any) -> str:
    return synthetic_uscc(str(person.organisation_id))


async def send(desk: Desk, parties: Parties, body: dict[str, Any]) -> Response:
    headers = parties.lender_headers(*MAY) | new_key()
    return await desk.client.post("/papers", json=body, headers=headers)


async def read(desk: Desk, sent: Response, parties: Parties) -> dict[str, Any]:
    path = f"/envelopes/{sent.json()['id']}"
    return (await desk.client.get(path, headers=parties.lender_headers())).json()


async def test_a_paper_is_seen_sent_and_signed_in_order(
    desk: Desk, parties: Parties, clock: Clock
) -> None:
    lender, borrower = parties.lender_headers(*MAY), parties.borrower_headers()
    seen = await desk.client.post("/papers/preview", json=service(parties), headers=lender)
    sent = await send(desk, parties, service(parties))
    paper = Paper(await read(desk, sent, parties))

    early = await desk.sign(paper, borrower)
    await desk.sign(paper, lender)
    clock.turn(minutes=2)
    await desk.sign(paper, borrower)

    assert seen.status_code == 200
    assert seen.content.startswith(b"%PDF-1.7")
    assert (sent.status_code, sent.json()["status"], sent.json()["severe"]) == (201, "signing", 0)
    assert early.json()["code"] == "contracts.not_your_turn"
    done = await read(desk, sent, parties)
    assert (done["status"], done["template"], done["kind"]) == ("signed", "service/1", "service")
    assert (await published(desk.work.engine))[-1] == "contracts.envelope_signed.v1"


def _values(**different: Any) -> dict[str, Any]:
    return {"values": service_values() | different}


def service_values() -> dict[str, Any]:
    return {"services": "审计", "service_fee": "1.00", "deliver_by": "2027-03-31"}


@pytest.mark.parametrize(
    ("different", "status", "code"),
    [
        ({"template": "nothing"}, 409, "contracts.template_missing"),
        ({"values": {}}, 422, "contracts.value_missing"),
        (_values(service_fee="-1"), 422, "contracts.value_wrong"),
        (_values(rent_total="1"), 422, "contracts.variable_unknown"),
        ({"sign_by": "2020-01-01"}, 422, "papers.sign_by_wrong"),
        ({"beside": "00000000-0000-7000-8000-000000000001"}, 404, "contracts.not_found"),
    ],
)
async def test_what_is_wrong_with_a_paper_is_said_and_nothing_is_sent(
    desk: Desk, parties: Parties, different: dict[str, Any], status: int, code: str
) -> None:
    answer = await send(desk, parties, service(parties, **different))

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "contracts.envelope_sent.v1" not in await published(desk.work.engine)


async def test_who_signs_is_on_the_platform_named_by_the_text_and_the_sender_among_them(
    desk: Desk, parties: Parties
) -> None:
    [client, provider] = service(parties)["signers"]
    stranger = provider | {"uscc": synthetic_uscc("a stranger")}
    odd = provider | {"uscc": "0" * 18}
    for signers, code in (
        ([client], "papers.signers_wrong"),
        ([client, provider, provider], "papers.signers_wrong"),
        ([client, stranger], "papers.party_unknown"),
        ([client, odd], "papers.party_unknown"),
        ([client | {"uscc": provider["uscc"]}, provider], "papers.not_a_signer"),
    ):
        answer = await send(desk, parties, service(parties, signers=signers))
        assert answer.json()["code"] == code
    no_right = await desk.client.post(
        "/papers", json=service(parties), headers=parties.lender_headers() | new_key()
    )
    assert (no_right.status_code, no_right.json()["code"]) == (403, "common.not_allowed")


async def test_a_paper_put_beside_a_contract_is_waited_for(
    desk: Desk, work: Work, relay: Relay, parties: Parties, clock: Clock
) -> None:
    """A herd has a keeper whom no record names: the officer adds the pledge by hand."""
    things = {K.LIVESTOCK: record_of(K.LIVESTOCK)}
    contract_id = await given_secured_contract(work, relay, parties, things)
    lender, borrower = parties.lender_headers(*MAY), parties.borrower_headers()
    known = (
        await desk.client.get(f"/papers/known?contract_id={contract_id}", headers=lender)
    ).json()["values"]
    names = ("main_contract", "secured_amount", "debt_from", "debt_until")
    body = {
        "template": "pledge_receivables",
        "values": {name: known[name] for name in names}
        | {"account": "存管银行账户", "receivables": [["甲公司", "1", "1.00", "2027-01-31"]]},
        "signers": [
            {"variable": "pledgor", "uscc": known["borrower"]["code"]},
            {"variable": "pledgee", "uscc": known["lender"]["code"]},
        ],
        "beside": str(contract_id),
    }
    sent = await send(desk, parties, body)
    contract = await read_contract(work.engine, contract_id)
    for headers in (borrower, lender):
        await desk.sign(contract, headers)
    between = await read_contract(work.engine, contract_id)
    for headers in (borrower, lender):
        clock.turn(minutes=2)
        await desk.sign(Paper(await read(desk, sent, parties)), headers)

    assert between.status is ContractStatus.SIGNING
    assert (await read_contract(work.engine, contract_id)).status is ContractStatus.SIGNED
    late = await send(desk, parties, body)
    assert (late.status_code, late.json()["code"]) == (409, "papers.contract_not_open")


async def test_a_severe_paper_is_held_and_its_contract_waits(
    desk: Desk, work: Work, relay: Relay, parties: Parties
) -> None:
    contract = await given_contract(work, relay, parties)
    dear = _values(services="年利率 36% 的垫资服务")

    sent = await send(desk, parties, service(parties, beside=str(contract.id), **dear))

    assert (sent.json()["status"], sent.json()["severe"]) == ("held", 1)
    assert (await read_contract(work.engine, contract.id)).status is ContractStatus.SIGNING
