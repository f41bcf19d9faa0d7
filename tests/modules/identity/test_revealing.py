from __future__ import annotations

from uuid import UUID

from httpx2 import AsyncClient, Response
from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import new_id
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.identity import Clock, Person, given_owner, given_staff, sign_in

STAFF = signed_in("identity:reveal", "identity:view_everywhere", portal=Portal.OPERATIONS)
WHY = "客户来电核实身份"


async def reveal(
    client: AsyncClient,
    user_id: UUID,
    part: str = "email",
    headers: dict[str, str] | None = None,
    reason: str = WHY,
) -> Response:
    body = {"part": part, "reason": reason}
    return await client.put(
        f"/people/{user_id}/revelation", json=body, headers=STAFF if headers is None else headers
    )


async def test_who_may_sees_it_in_full_and_the_record_says_why(
    client: AsyncClient, engine: Engine
) -> None:
    person = await given_owner(engine)

    assert (await reveal(client, person.user_id)).json() == {"plain": person.login}
    assert (await reveal(client, person.user_id, "name")).json() == {"plain": "张小明"}

    wanted = select(event_log).where(event_log.c.name == "identity.person_revealed.v1")
    async with engine.connect(PLATFORM) as connection:
        first = (await connection.execute(wanted.order_by(event_log.c.position))).all()[0]
    assert str(first.actor_id) == STAFF["x-user"]
    assert first.subject_id == person.user_id
    assert first.parties == [person.organisation_id]
    assert first.payload["part"] == "email"
    assert first.payload["reason"] == WHY
    assert person.login not in str(first.payload)


async def test_who_may_not_sees_nothing(client: AsyncClient, engine: Engine) -> None:
    person = await given_owner(engine)
    before = await published(engine)
    agent = signed_in("identity:view_everywhere", portal=Portal.OPERATIONS)

    refused = await reveal(client, person.user_id, headers=agent)

    assert refused.json()["code"] == "common.not_allowed"
    assert await published(engine) == before


async def test_what_is_not_there_or_not_visible_is_not_found(
    client: AsyncClient, engine: Engine
) -> None:
    person = await given_owner(engine)
    neighbour = signed_in("identity:reveal", organisation=new_id())

    assert (await reveal(client, person.user_id, "mobile")).status_code == 404
    assert (await reveal(client, new_id())).status_code == 404
    assert (await reveal(client, person.user_id, headers=neighbour)).status_code == 404
    assert "identity.person_revealed.v1" not in await published(engine)


async def test_without_a_reason_nothing_is_shown(client: AsyncClient, engine: Engine) -> None:
    person = await given_owner(engine)

    assert (await reveal(client, person.user_id, reason="x")).status_code == 422


async def test_it_takes_a_fresh_proof(browser: AsyncClient, clock: Clock, engine: Engine) -> None:
    person: Person = await given_owner(engine)
    officer = await given_staff(engine, "compliance_officer")
    await sign_in(browser, officer)
    assert (await reveal(browser, person.user_id, headers={})).status_code == 200

    clock.turn(minutes=16)

    refused = await reveal(browser, person.user_id, headers={})
    assert refused.json()["code"] == "common.proof_needed"
