from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import func, select, text

from rongqu.events.identity import UserSignedUp
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import OrganisationId, UserId, new_id
from rongqu.modules.engagement import tables as engagement
from rongqu.modules.engagement.jobs import send_message
from rongqu.modules.engagement.ports import MessageGateway
from rongqu.modules.parties.jobs import read_uploaded_file
from rongqu.modules.privacy import tables
from rongqu.modules.privacy.handlers import keep_first_consents
from tests.builders.actors import new_key, signed_in
from tests.builders.at_once import fifty_at_once
from tests.builders.catalog import given_product
from tests.builders.events import published
from tests.builders.exports import announced, as_csv, line, uploaded
from tests.builders.identity import Person, given_owner
from tests.builders.invoices import (
    STRONG,
    given_enterprise,
    given_invoices,
    given_invoices_imported,
)
from tests.builders.privacy import agreed

OWNER = ("privacy:own_data", "privacy:consent_for_organisation", "parties:import_invoices")
CREDIT = "/privacy/consents/credit_assessment"
MARKETING = "/privacy/consents/marketing"
TEXT = {"title": "新文本", "body": "新的内容"}


async def choice(client: AsyncClient, headers: dict[str, str], purpose: str) -> dict[str, Any]:
    found = (await client.get("/privacy/choices", headers=headers)).json()
    return next(each for each in found if each["purpose"] == purpose)


async def count_consents(engine: Engine) -> int:
    async with engine.connect(PLATFORM) as connection:
        rows = select(func.count()).select_from(tables.consent)
        return (await connection.execute(rows)).scalar_one()


async def test_a_consent_is_given_renewed_in_vain_and_withdrawn(
    client: AsyncClient, engine: Engine
) -> None:
    me = signed_in(*OWNER)
    assert (await choice(client, me, "marketing"))["is_given"] is False

    for _ in range(2):
        given = await client.put(MARKETING, json={"version": 1}, headers=me)
        assert given.status_code == 200
    own = await choice(client, me, "marketing")
    assert (own["is_given"], own["given_version"], own["scope"]) == (True, 1, "person")
    assert own["text"]["title"] == "接收新产品与活动通知"

    assert (await client.delete(MARKETING, headers=me)).status_code == 200
    own = await choice(client, me, "marketing")
    assert (own["is_given"], own["withdrawn_at"] is not None) == (False, True)
    again = await client.delete(MARKETING, headers=me)
    assert (again.status_code, again.json()["code"]) == (403, "privacy.consent_missing")
    assert await published(engine) == ["privacy.consent_given.v1", "privacy.consent_withdrawn.v1"]


async def test_given_and_withdrawn_fifty_times_at_once_is_done_once(
    client: AsyncClient, engine: Engine
) -> None:
    me = signed_in(*OWNER)

    given = await fifty_at_once(
        lambda _: client.put(MARKETING, json={"version": 1}, headers=me), keyed=False
    )
    assert set(given) == {"done"}
    assert await count_consents(engine) == 1
    assert await published(engine) == ["privacy.consent_given.v1"]

    withdrawn = await fifty_at_once(lambda _: client.delete(MARKETING, headers=me), keyed=False)
    assert withdrawn.pop("done") == 1
    assert set(withdrawn) == {"privacy.consent_missing"}
    assert await published(engine) == ["privacy.consent_given.v1", "privacy.consent_withdrawn.v1"]


@pytest.mark.parametrize(
    ("address", "version", "code"),
    [
        (MARKETING, 2, "privacy.text_outdated"),
        ("/privacy/consents/account", 1, "privacy.purpose_unknown"),
        (CREDIT, 1, "common.not_allowed"),
    ],
)
async def test_what_is_not_agreed_to_changes_nothing(
    client: AsyncClient, engine: Engine, address: str, version: int, code: str
) -> None:
    member = signed_in("privacy:own_data")

    answer = await client.put(address, json={"version": version}, headers=member)

    assert answer.json()["code"] == code
    assert await count_consents(engine) == 0


async def test_signing_up_keeps_what_was_agreed_to_once(engine: Engine) -> None:
    person, company = UserId(new_id()), OrganisationId(new_id())
    event = UserSignedUp(
        subject_id=person,
        organisation_id=company,
        agreed={"account": 1, "marketing": 7, "credit_assessment": 1},
    )

    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await keep_first_consents(tx, event)

    async with engine.connect(PLATFORM) as connection:
        rows = (await connection.execute(select(tables.consent))).all()
    assert [(row.subject_id, row.purpose, row.version) for row in rows] == [(person, "account", 1)]
    assert await published(engine) == ["privacy.consent_given.v1"]


async def test_invoices_are_handed_in_only_with_consent(
    client: AsyncClient, engine: Engine
) -> None:
    me = signed_in(*OWNER, organisation=await given_enterprise(engine))
    order = {"file_name": "invoices.csv", "size_bytes": 10}

    refused = await client.post("/parties/imports", json=order, headers={**me, **new_key()})
    assert (refused.status_code, refused.json()["code"]) == (403, "privacy.consent_missing")

    assert (await announced(client, me, 10)).status_code == 201
    await client.delete(CREDIT, headers=me)
    refused = await client.post("/parties/imports", json=order, headers={**me, **new_key()})
    assert refused.json()["code"] == "privacy.consent_missing"


