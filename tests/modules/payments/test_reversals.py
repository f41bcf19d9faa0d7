"""An entry of the ledger is taken back when two people agree."""

from __future__ import annotations

from uuid import UUID

from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.ledger.public import AccountCode
from tests.builders.actors import new_key, signed_in
from tests.builders.ledger import balance_of, pay_in, post

OWNER = UUID(int=101)
RIGHTS = ("payments:reverse_entry", "payments:approve_reversal", "payments:view_everywhere")
ASKER, SECOND = (signed_in(*RIGHTS, portal=Portal.OPERATIONS) for _ in range(2))


async def ask(client: AsyncClient, entry_id: UUID, who: dict[str, str] = ASKER) -> dict[str, str]:
    wish = {"entry_id": str(entry_id), "reason": "记错了户"}
    return (await client.post("/payments/reversals", json=wish, headers=who | new_key())).json()


async def test_one_asks_another_agrees_and_the_entry_is_taken_back(
    client: AsyncClient, engine: Engine
) -> None:
    entry = pay_in(OWNER, 500)
    await post(engine, entry)

    asked = await ask(client, entry.id)
    waiting = (await client.get(f"/payments/reversals/{entry.id}", headers=SECOND)).json()
    path = f"/approvals/{asked['id']}/approval"
    alone = await client.post(path, headers=ASKER | new_key())
    assert await balance_of(engine, AccountCode.CUSTODY, OWNER) == 500
    agreed = await client.post(path, headers=SECOND | new_key())

    assert waiting["asked"]["reason"] == "记错了户"
    assert (alone.status_code, agreed.status_code) == (403, 200)
    assert await balance_of(engine, AccountCode.CUSTODY, OWNER) == 0
    after = (await client.get(f"/payments/reversals/{entry.id}", headers=SECOND)).json()
    assert after == {"asked": None}
    assert (await ask(client, entry.id))["code"] == "ledger.already_reversed"


async def test_what_is_refused_when_asked(client: AsyncClient, engine: Engine) -> None:
    entry = pay_in(OWNER, 500)
    await post(engine, entry)

    missing = await ask(client, new_id())
    await ask(client, entry.id)
    twice = await ask(client, entry.id)
    stranger = await ask(client, entry.id, signed_in("payments:view", organisation=OWNER))

    assert missing["code"] == "ledger.entry_not_found"
    assert twice["code"] == "compliance.approval_pending"
    assert stranger["code"] == "common.not_allowed"
    assert await balance_of(engine, AccountCode.CUSTODY, OWNER) == 500
