"""Envelopes: an order, several signers, handing on, refusing, taking back, reminders, the end."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import DBAPIError

from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.actions.open_envelope import open_envelope
from rongqu.modules.contracts.envelope_queries import get_envelope
from rongqu.modules.contracts.envelope_types import (
    Capacity,
    Envelope,
    EnvelopeId,
    EnvelopeStatus,
    NewEnvelope,
    Signer,
    StoredDocument,
)
from rongqu.modules.contracts.signing_jobs import expire_envelopes, remind_of_signing
from tests.builders.actors import new_key, signed_in
from tests.builders.contracts import Parties
from tests.builders.events import published
from tests.builders.identity import Clock, Person, given_colleague
from tests.builders.signed_pdfs import blank_pdf
from tests.builders.signing import Desk

BANK, COMPANY = 1, 2


def headers_of(person: Person, *permissions: str) -> dict[str, str]:
    return signed_in(*permissions, organisation=person.organisation_id, user=person.user_id)


def signer(number: int, person: Person, capacity: Capacity, rank: int) -> Signer:
    return Signer(
        number=number,
        rank=rank,
        organisation_id=person.organisation_id,
        name=("钱江商业银行股份有限公司", "杭州晨光科技有限公司")[number - 1],
        uscc="91330100MA27XL0J3X",
        capacity=capacity,
        role="guarantee",
    )


@pytest.fixture
async def envelope(work: Work, parties: Parties, clock: Clock) -> Envelope:
    """The bank's seal first, then a person of the company."""
    file = await work.storage.put("contracts", blank_pdf())
    new = NewEnvelope(
        id=EnvelopeId(new_id()),
        kind="guarantee",
        number="RQ-B-1",
        title="保证合同 RQ-B-1",
        sender_id=parties.lender.organisation_id,
        contract_id=None,
        sign_by=business_date_at(clock.now) + timedelta(days=7),
        template="guarantee/1",
        document=StoredDocument(key=file.key, sha256=file.sha256, size=file.size),
        findings=(),
        signers=(
            signer(BANK, parties.lender, Capacity.SEAL, 1),
            signer(COMPANY, parties.borrower, Capacity.PERSON, 2),
        ),
    )
    async with open_tx(work.engine, SYSTEM, clock) as tx:
        return await open_envelope(tx, new)


class Paper:
    """What the desk signs: an envelope as the helpers want it."""

    def __init__(self, envelope: Envelope) -> None:
        self.id = envelope.id
        self.sha256 = envelope.document.sha256


async def read(work: Work, envelope: Envelope) -> Envelope:
    async with open_tx(work.engine, SYSTEM) as tx:
        return await get_envelope(tx, envelope.id)


async def test_the_order_is_kept(
    desk: Desk, envelope: Envelope, parties: Parties, clock: Clock
) -> None:
    paper = Paper(envelope)
    early = await desk.sign(paper, parties.borrower_headers())
    await desk.sign(paper, parties.lender_headers())
    half = await read(desk.work, envelope)
    clock.turn(minutes=2)  # within one, the code that was sent before counts
    await desk.sign(paper, parties.borrower_headers())

    assert (early.status_code, early.json()["code"]) == (409, "contracts.not_your_turn")
    assert (half.status, half.revision) == (EnvelopeStatus.SIGNING, 1)
    done = await read(desk.work, envelope)
    assert (done.status, done.revision) == (EnvelopeStatus.SIGNED, 2)
    assert (await published(desk.work.engine))[-2:] == [
        "contracts.envelope_party_signed.v1",
        "contracts.envelope_signed.v1",
    ]


async def test_a_colleague_signs_by_power_of_attorney(
    desk: Desk, envelope: Envelope, parties: Parties
) -> None:
    colleague = await given_colleague(desk.work.engine, parties.lender, "institution_officer")
    theirs = headers_of(colleague, "contracts:view")
    paper, path = Paper(envelope), f"/envelopes/{envelope.id}/delegation"
    before = await desk.sign(paper, theirs)
    wish = {"attorney_id": str(colleague.user_id), "sha256": paper.sha256}

    granted = await desk.client.post(path, json=wish, headers=parties.lender_headers() | new_key())
    after = await desk.sign(paper, theirs)

    assert (before.status_code, before.json()["code"]) == (403, "common.not_allowed")
    mandate = granted.json()["signers"][0]["mandate"]
    assert paper.sha256 in mandate["wording"]
    assert "钱江商业银行股份有限公司" in mandate["wording"]
    assert after.status_code == 200
    [bank, _] = (await read(desk.work, envelope)).signers
    assert bank.consent is not None
    assert bank.mandate is not None
    assert (bank.consent.person_id, bank.consent.mandate_id) == (
        colleague.user_id,
        bank.mandate.id,
    )
    assert bank.signature is not None


