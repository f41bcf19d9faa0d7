"""Reviewed before it is sent: what is severe is held until two people let it pass."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from httpx2 import Response

from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.kernel.actor import Portal
from rongqu.kernel.money import Money
from rongqu.modules.contracts.jobs import expire_contracts
from rongqu.modules.contracts.review.reviewing import Reviewed, review
from rongqu.modules.contracts.review.types import OnRecord, TextKind
from rongqu.modules.contracts.types import Contract, ContractStatus, VoidReason
from tests.builders.actors import new_key, signed_in
from tests.builders.contracts import Parties, given_contract, read_contract
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.signing import Desk

STAFF = ("contracts:view", "contracts:view_everywhere", "contracts:ask_waiver")


def staff(*permissions: str) -> dict[str, str]:
    return signed_in(*STAFF, *permissions, portal=Portal.OPERATIONS)


@pytest.fixture
async def held(work: Work, relay: Relay, parties: Parties) -> Contract:
    """Dearer than the policy allows."""
    return await given_contract(work, relay, parties, yearly_rate="0.13")


async def ask(desk: Desk, contract: Contract, headers: dict[str, str]) -> Response:
    return await desk.client.post(
        f"/envelopes/{contract.id}/waiver",
        json={"reason": "利率已依法备案"},
        headers=headers | new_key(),
    )


async def approve(desk: Desk, asked: Response, headers: dict[str, str]) -> Response:
    approval = asked.json()["pending"]["id"]
    return await desk.client.post(f"/approvals/{approval}/approval", headers=headers | new_key())


async def test_what_is_severe_is_not_sent(desk: Desk, held: Contract, parties: Parties) -> None:
    answer = await desk.client.get(f"/envelopes/{held.id}/review", headers=parties.lender_headers())
    refused = await desk.ask_for_code(held.id, parties.borrower_headers())

    assert held.status is ContractStatus.HELD
    found: dict[str, Any] = answer.json()
    assert (found["is_held"], found["is_severe"], found["pending"]) == (True, True, None)
    assert [each["rule"] for each in found["findings"]] == ["rate_above_cap"]
    assert found["findings"][0]["details"] == {"cost": "14.5%", "cap": "12%"}
    assert (refused.status_code, refused.json()["code"]) == (409, "contracts.envelope_held")
    names = await published(desk.work.engine)
    assert "contracts.envelope_held.v1" in names
    assert "contracts.contract_drafted.v1" not in names


async def test_two_people_let_it_pass(desk: Desk, held: Contract, parties: Parties) -> None:
    manager, officer = staff(), staff("contracts:approve_waiver")
    asked = await ask(desk, held, manager)
    own = await approve(desk, asked, manager | {"x-permissions": officer["x-permissions"]})
    passed = await approve(desk, asked, officer)
    again = await ask(desk, held, manager)

    assert (asked.status_code, passed.status_code) == (202, 200)
    assert (own.status_code, own.json()["code"]) == (403, "common.second_person_needed")
    assert (again.status_code, again.json()["code"]) == (409, "contracts.not_held")
    contract = await read_contract(desk.work.engine, held.id)
    assert contract.status is ContractStatus.SIGNING
    names = await published(desk.work.engine)
    told = [name for name in names if name.startswith("contracts.")]
    assert told[-3:] == [
        "contracts.findings_waived.v1",
        "contracts.envelope_sent.v1",
        "contracts.contract_drafted.v1",
    ]
    review_now = await desk.client.get(
        f"/envelopes/{held.id}/review", headers=parties.borrower_headers()
    )
    assert review_now.json()["waiver_reason"] == "利率已依法备案"
    assert (await desk.sign(contract, parties.borrower_headers())).status_code == 200


async def test_an_ordinary_contract_is_sent_with_its_review_on_record(
    desk: Desk, work: Work, relay: Relay, parties: Parties
) -> None:
    contract = await given_contract(work, relay, parties)

    answer = await desk.client.get(
        f"/envelopes/{contract.id}/review", headers=parties.borrower_headers()
    )

    assert contract.status is ContractStatus.SIGNING
    assert (answer.json()["findings"], answer.json()["is_held"]) == ([], False)
    refused = await ask(desk, contract, staff())
    assert (refused.status_code, refused.json()["code"]) == (409, "contracts.not_held")


async def test_what_nobody_lets_pass_expires(desk: Desk, held: Contract, clock: Clock) -> None:
    clock.turn(days=8)

    await expire_contracts.run(desk.work)

    contract = await read_contract(desk.work.engine, held.id)
    assert (contract.status, contract.void_reason) == (
        ContractStatus.VOIDED,
        VoidReason.EXPIRED,
    )


@pytest.mark.parametrize(("fee", "is_dear"), [("1500.00", False), ("1500.01", True)])
def test_the_fee_on_record_is_part_of_the_cost(fee: str, is_dear: bool) -> None:
    """9 % a year and a fee of 1.5 % over six months are 12 %: the cap, and no more."""
    record = OnRecord(
        principal=Money.parse("100000.00", "CNY"),
        yearly_rate=Decimal("0.09"),
        term_months=6,
        fee=Money.parse(fee, "CNY"),
    )
    text = "本金 100,000.00 元，年利率9%，期限6个月。"
    wanted = Reviewed(text=text, kind=TextKind.CLAUSE, rate_cap=Decimal("0.12"), record=record)

    assert [each.rule.value for each in review(wanted)] == ["rate_above_cap"] * is_dear
