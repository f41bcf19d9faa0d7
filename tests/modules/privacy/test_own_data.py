from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from httpx2 import AsyncClient
from sqlalchemy import select

from rongqu.events.contracts import ContractVoided
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.storage import FileMissing
from rongqu.infra.tables import PiiText, metadata
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.identity import tables as identity
from rongqu.modules.privacy import tables
from rongqu.modules.privacy.export_files import key_of
from rongqu.modules.privacy.holdings import list_holdings
from rongqu.modules.privacy.jobs import carry_out_erasure, let_go_of_what_is_over, make_export
from rongqu.modules.privacy.purposes import read_data
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Person, given_colleague, given_owner
from tests.builders.privacy import agreed

OWN = ("privacy:own_data", "privacy:export_own", "privacy:erase_own")

HELD_BY = {
    "contracts.consent": "contracts.signatures",
    "identity.person": "identity.account",
    "identity.sign_up_code": "identity.account",
    "invitations.invitation": "invitations.addresses",
    "parks.contact": "parks.contacts",
    "parties.bank_account": "parties.represented",
    "parties.investor": "parties.investor",
    "parties.representative": "parties.represented",
}
"""Table with columns of personal data -> the holding that speaks for it."""


def own(person: Person) -> dict[str, str]:
    return signed_in(*OWN, organisation=person.organisation_id, user=person.user_id)


def test_whatever_holds_personal_data_is_declared_with_words() -> None:
    with_pii = {
        table.fullname
        for table in metadata.sorted_tables
        if any(isinstance(column.type, PiiText) for column in table.columns)
    }
    declared = {holding.name for holding in list_holdings()}
    words = read_data("words")

    assert with_pii == HELD_BY.keys()
    assert set(HELD_BY.values()) <= declared == words["holding"].keys()
    keeps = {each.keep for each in list_holdings() if each.keep}
    assert {keep.partition(".")[2] for keep in keeps} <= words["keep"].keys()


async def test_an_export_is_asked_for_made_taken_and_gone(
    client: AsyncClient, engine: Engine, work: Work
) -> None:
    me = await given_owner(engine, login="13800138000")
    await agreed(client, own(me), "marketing")

    asked = await client.post("/privacy/exports", headers={**own(me), **new_key()})
    assert (asked.status_code, asked.json()["state"]) == (201, "asked")
    pending = await client.post("/privacy/exports", headers={**own(me), **new_key()})
    assert pending.json()["code"] == "privacy.export_pending"
    export_id = asked.json()["id"]
    address = f"/privacy/exports/{export_id}/file"
    assert (await client.get(address, headers=own(me))).status_code == 404

    for _ in range(2):
        await make_export.run(work, export_id=export_id)
    taken = await client.get(address, headers=own(me))
    assert taken.headers["content-disposition"].startswith("attachment")
    archive = ZipFile(BytesIO(taken.content))
    [account] = json.loads(archive.read("data/identity.account.json"))
    assert (account["name"], account["mobile"]) == ("张小明", "13800138000")
    [consent] = json.loads(archive.read("data/privacy.consents.json"))
    assert consent["purpose"] == "marketing"
    assert "张小明" in archive.read("index.html").decode()
    assert b"13800138000" not in await work.storage.get(key_of(export_id))
    other = own(await given_owner(engine))
    assert (await client.get(address, headers=other)).json()["code"] == "privacy.export_not_found"

    later = replace(work, clock=lambda: utc_now() + timedelta(days=8))
    for _ in range(2):
        await let_go_of_what_is_over.run(later)
    assert (await client.get(address, headers=own(me))).status_code == 404
    with pytest.raises(FileMissing):
        await work.storage.get(key_of(export_id))
    names = [each for each in await published(engine) if each.startswith("privacy.export")]
    assert names == [
        "privacy.export_asked.v1",
        "privacy.export_made.v1",
        "privacy.export_taken.v1",
        "privacy.export_expired.v1",
    ]