async def test_only_colleagues_are_attorneys(
    desk: Desk, envelope: Envelope, parties: Parties
) -> None:
    wish = {"attorney_id": str(parties.borrower.user_id), "sha256": envelope.document.sha256}

    refused = await desk.client.post(
        f"/envelopes/{envelope.id}/delegation",
        json=wish,
        headers=parties.lender_headers() | new_key(),
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "contracts.attorney_unknown")


async def test_who_refuses_ends_it_for_all(
    desk: Desk, envelope: Envelope, parties: Parties
) -> None:
    await desk.agree(Paper(envelope), parties.lender_headers())

    refused = await desk.client.post(
        f"/envelopes/{envelope.id}/refusal",
        json={"reason": "amount", "note": "金额与约定不符"},
        headers=parties.borrower_headers() | new_key(),
    )
    await desk.settle()

    assert (refused.status_code, refused.json()["status"]) == (200, "refused")
    ended = await read(desk.work, envelope)
    assert (ended.reason, ended.note, ended.revision) == ("amount", "金额与约定不符", 0)
    late = await desk.ask_for_code(envelope.id, parties.borrower_headers())
    assert (late.status_code, late.json()["code"]) == (409, "contracts.cannot_sign")


@pytest.mark.parametrize(("side", "answer"), [("lender", 200), ("borrower", 403)])
async def test_only_the_sender_takes_it_back(
    desk: Desk, envelope: Envelope, parties: Parties, side: str, answer: int
) -> None:
    person = parties.lender if side == "lender" else parties.borrower

    withdrawn = await desk.client.post(
        f"/envelopes/{envelope.id}/withdrawal",
        json={"note": None},
        headers=headers_of(person, "contracts:view", "contracts:send") | new_key(),
    )

    assert withdrawn.status_code == answer
    is_over = (await read(desk.work, envelope)).status is EnvelopeStatus.WITHDRAWN
    assert is_over is (answer == 200)


@pytest.mark.usefixtures("envelope")
async def test_who_is_waited_for_is_reminded(desk: Desk, parties: Parties, clock: Clock) -> None:
    await remind_of_signing.run(desk.work)
    assert "contracts.signer_reminded.v1" not in await published(desk.work.engine)

    clock.turn(days=3)
    await remind_of_signing.run(desk.work)
    await remind_of_signing.run(desk.work)

    query = text("SELECT parties FROM infra.event_log WHERE name = 'contracts.signer_reminded.v1'")
    async with desk.work.engine.connect(PLATFORM) as connection:
        reminded: list[list[UUID]] = list((await connection.execute(query)).scalars())
    told = [OrganisationId(party) for parties_ in reminded for party in parties_]
    assert told == [parties.lender.organisation_id]


async def test_what_nobody_signs_in_time_expires(
    desk: Desk, envelope: Envelope, clock: Clock
) -> None:
    clock.turn(days=8)

    await expire_envelopes.run(desk.work)
    await expire_envelopes.run(desk.work)

    assert (await read(desk.work, envelope)).status is EnvelopeStatus.EXPIRED
    assert (await published(desk.work.engine)).count("contracts.envelope_ended.v1") == 1


async def test_the_state_cannot_differ_from_the_signatures(work: Work, envelope: Envelope) -> None:
    signed = update(t.envelope).where(t.envelope.c.id == envelope.id)
    with pytest.raises(DBAPIError, match="follows from its signatures"):
        async with work.engine.begin(PLATFORM) as connection:
            await connection.execute(signed.values(status="signed", ended_at=envelope.sent_at))
    with pytest.raises(DBAPIError, match="never changes"):
        async with work.engine.begin(PLATFORM) as connection:
            await connection.execute(signed.values(sha256="0" * 64))


async def test_a_signature_needs_a_consent(work: Work, envelope: Envelope) -> None:
    row = {
        "envelope_id": envelope.id,
        "number": BANK,
        "certificate_id": new_id(),
        "revision": 1,
        "sha256": "0" * 64,
        "signed_at": envelope.sent_at,
    }
    with pytest.raises(DBAPIError, match="fk_signature"):
        async with work.engine.begin(PLATFORM) as connection:
            await connection.execute(insert(t.signature).values(row))
