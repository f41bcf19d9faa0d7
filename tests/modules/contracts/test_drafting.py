"""From an approval to a document that can be signed."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from httpx2 import AsyncClient
from pypdf import PdfReader
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_delivery
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.modules.contracts.tables import contract as contract_table
from rongqu.modules.contracts.types import ContractStatus
from rongqu.modules.papers.jobs import draw_up_papers
from tests.builders.contracts import Parties, approve, given_contract, read_contract
from tests.builders.events import published


async def test_an_approval_becomes_a_contract_and_asks_for_its_document(
    engine: Engine, relay: Relay, parties: Parties
) -> None:
    contract_id = await approve(engine, parties)

    await relay.drain()

    contract = await read_contract(engine, contract_id)
    assert contract.status is ContractStatus.DRAFTING
    assert (contract.borrower.name, contract.lender.name) == (
        "杭州晨光科技有限公司",
        "钱江商业银行股份有限公司",
    )
    assert str(contract.penalty_multiplier) == "1.5"
    assert (contract.sign_by - contract.prepared_on).days == 7
    async with engine.connect(PLATFORM) as connection:
        waiting = text("SELECT task_name, args ->> 'contract_id' FROM procrastinate_jobs")
        jobs = [tuple(row) for row in await connection.execute(waiting)]
    assert ("papers.draw_up_papers", str(contract_id)) in jobs


async def test_an_approval_delivered_twice_is_one_contract(
    engine: Engine, relay: Relay, parties: Parties
) -> None:
    await approve(engine, parties)
    await relay.drain()
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(update(event_delivery).values(done_at=None))

    await relay.drain()

    assert (await published(engine)).count("contracts.contract_prepared.v1") == 1


async def test_the_document_is_on_record_by_its_hash(
    work: Work, relay: Relay, parties: Parties
) -> None:
    contract = await given_contract(work, relay, parties)

    assert contract.status is ContractStatus.SIGNING
    assert contract.document is not None
    pdf = await work.storage.get(contract.document.key)
    assert hashlib.sha256(pdf).hexdigest() == contract.sha256
    assert contract.document.template == "loan/1"
    assert (await published(work.engine))[-1] == "contracts.contract_drafted.v1"


async def test_the_document_is_made_once(work: Work, relay: Relay, parties: Parties) -> None:
    contract = await given_contract(work, relay, parties)

    await draw_up_papers.run(work, contract_id=str(contract.id))

    assert (await published(work.engine)).count("contracts.contract_drafted.v1") == 1


async def test_both_parties_read_the_document(
    client: AsyncClient, work: Work, relay: Relay, parties: Parties
) -> None:
    contract = await given_contract(work, relay, parties)

    for headers in (parties.borrower_headers(), parties.lender_headers()):
        answer = await client.get(f"/contracts/{contract.id}/document", headers=headers)

        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith("inline;")
        assert hashlib.sha256(answer.content).hexdigest() == contract.sha256
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for expected in ("杭州晨光科技有限公司", "壹拾贰万元整", "4.85%", "7.275%", "10,264.65"):
        assert expected in words


async def test_before_it_is_made_there_is_no_document(
    client: AsyncClient, engine: Engine, relay: Relay, parties: Parties
) -> None:
    contract_id = await approve(engine, parties)
    await relay.drain()

    answer = await client.get(
        f"/contracts/{contract_id}/document", headers=parties.borrower_headers()
    )

    assert answer.status_code == 404
    assert answer.json()["code"] == "contracts.document_not_ready"


@pytest.mark.parametrize(
    "change", [{"principal_minor": 1}, {"sha256": "0" * 64}, {"enterprise_name": "另一家公司"}]
)
async def test_the_database_keeps_what_was_agreed(
    work: Work, relay: Relay, parties: Parties, change: dict[str, object]
) -> None:
    await given_contract(work, relay, parties)

    with pytest.raises(DBAPIError, match="what was agreed never changes"):
        async with work.engine.begin(PLATFORM) as connection:
            await connection.execute(update(contract_table).values(change))
