from __future__ import annotations

from datetime import timedelta

from httpx2 import AsyncClient

from rongqu.events.identity import CanaryOpened
from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from tests.builders.actors import signed_in
from tests.builders.identity import Person, given_staff


def reader(person: Person) -> dict[str, str]:
    return signed_in(
        "engagement:read_own", organisation=person.organisation_id, user=person.user_id
    )


async def test_who_looks_after_security_is_told_of_a_touched_trap_once_an_hour(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    auditor = await given_staff(engine, "auditor")
    others = await given_staff(engine, "service_agent")
    trap, hour = new_id(), utc_now().replace(minute=0, second=0, microsecond=0)
    for minutes in (1, 2, 59, 60):
        async with open_tx(engine, SYSTEM, lambda at=minutes: hour + timedelta(minutes=at)) as tx:
            await tx.publish(CanaryOpened(subject_id=trap, trap="key", opened_by=None))
    await relay.drain()

    told = (await client.get("/notifications", headers=reader(auditor))).json()["items"]

    assert [each["title"] for each in told] == ["有人使用蜜罐密钥"] * 2
    assert "30 分钟" in told[0]["body"]
    assert told[0]["link"] == "/operations/attacks"
    assert (await client.get("/notifications", headers=reader(others))).json()["items"] == []
