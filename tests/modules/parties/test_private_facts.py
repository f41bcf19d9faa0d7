from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import select, text

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Actor, Portal
from rongqu.kernel.ids import EnterpriseId, OrganisationId, UserId, new_id
from rongqu.kernel.pii import BankAccountNumber, IdNumber, PersonName
from rongqu.modules.identity.public import PLATFORM as PLATFORM_ORGANISATION
from rongqu.modules.parties.actions.reveal_private_part import reveal_private_part
from rongqu.modules.parties.actions.state_bank_account import state_bank_account
from rongqu.modules.parties.actions.state_representative import state_representative
from rongqu.modules.parties.errors import RevealRefused
from rongqu.modules.parties.private_types import (
    AccountKind,
    BankAccount,
    PrivatePart,
    PrivateReveal,
    Representative,
    RevealPurpose,
)
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.invoices import given_enterprise

ID_NUMBER = "11010519491231002X"
CARD = "6222600260001072444"
PERSON = {"name": "赵铁柱", "id_number": "110105 19491231 002x"}
ACCOUNT = {"bank": "杭州银行滨江支行", "kind": "card", "number": "6222 6002 6000 1072 444"}


def owner(company: UUID) -> dict[str, str]:
    return signed_in("parties:view", "parties:update_enterprise", organisation=company)


