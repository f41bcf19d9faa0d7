"""A dispute: opened by a party, mediated by staff, settled by both, late by the clock."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import text

from rongqu.events.contracts import ContractPrepared
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.contracts.public import Contract
from rongqu.modules.disputes.jobs import escalate_disputes
from rongqu.modules.evidence.public import Verdict, VerifierKey, verify
from tests.builders.actors import new_key, signed_in
from tests.builders.contracts import Parties, given_contract, given_parties
from tests.builders.events import published
from tests.builders.evidence import put_on_record, with_signer
from tests.builders.identity import Clock

MAY = (
    "contracts:view",
    "disputes:view",
    "disputes:dispute",
    "evidence:view",
    "payments:view",
)
CLAIM = {"kind": "amount", "claim": "利息多收了一天。", "wish": "退还多收的利息。"}


class Table:
    """Where the parties and the mediator sit."""

    def __init__(self, client: AsyncClient, parties: Parties, contract: Contract) -> None:
        self.client = client
        self.contract = contract
        self.borrower = parties.borrower_headers(*MAY)
        self.lender = parties.lender_headers(*MAY)
        self.mediator = signed_in(
            "contracts:view",
            "contracts:view_everywhere",
            "disputes:view",
            "disputes:view_everywhere",
            "disputes:mediate",
            portal=Portal.OPERATIONS,
        )

    async def open(self, headers: dict[str, str] | None = None) -> Response:
        body = CLAIM | {"contract_id": str(self.contract.id)}
        return await self.client.post(
            "/disputes", json=body, headers=(headers or self.borrower) | new_key()
        )

    async def do(
        self, dispute: Response, step: str, headers: dict[str, str], **body: Any
    ) -> Response:
        path = f"/disputes/{dispute.json()['line']['id']}/{step}"
        return await self.client.post(path, json=body or None, headers=headers | new_key())


@pytest.fixture
async def table(client: AsyncClient, work: Work, relay: Relay, parties: Parties) -> Table:
    return Table(client, parties, await given_contract(work, relay, parties))


async def test_both_accept_and_it_is_settled(table: Table, work: Work) -> None:
    opened = await table.open()
    early = await table.do(opened, "statements", table.mediator, text="请双方补充材料。")
    await table.do(opened, "mediator", table.mediator)
    await table.do(opened, "statements", table.lender, text="系统按合同计息。")
    proposed = await table.do(opened, "proposals", table.mediator, text="退还 12.30 元。")
    number = proposed.json()["proposal"]
    half = await table.do(opened, f"proposals/{number}/answer", table.borrower, is_accepted=True)
    twice = await table.do(opened, f"proposals/{number}/answer", table.borrower, is_accepted=True)
    settled = await table.do(opened, f"proposals/{number}/answer", table.lender, is_accepted=True)
    late = await table.do(opened, "statements", table.borrower, text="还有一事。")

    assert opened.status_code == 201
    assert (early.status_code, early.json()["code"]) == (409, "disputes.no_mediator")
    assert (half.json()["line"]["status"], half.json()["accepted"]) == ("mediating", ["enterprise"])
    assert (twice.status_code, twice.json()["code"]) == (409, "disputes.not_your_proposal")
    assert settled.json()["line"]["status"] == "settled"
    assert (late.status_code, late.json()["code"]) == (409, "disputes.dispute_ended")
    kinds = [note["kind"] for note in settled.json()["notes"]]
    assert kinds == ["taken", "statement", "proposal", "accepted", "accepted"]
    names = [name for name in await published(work.engine) if "dispute" in name or "settle" in name]
    assert names == [
        "disputes.dispute_opened.v1",
        "disputes.dispute_taken.v1",
        "disputes.dispute_spoken.v1",
        "disputes.settlement_proposed.v1",
        "disputes.settlement_answered.v1",
        "disputes.settlement_answered.v1",
        "disputes.dispute_ended.v1",
    ]


async def test_only_the_mediator_who_has_taken_it_speaks_until_another_takes_it(
    table: Table,
) -> None:
    opened = await table.open()
    colleague = table.mediator | {"x-user": str(new_id())}
    await table.do(opened, "mediator", table.mediator)
    refused = [
        await table.do(opened, step, colleague, text="我来处理。")
        for step in ("statements", "proposals", "end")
    ]
    assert {(each.status_code, each.json()["code"]) for each in refused} == {
        (409, "disputes.no_mediator")
    }
    await table.do(opened, "mediator", colleague)
    said = await table.do(opened, "statements", colleague, text="我来处理。")
    assert [note["kind"] for note in said.json()["notes"]] == ["taken", "taken", "statement"]


async def test_nobody_floods_the_log(table: Table, work: Work) -> None:
    opened = await table.open()
    flood = text(
        "INSERT INTO disputes.dispute_note (dispute_id, number, kind, side, author_id, text,"
        " noted_at) SELECT :id, n, 'statement', 'enterprise', :id, '又一次', now()"
        " FROM generate_series(1, 299) AS n"
    )
    async with work.engine.begin(PLATFORM) as connection:
        await connection.execute(flood, {"id": UUID(opened.json()["line"]["id"])})

    last = await table.do(opened, "statements", table.borrower, text="最后一次。")
    more = await table.do(opened, "statements", table.borrower, text="再说一次。")
    ended = await table.do(opened, "end", table.borrower, text="不再继续。")

    assert (last.status_code, more.json()["code"]) == (200, "disputes.too_many_notes")
    assert ended.status_code == 200


async def test_a_newer_proposal_takes_the_place_of_the_one_before(table: Table) -> None:
    opened = await table.open()
    first = await table.do(opened, "proposals", table.borrower, text="退还 20 元。")
    second = await table.do(opened, "proposals", table.lender, text="退还 10 元。")
    old, new = first.json()["proposal"], second.json()["proposal"]
    stale = await table.do(opened, f"proposals/{old}/answer", table.lender, is_accepted=True)
    refused = await table.do(opened, f"proposals/{new}/answer", table.borrower, is_accepted=False)
    gone = await table.do(opened, f"proposals/{new}/answer", table.borrower, is_accepted=True)

    assert second.json()["accepted"] == ["institution"]
    assert (stale.status_code, stale.json()["code"]) == (409, "disputes.not_your_proposal")
    assert refused.json()["proposal"] is None
    assert (gone.status_code, gone.json()["code"]) == (409, "disputes.not_your_proposal")


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        ("borrower", 200, "withdrawn"),
        ("mediator", 200, "unsettled"),
        ("lender", 403, "open"),
    ],
)
async def test_who_may_end_it(table: Table, who: str, code: int, status: str) -> None:
    opened = await table.open()
    headers: dict[str, str] = getattr(table, who)

    ended = await table.do(opened, "end", headers, text="不再继续。")

    assert ended.status_code == code
    dispute_id = opened.json()["line"]["id"]
    now = await table.client.get(f"/disputes/{dispute_id}", headers=table.mediator)
    assert now.json()["line"]["status"] == status


async def test_one_dispute_of_a_contract_is_open_at_a_time(table: Table) -> None:
    first = await table.open()
    second = await table.open(table.lender)
    await table.do(first, "end", table.borrower, text="不再继续。")
    third = await table.open(table.lender)

    assert (second.status_code, second.json()["code"]) == (409, "disputes.dispute_open")
    assert third.status_code == 201


async def test_strangers_neither_open_nor_see_it(table: Table, work: Work) -> None:
    opened = await table.open()
    stranger = (await given_parties(work.engine)).borrower_headers(*MAY)

    refused = await table.open(stranger)
    hidden = await table.do(opened, "statements", stranger, text="我也说一句。")
    everything = ",".join((*MAY, "contracts:view_everywhere", "disputes:view_everywhere"))
    staff = await table.open(table.mediator | {"x-permissions": everything})

    assert (refused.status_code, refused.json()["code"]) == (404, "contracts.not_found")
    assert (hidden.status_code, hidden.json()["code"]) == (404, "disputes.not_found")
    assert (staff.status_code, staff.json()["code"]) == (403, "disputes.not_party")


async def test_after_two_days_everybody_is_told_once(
    table: Table, work: Work, clock: Clock
) -> None:
    opened = await table.open()
    clock.turn(hours=47)
    await escalate_disputes.run(work)
    assert "disputes.dispute_escalated.v1" not in await published(work.engine)

    clock.turn(hours=1)
    await escalate_disputes.run(work)
    await escalate_disputes.run(work)

    assert (await published(work.engine)).count("disputes.dispute_escalated.v1") == 1
    now = await table.client.get(f"/disputes/{opened.json()['line']['id']}", headers=table.borrower)
    assert now.json()["line"]["escalated_at"] is not None
    assert [note["kind"] for note in now.json()["notes"]] == ["escalated"]


async def test_the_bundle_has_everything_and_says_what_it_is(table: Table) -> None:
    opened = await table.open()
    dispute_id = opened.json()["line"]["id"]

    answer = await table.client.get(f"/disputes/{dispute_id}/bundle", headers=table.borrower)

    assert answer.status_code == 200, answer.text
    archive = ZipFile(BytesIO(answer.content))
    names = archive.namelist()
    assert {
        "contract.pdf",
        "contract.json",
        "signatures.json",
        "dispute.json",
        "payments.json",
        "events.json",
        "log.vkey",
        "GUIDE.zh.md",
        "GUIDE.en.md",
        "index.html",
    } <= set(names)
    assert sha256(archive.read("contract.pdf")).hexdigest() == table.contract.sha256
    told = json.loads(archive.read("dispute.json"))
    assert (told["claim"], told["opened_by"]) == (CLAIM["claim"], "borrower")
    events = [each["name"] for each in json.loads(archive.read("events.json"))]
    assert "contracts.contract_drafted.v1" in events
    assert "disputes.dispute_opened.v1" in events
    index = archive.read("index.html").decode()
    assert sha256(archive.read("dispute.json")).hexdigest() in index


async def test_the_mediator_s_bundle_is_that_of_the_parties(table: Table, work: Work) -> None:
    """All of their events with proofs, whoever mediates, and none of the platform's own."""
    opened = await table.open()
    async with open_tx(work.engine, SYSTEM) as tx:
        aside = ContractPrepared(subject_id=table.contract.id, application_id=new_id())
        await tx.publish(aside)
    await put_on_record(with_signer(work))
    path = f"/disputes/{opened.json()['line']['id']}/bundle"
    rights = table.mediator["x-permissions"]
    mediator = table.mediator | {"x-permissions": f"{rights},evidence:view,payments:view"}
    everywhere = mediator | {
        "x-permissions": f"{mediator['x-permissions']},evidence:view_everywhere"
    }

    own = await table.client.get(path, headers=table.borrower)
    packed = [await table.client.get(path, headers=each) for each in (mediator, everywhere)]
    refused = [
        await table.client.get(path, headers=mediator | {"x-permissions": f"{rights},{missing}"})
        for missing in ("evidence:view", "payments:view")
    ]

    assert [each.status_code for each in refused] == [403, 403]
    told = events_in(own)
    assert events_in(packed[0]) == events_in(packed[1]) == told
    assert "disputes.dispute_opened.v1" in [each["name"] for each in told]
    archive = ZipFile(BytesIO(packed[0].content))
    keys = [VerifierKey.parse(archive.read("log.vkey").decode())]
    verdicts = {verify(archive.read(each["proof"]), keys).verdict for each in told}
    assert verdicts == {Verdict.INTACT}


def events_in(bundle: Response) -> list[dict[str, Any]]:
    assert bundle.status_code == 200, bundle.text
    return json.loads(ZipFile(BytesIO(bundle.content)).read("events.json"))


async def test_the_log_never_changes(table: Table, work: Work) -> None:
    opened = await table.open()
    await table.do(opened, "statements", table.borrower, text="一句话。")
    dispute_id = UUID(opened.json()["line"]["id"])

    change = text("UPDATE disputes.dispute_note SET text = '' WHERE dispute_id = :id")
    with pytest.raises(Exception, match="permission denied"):
        async with work.engine.begin(PLATFORM) as connection:
            await connection.execute(change, {"id": dispute_id})
