"""A contract and what stands beside it: drawn up from the records, and in force together."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from rongqu.infra.event_log import event_delivery
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.collateral import CollateralKind as K
from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts.types import ContractStatus, VoidReason
from rongqu.modules.identity.public import OrganisationKind
from rongqu.modules.parties.public import register_enterprise
from tests.builders.actors import new_key, signed_in
from tests.builders.collateral import record_of
from tests.builders.contracts import Parties, read_contract, registration_of
from tests.builders.events import published
from tests.builders.identity import Clock, Person, given_owner
from tests.builders.papers import given_secured_contract
from tests.builders.signing import Desk

PARK = "西溪科技园管理有限公司"


class Paper:
    """What the desk signs."""

    def __init__(self, listed: dict[str, Any]) -> None:
        self.id, self.sha256 = listed["id"], listed["sha256"]


@pytest.fixture
async def park(work: Work) -> Person:
    """A company of the park, on the platform itself."""
    person = await given_owner(work.engine, OrganisationKind.ENTERPRISE)
    async with open_tx(work.engine, SYSTEM) as tx:
        await register_enterprise(tx, registration_of(person, PARK))
    return person


def headers_of(person: Person) -> dict[str, str]:
    return signed_in(
        "contracts:view",
        "contracts:sign",
        organisation=person.organisation_id,
        portal=Portal.ENTERPRISE,
        user=person.user_id,
    )


@pytest.fixture
async def contract_id(work: Work, relay: Relay, parties: Parties, park: Person) -> ContractId:
    guarantee = record_of(
        K.PARK_GUARANTEE,
        park=PARK,
        park_uscc=registration_of(park).uscc,
        amount="80000",
    )
    right = record_of(K.INTELLECTUAL_PROPERTY)
    things = {K.INTELLECTUAL_PROPERTY: right, K.PARK_GUARANTEE: guarantee}
    return await given_secured_contract(work, relay, parties, things)


async def papers_of(desk: Desk, contract_id: ContractId, headers: dict[str, str]) -> Any:
    answer = await desk.client.get(f"/envelopes?set_of={contract_id}", headers=headers)
    return {each["kind"]: each for each in answer.json()["items"]}


async def test_a_contract_holds_once_all_its_papers_are_signed(
    desk: Desk, contract_id: ContractId, parties: Parties, park: Person, clock: Clock
) -> None:
    lender, borrower = parties.lender_headers(), parties.borrower_headers()
    papers = await papers_of(desk, contract_id, lender)
    theirs = await papers_of(desk, contract_id, headers_of(park))

    for kind, headers in (
        ("loan", borrower),
        ("loan", lender),
        ("pledge_ip", borrower),
        ("pledge_ip", lender),
        ("guarantee", headers_of(park)),
    ):
        clock.turn(minutes=2)
        assert (await desk.sign(Paper(papers[kind]), headers)).status_code == 200
    before = await read_contract(desk.work.engine, contract_id)
    clock.turn(minutes=2)
    await desk.sign(Paper(papers["guarantee"]), lender)
    after = await read_contract(desk.work.engine, contract_id)

    assert set(papers) == {"loan", "pledge_ip", "guarantee"}
    assert set(theirs) == {"guarantee"}, "a guarantor sees its own paper, and not the contract"
    assert (before.status, after.status) == (ContractStatus.SIGNING, ContractStatus.SIGNED)
    names = await published(desk.work.engine)
    assert names.count("contracts.contract_signed.v1") == 1
    assert names[-1] == "contracts.contract_signed.v1"


async def test_what_is_on_record_stands_in_the_papers(
    desk: Desk, contract_id: ContractId, parties: Parties
) -> None:
    contract = await read_contract(desk.work.engine, contract_id)
    papers = await papers_of(desk, contract_id, parties.lender_headers())

    for kind, said in (
        ("pledge_ip", ("发明专利", "ZL 2021 1 0345678.9", "2,400,000.00", "120,000.00", "80%")),
        ("guarantee", (PARK, "80,000.00", "捌万元整", "杭州晨光科技有限公司")),
    ):
        path = f"/envelopes/{papers[kind]['id']}/document"
        pdf = await desk.client.get(path, headers=parties.lender_headers())
        pages = PdfReader(BytesIO(pdf.content)).pages
        words = "".join(page.extract_text() for page in pages)
        for expected in (contract.number, *said):
            assert expected in words, (kind, expected)


async def test_who_refuses_a_paper_beside_it_voids_the_contract(
    desk: Desk, contract_id: ContractId, parties: Parties, park: Person
) -> None:
    papers = await papers_of(desk, contract_id, parties.lender_headers())
    path = f"/envelopes/{papers['guarantee']['id']}/refusal"

    refused = await desk.client.post(
        path, json={"reason": "amount"}, headers=headers_of(park) | new_key()
    )
    await desk.settle()
    async with desk.work.engine.begin(PLATFORM) as connection:
        await connection.execute(update(event_delivery).values(done_at=None))
    await desk.settle()

    assert refused.status_code == 200
    contract = await read_contract(desk.work.engine, contract_id)
    assert (contract.status, contract.void_reason) == (ContractStatus.VOIDED, VoidReason.REFUSED)
    ended = await papers_of(desk, contract_id, parties.borrower_headers())
    assert {each["status"] for each in ended.values()} == {"refused"}
    assert (await published(desk.work.engine)).count("contracts.contract_voided.v1") == 1


async def test_the_database_refuses_a_contract_in_force_whose_papers_are_not_signed(
    work: Work, contract_id: ContractId
) -> None:
    forced = "UPDATE contracts.contract SET status = 'signed', signed_at = now() WHERE id = :id"

    with pytest.raises(DBAPIError, match="follows from its papers"):
        async with work.engine.begin(PLATFORM) as connection:
            await connection.execute(text(forced), {"id": contract_id})


@pytest.mark.parametrize(
    ("product_kind", "things", "expected"),
    [
        ("order_financing", (K.ORDER, K.RECEIVABLE), ["order_finance", "pledge_receivables"]),
        ("receivables_factoring", (K.RECEIVABLE,), ["factoring"]),
        ("equipment_lease", (K.EQUIPMENT, K.PARK_GUARANTEE), ["lease"]),
        ("equipment_lease", (K.INTELLECTUAL_PROPERTY,), ["lease", "pledge_ip"]),
    ],
)
async def test_each_product_takes_its_own_text(
    desk: Desk, parties: Parties, product_kind: str, things: tuple[K, ...], expected: list[str]
) -> None:
    """A guarantee of whoever is not on the platform is papered by hand."""
    records = {kind: record_of(kind) for kind in things}

    contract_id = await given_secured_contract(
        desk.work, desk.relay, parties, records, product_kind
    )

    contract = await read_contract(desk.work.engine, contract_id)
    papers = await papers_of(desk, contract_id, parties.lender_headers())
    assert contract.status is ContractStatus.SIGNING, "the review finds nothing severe"
    assert sorted(papers) == sorted(expected)
    assert papers[expected[0]]["contract_id"] == str(contract_id)
    assert {each["side_of"] for each in papers.values()} <= {None, str(contract_id)}
