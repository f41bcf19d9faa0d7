"""Organisations and their people, who can sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from httpx2 import AsyncClient, Response
from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import OrganisationId, UserId, new_id
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity import tables
from rongqu.modules.identity.actions.offer_sign_up_code import offer_sign_up_code
from rongqu.modules.identity.logins import digest_of
from rongqu.modules.identity.public import (
    PLATFORM as STAFF_ORGANISATION,
)
from rongqu.modules.identity.public import (
    Locale,
    NewMember,
    OrganisationKind,
    PasswordHash,
    SignUp,
    Staff,
    add_member,
    create_staff,
    hash_password,
    sign_up,
)

PASSWORD = "a long walk by the river"
_hashed: list[PasswordHash] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    user_id: UserId
    organisation_id: OrganisationId
    login: str
    password: str = PASSWORD


async def ordinary_hash() -> PasswordHash:
    """Of PASSWORD, computed once for all: it takes a tenth of a second."""
    if not _hashed:
        _hashed.append(await hash_password(PASSWORD, "nobody@example.com"))
    return _hashed[0]


def new_login() -> str:
    return f"p{new_id().hex[-12:]}@example.com"


async def given_owner(
    engine: Engine,
    kind: OrganisationKind = OrganisationKind.ENTERPRISE,
    *,
    login: str | None = None,
    organisation_name: str = "杭州晨光科技有限公司",
) -> Person:
    """The first person of a new organisation."""
    login = login or new_login()
    wish = SignUp(
        kind=kind,
        organisation_name=organisation_name,
        display_name=PersonName("张小明"),
        login=login,
        password_hash=await ordinary_hash(),
    )
    async with open_tx(engine, SYSTEM) as tx:
        signed_up = await sign_up(tx, wish)
    return Person(user_id=signed_up.user.id, organisation_id=signed_up.organisation.id, login=login)


async def given_sign_up_code(engine: Engine, login: str) -> str:
    """The one that is sent to the log-in, asked for as a stranger does."""
    async with open_tx(engine, SYSTEM) as tx:
        await offer_sign_up_code(tx, login, Locale.ZH_CN)
    return await sent_code(engine, login)


async def sent_code(engine: Engine, login: str) -> str:
    async with engine.connect(PLATFORM) as connection:
        digest = tables.sign_up_code.c.digest == digest_of(login)
        sent = await connection.execute(select(tables.sign_up_code.c.code).where(digest))
        return sent.scalar_one().decode()


async def given_colleague(engine: Engine, of: Person, *roles: str) -> Person:
    login = new_login()
    new = NewMember(
        organisation_id=of.organisation_id,
        display_name=PersonName("李华"),
        login=login,
        password_hash=await ordinary_hash(),
        roles=roles,
    )
    async with open_tx(engine, SYSTEM) as tx:
        member = await add_member(tx, new)
    return Person(user_id=member.user_id, organisation_id=of.organisation_id, login=login)


async def given_staff(engine: Engine, *roles: str) -> Person:
    login = new_login()
    staff = Staff(
        display_name=PersonName("王芳"),
        login=login,
        password_hash=await ordinary_hash(),
        roles=roles,
    )
    async with open_tx(engine, SYSTEM) as tx:
        user = await create_staff(tx, staff)
    return Person(user_id=user.id, organisation_id=STAFF_ORGANISATION, login=login)


async def sign_in(browser: AsyncClient, person: Person) -> Response:
    """The cookie stays in the browser, and the session's token goes with every request on."""
    answer = await browser.post(
        "/session", json={"login": person.login, "password": person.password}
    )
    if answer.status_code == 200:
        browser.headers["x-csrf-token"] = answer.json()["csrf_token"]
    return answer


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)