async def stated(client: AsyncClient, company: UUID) -> dict[str, Any]:
    where, headers = f"/parties/enterprises/{company}", owner(company)
    await client.put(f"{where}/representative", json=PERSON, headers=headers)
    answer = await client.put(f"{where}/bank-account", json=ACCOUNT, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_personal_data_of_a_company_is_masked_and_lies_encrypted(
    client: AsyncClient, engine: Engine
) -> None:
    company = await given_enterprise(engine)

    facts = await stated(client, company)

    assert facts["representative"] == {"name": "赵**", "id_number": "**************002X"}
    assert facts["bank_account"] == {
        "bank": "杭州银行滨江支行", "kind": "card", "number": "****2444",
    }  # fmt: skip
    shown = await client.get(
        f"/parties/enterprises/{company}/private-facts", headers=owner(company)
    )
    assert shown.json() == facts
    stranger = await client.get(
        f"/parties/enterprises/{company}/private-facts", headers=signed_in("parties:view")
    )
    assert stranger.json()["code"] == "parties.enterprise_not_found"
    await nothing_in_plain(engine)


async def nothing_in_plain(engine: Engine) -> None:
    """Every row of every table that the run has written, as text."""
    tables = text(
        "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables "
        "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    )
    secrets = (ID_NUMBER, CARD, "赵铁柱", ID_NUMBER.encode().hex(), CARD.encode().hex())
    async with engine.connect(PLATFORM) as connection:
        for table in (await connection.execute(tables)).scalars().all():
            may = text(f"SELECT has_table_privilege('{table}', 'SELECT')")
            if not (await connection.execute(may)).scalar_one():
                continue
            rows = await connection.execute(text(f"SELECT t::text FROM {table} AS t"))
            for row in rows.scalars():
                assert not [secret for secret in secrets if secret in row], table


@pytest.mark.parametrize(
    ("place", "body", "code"),
    [
        ("representative", PERSON | {"id_number": "110105194912310021"}, "parties.id_number_wrong"),
        ("bank-account", ACCOUNT | {"number": "6222600260001072445"}, "parties.account_wrong"),
        ("bank-account", ACCOUNT | {"kind": "company", "number": "12"}, "parties.account_wrong"),
    ],
)
async def test_a_number_that_does_not_check_is_refused(
    client: AsyncClient, engine: Engine, place: str, body: dict[str, str], code: str
) -> None:
    company = await given_enterprise(engine)
    before = await published(engine)

    answer = await client.put(
        f"/parties/enterprises/{company}/{place}", json=body, headers=owner(company)
    )

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert await published(engine) == before


def staff_with(role: str) -> Actor:
    return Actor(
        id=UserId(new_id()),
        organisation=OrganisationId(PLATFORM_ORGANISATION),
        portal=Portal.OPERATIONS,
        permissions=frozenset({"parties:reveal", "parties:view_everywhere"}),
        roles=(role,),
    )


def wish_for(company: UUID, purpose: RevealPurpose, part: PrivatePart) -> PrivateReveal:
    return PrivateReveal(
        enterprise_id=EnterpriseId(company), part=part, purpose=purpose, reason="贷前核验"
    )


CREDIT, LAUNDERING = RevealPurpose.CREDIT_REVIEW, RevealPurpose.MONEY_LAUNDERING


@pytest.mark.parametrize(
    ("role", "purpose", "part", "plain"),
    [
        ("risk_officer", CREDIT, PrivatePart.ID_NUMBER, ID_NUMBER),
        ("compliance_officer", LAUNDERING, PrivatePart.ACCOUNT, CARD),
    ],
)
async def test_it_is_seen_in_full_by_role_and_purpose_and_the_record_says_why(
    engine: Engine, role: str, purpose: RevealPurpose, part: PrivatePart, plain: str
) -> None:
    company = await given_enterprise(engine)
    await stated_by_system(engine, company)
    staff = staff_with(role)

    async with open_tx(engine, staff) as tx:
        assert await reveal_private_part(tx, wish_for(company, purpose, part)) == plain

    wanted = select(event_log).where(event_log.c.name == "parties.private_part_revealed.v1")
    async with engine.connect(PLATFORM) as connection:
        [record] = (await connection.execute(wanted)).all()
    assert (record.actor_id, record.payload["reason"]) == (staff.id, "贷前核验")
    assert plain not in str(record.payload)


@pytest.mark.parametrize(
    ("role", "purpose", "part"),
    [
        ("risk_officer", CREDIT, PrivatePart.ACCOUNT),
        ("risk_officer", LAUNDERING, PrivatePart.ID_NUMBER),
        ("service_agent", CREDIT, PrivatePart.NAME),
    ],
)
async def test_another_role_or_purpose_sees_the_last_four(
    engine: Engine, role: str, purpose: RevealPurpose, part: PrivatePart
) -> None:
    company = await given_enterprise(engine)
    await stated_by_system(engine, company)

    with pytest.raises(RevealRefused):
        async with open_tx(engine, staff_with(role)) as tx:
            await reveal_private_part(tx, wish_for(company, purpose, part))

    assert "parties.private_part_revealed.v1" not in await published(engine)


async def stated_by_system(engine: Engine, company: UUID) -> None:
    person = Representative(name=PersonName("赵铁柱"), id_number=IdNumber(ID_NUMBER))
    account = BankAccount(bank="杭州银行", kind=AccountKind.CARD, number=BankAccountNumber(CARD))
    async with open_tx(engine, SYSTEM) as tx:
        await state_representative(tx, EnterpriseId(company), person)
        await state_bank_account(tx, EnterpriseId(company), account)


async def test_an_identity_number_is_found_exactly_and_the_search_is_on_record(
    client: AsyncClient, engine: Engine
) -> None:
    company = await given_enterprise(engine)
    await stated(client, company)
    staff = signed_in("parties:reveal", "parties:view_everywhere", portal=Portal.OPERATIONS)

    found = await client.put(
        "/parties/representative-search", json={"id_number": ID_NUMBER}, headers=staff
    )
    missed = await client.put(
        "/parties/representative-search", json={"id_number": ID_NUMBER[:-1]}, headers=staff
    )

    assert [each["id"] for each in found.json()] == [str(company)]
    assert missed.json() == []
    assert (await published(engine)).count("parties.representative_searched.v1") == 2


async def test_another_account_is_on_record_with_the_former_one_masked(
    client: AsyncClient, engine: Engine
) -> None:
    company = await given_enterprise(engine)
    await stated(client, company)
    account = BankAccount(
        bank=ACCOUNT["bank"], kind=AccountKind.CARD, number=BankAccountNumber("6222600260001074457")
    )
    async with open_tx(engine, SYSTEM) as tx:
        await state_bank_account(tx, EnterpriseId(company), account)

    async with engine.begin(PLATFORM) as connection:
        logged = select(event_log.c.payload).order_by(event_log.c.position.desc()).limit(1)
        payload = (await connection.execute(logged)).scalar_one()
    assert payload["changes"] == [
        {"field": "bank_account/number", "before": "****2444", "after": "****4457"}
    ]