async def test_what_is_being_read_at_the_withdrawal_is_refused(
    client: AsyncClient, engine: Engine, work: Work
) -> None:
    company = await given_enterprise(engine)
    me = signed_in(*OWNER, "parties:view", organisation=company)
    import_id = await uploaded(client, me, as_csv([line()]), direction="output")
    await client.delete(CREDIT, headers=me)

    await read_uploaded_file.run(work, import_id=import_id)

    ended = (await client.get(f"/parties/imports/{import_id}", headers=me)).json()
    assert (ended["status"], ended["refusal_code"]) == ("refused", "privacy.consent_missing")


async def test_a_withdrawal_takes_the_score_back_until_consent_is_given_again(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    company = await given_enterprise(engine)
    me = signed_in(*OWNER, "risk:view", organisation=company)
    standing = f"/risk/enterprises/{company}/standing"
    await given_invoices(engine, company, STRONG)
    await agreed(client, me)
    await given_invoices_imported(engine, company)
    await relay.drain()
    assert (await client.get(standing, headers=me)).json()["score"]["score"] == 742

    await client.delete(CREDIT, headers=me)
    officer = signed_in("risk:compute", "risk:review", portal=Portal.OPERATIONS)
    refused = await client.post(
        f"/risk/enterprises/{company}/scores", headers={**officer, **new_key()}
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "privacy.consent_missing")
    await given_invoices_imported(engine, company)
    await relay.drain()
    assert (await client.get(standing, headers=me)).json()["score"] is None
    assert (await published(engine)).count("risk.score_withheld.v1") == 1

    await agreed(client, me)
    await relay.drain()
    assert (await client.get(standing, headers=me)).json()["score"]["score"] == 742


async def test_news_of_products_goes_to_who_agreed_and_stops_with_the_withdrawal(
    client: AsyncClient, engine: Engine, relay: Relay, work: Work
) -> None:
    """A message that waits when it is withdrawn is not sent any more."""
    agrees, silent = await given_owner(engine), await given_owner(engine)
    headers = signed_in(
        *OWNER, "engagement:read_own", organisation=agrees.organisation_id, user=agrees.user_id
    )
    await agreed(client, headers, "marketing")
    switched_on = {"topic": "marketing", "channel": "email", "is_on": True}
    await client.put(
        "/notifications/preferences", json={"preferences": [switched_on]}, headers=headers
    )
    await given_product(engine)
    await relay.drain()
    assert await told(engine, agrees) == ["product_published"]
    assert await told(engine, silent) == []

    await client.delete(MARKETING, headers=headers)
    async with open_tx(engine, SYSTEM) as tx:
        jobs = (
            select(text("args"))
            .select_from(text("procrastinate_jobs"))
            .where(text("task_name = 'engagement.send_message'"))
        )
        [asked] = (await tx.connection.execute(jobs)).scalars()
    never_called = replace(work, ports={MessageGateway: None})
    await send_message.run(never_called, **asked)

    columns = engagement.message.c
    async with engine.connect(PLATFORM) as connection:
        [sent] = (await connection.execute(select(columns.state, columns.reason_code))).all()
    assert tuple(sent) == ("refused", "privacy.consent_missing")


async def told(engine: Engine, person: Person) -> list[str]:
    columns = engagement.notification.c
    async with engine.connect(PLATFORM) as connection:
        rows = select(columns.kind).where(columns.user_id == person.user_id)
        return list((await connection.execute(rows)).scalars())


async def test_a_new_text_is_added_and_holds_from_its_day_on(client: AsyncClient) -> None:
    compliance = signed_in(
        "privacy:publish_text", "privacy:view_processing", portal=Portal.OPERATIONS
    )
    body = {
        "purpose": "marketing", "valid_from": "2099-01-01", "asks_again": True,
        "zh": TEXT, "en": TEXT,
    }  # fmt: skip
    first = await client.post(
        "/privacy/text-versions", json=body, headers={**compliance, **new_key()}
    )
    assert (first.status_code, first.json()["version"]) == (201, 2)
    early = await client.post(
        "/privacy/text-versions",
        json=body | {"valid_from": "2098-01-01"},
        headers={**compliance, **new_key()},
    )
    assert (early.status_code, early.json()["code"]) == (422, "privacy.text_starts_too_early")
    unknown = await client.post(
        "/privacy/text-versions", json=body | {"purpose": "security"},
        headers={**compliance, **new_key()},
    )  # fmt: skip
    assert unknown.json()["code"] == "privacy.purpose_unknown"

    shown = (await client.get("/privacy/texts?locale=en")).json()
    assert {(each["purpose"], each["version"]) for each in shown} == {
        ("account", 1), ("credit_assessment", 1), ("marketing", 1),
    }  # fmt: skip
    versions = (await client.get("/privacy/text-versions", headers=compliance)).json()
    assert [each["version"] for each in versions if each["purpose"] == "marketing"] == [1, 2]
