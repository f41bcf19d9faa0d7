"""Somebody who is invited, as the one who reads the message."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from httpx2 import AsyncClient
from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.modules.invitations import tables
from tests.builders.actors import new_key
from tests.builders.identity import PASSWORD


async def invite(browser: AsyncClient, login: str, *roles: str) -> dict[str, Any]:
    body = {"login": login, "roles": roles}
    answer = await browser.post("/invitations", json=body, headers=new_key())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def sent_code(engine: Engine, invitation: dict[str, Any]) -> str:
    columns = tables.invitation.c
    async with engine.connect(PLATFORM) as connection:
        wanted = select(columns.code).where(columns.id == UUID(invitation["id"]))
        return (await connection.execute(wanted)).scalar_one().decode()


def new_account(login: str, code: str) -> dict[str, Any]:
    return {
        "login": login,
        "code": code,
        "display_name": "李华",
        "password": PASSWORD,
        "accept_terms": True,
    }