async def test_who_did_nothing_that_binds_leaves_without_a_trace(
    client: AsyncClient, engine: Engine, work: Work
) -> None:
    me = await given_owner(engine)
    await agreed(client, own(me), "marketing")

    shown = (await client.get("/privacy/erasure-preview", headers=own(me))).json()
    fates = {each["holding"]: each["fate"] for each in shown}
    assert (fates["identity.account"], fates["identity.deeds"]) == ("erased", "nameless")
    asked = await client.post("/privacy/erasures", headers={**own(me), **new_key()})
    assert (asked.status_code, asked.json()["state"]) == (201, "asked")
    for _ in range(2):
        await carry_out_erasure.run(work, erasure_id=asked.json()["id"])

    async with engine.connect(PLATFORM) as connection:
        [person] = (await connection.execute(select(identity.person))).all()
        logins = (await connection.execute(select(identity.login))).all()
        [erasure] = (await connection.execute(select(tables.erasure))).all()
    assert (person.display_name.reveal(), person.email, person.mobile) == ("已注销用户", None, None)
    assert (logins, erasure.state) == ([], "partly")
    names = await published(engine)
    assert names.count("identity.person_erased.v1") == 1
    assert names.count("privacy.erasure_carried_out.v1") == 1

    much_later = replace(work, clock=lambda: utc_now() + timedelta(days=366 * 5))
    await let_go_of_what_is_over.run(much_later)
    async with engine.connect(PLATFORM) as connection:
        [erasure] = (await connection.execute(select(tables.erasure))).all()
        left = (await connection.execute(select(tables.consent))).all()
    assert (erasure.state, left) == ("done", [])


async def test_the_name_of_who_did_something_is_kept_as_long_as_the_record(
    client: AsyncClient, engine: Engine, work: Work
) -> None:
    owner = await given_owner(engine)
    me = await given_colleague(engine, owner, "enterprise_member")
    doer = Actor(id=me.user_id, organisation=me.organisation_id, portal=Portal.ENTERPRISE)
    async with open_tx(engine, doer) as tx:
        deed = ContractVoided(subject_id=new_id(), application_id=new_id(), reason="withdrawn")
        await tx.publish(deed)
        today = tx.business_date

    asked = await client.post("/privacy/erasures", headers={**own(me), **new_key()})
    await carry_out_erasure.run(work, erasure_id=asked.json()["id"])

    staff = signed_in("privacy:view_processing", portal=Portal.OPERATIONS)
    [erasure] = (await client.get("/privacy/erasures?locale=en", headers=staff)).json()["items"]
    kept = {each["holding"]: each for each in erasure["verdicts"]}["identity.account"]
    assert erasure["state"] == "partly"
    assert kept["keep_until"] == f"{today.year + 5}{today.isoformat()[4:]}"
    assert kept["why"] == "The record of operations for five years"
    async with engine.connect(PLATFORM) as connection:
        rows = (await connection.execute(select(identity.person))).all()
    assert sorted(row.display_name.reveal() for row in rows) == ["张小明", "李华"]


async def test_who_alone_may_act_for_a_company_stays_until_somebody_else_can(
    client: AsyncClient, engine: Engine
) -> None:
    owner = await given_owner(engine)
    await given_colleague(engine, owner, "enterprise_member")

    refused = await client.post("/privacy/erasures", headers={**own(owner), **new_key()})

    assert (refused.status_code, refused.json()["code"]) == (409, "privacy.still_needed")
    async with engine.connect(PLATFORM) as connection:
        assert (await connection.execute(select(tables.erasure))).all() == []
        assert len((await connection.execute(select(identity.login))).all()) == 2


async def test_compliance_reads_the_record_of_processing(client: AsyncClient) -> None:
    staff = signed_in("privacy:view_processing", portal=Portal.OPERATIONS)

    lines = (await client.get("/privacy/processing?locale=en", headers=staff)).json()

    by_name = {line["holding"]: line for line in lines}
    assert by_name.keys() == {holding.name for holding in list_holdings()}
    assert by_name["identity.sessions"]["keep_months"] == 6
    assert by_name["contracts.signatures"]["basis"] == "contract"
    assert by_name["parties.investor"]["article"].startswith("PIPL 13(3)")
