"""Somebody of the platform's own staff: nobody signs up as one."""

from __future__ import annotations

from rongqu.infra.database import create_engine
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity.public import Staff, create_staff, hash_password
from tests.flows.people import PASSWORD

OPERATOR = "operator@example.com"
ROLES = ("operations_manager", "risk_manager", "compliance_officer")


async def hire(database_url: str, login: str) -> None:
    """With the roles that together see every page."""
    password_hash = await hash_password(PASSWORD, login)
    staff = Staff(
        display_name=PersonName("周运营"), login=login, password_hash=password_hash, roles=ROLES
    )
    engine = create_engine(database_url)
    async with open_tx(engine, SYSTEM) as tx:
        await create_staff(tx, staff)
    await engine.dispose()
