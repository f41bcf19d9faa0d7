"""What endpoints share: the transaction, idempotency, paging, money and Pii on the wire."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Generic, Self, TypeVar, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.routing import APIRoute
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError
from starlette.routing import Match
from starlette.types import Scope

from rongqu.infra.actor_memory import SESSION_ID, ActorMemory, Writer
from rongqu.infra.database import Connection, Engine
from rongqu.infra.idempotency import Once, OnceRoute, fingerprint_of
from rongqu.infra.live import LiveBoard
from rongqu.infra.observability.requests import ACTOR_ID, CORRELATION_ID
from rongqu.infra.problems import TOO_FINE, UNKNOWN_CURRENCY
from rongqu.infra.same_origin import CSRF_HEADER, SAFE_METHODS
from rongqu.infra.storage import Storage
from rongqu.infra.tx import Clock, Tx, open_tx
from rongqu.kernel.actor import ANONYMOUS, Actor
from rongqu.kernel.money import Money, TooManyDecimals, UnknownCurrency
from rongqu.kernel.paging import DEFAULT_LIMIT, MAX_LIMIT, Page
from rongqu.kernel.pii import (
    BankAccountNumber,
    EmailAddress,
    IdNumber,
    MobileNumber,
    PersonName,
    Pii,
)

P = TypeVar("P")
Body = TypeVar("Body")
PiiKind = TypeVar("PiiKind", bound=Pii)

ActorOf = Callable[[Request, Connection, datetime], Awaitable[Actor]]
"""Finds out who sends a request; raises NotSignedIn. The composition root chooses how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the composition root hands to every request, as `app.state.setting`."""

    engine: Engine
    actor_of: ActorOf
    clock: Clock
    storage: Storage
    live: LiveBoard
    ports: Mapping[type[Any], object] = field(default_factory=dict[type[Any], object])
    reading: Engine | None = None
    """For hot reads; without it every read takes the ordinary way."""
    secure_cookies: bool = False
    public_url: str = ""
    """Where people reach the platform. Empty: on one's own machine, by whatever name."""
    web_app: Path | None = None
    """Folder of the built web app; without it only the API is served."""

    def port(self, kind: type[P]) -> P:
        return cast(P, self.ports[kind])


def setting_of(request: Request) -> Setting:
    return request.app.state.setting


SettingDep = Annotated[Setting, Depends(setting_of)]


def address_of(scope: Scope) -> str | None:
    """The client's: behind a proxy, as uvicorn takes it from trusted headers."""
    client = scope.get("client")
    return client[0] if client else None


async def _open(request: Request) -> AsyncGenerator[Tx]:
    setting = setting_of(request)

    async def who_acts(connection: Connection, now: datetime) -> Actor:
        actor = await setting.actor_of(request, connection, now)
        request.scope[ACTOR_ID] = actor.id
        _remember(request, actor)
        return actor

    correlation_id: UUID | None = request.scope.get(CORRELATION_ID)
    address = address_of(request.scope)
    async with open_tx(setting.engine, who_acts, setting.clock, correlation_id, address) as tx:
        yield tx


open_request_tx = asynccontextmanager(_open)
"""A short transaction of the caller before something slow, such as reading an upload: no connection
is held meanwhile. `async with open_request_tx(request) as tx:`"""


def open_public_tx(request: Request) -> AbstractAsyncContextManager[Tx]:
    setting = setting_of(request)
    correlation_id: UUID | None = request.scope.get(CORRELATION_ID)
    address = address_of(request.scope)
    return open_tx(setting.engine, ANONYMOUS, setting.clock, correlation_id, address)


def _remember(request: Request, actor: Actor) -> None:
    memory: ActorMemory | None = getattr(request.app.state, "memory", None)
    cookie = request.headers.get("cookie")
    is_program = "authorization" in request.headers  # who acts was not found by the cookie
    if memory is None or cookie is None or is_program:
        return
    memory.remember(cookie.encode("latin-1"), actor)
    token, session_id = request.headers.get(CSRF_HEADER), request.scope.get(SESSION_ID)
    if request.method not in SAFE_METHODS and token is not None and session_id is not None:
        writer = Writer(actor, session_id)
        memory.remember_writer(cookie.encode("latin-1"), token.encode("latin-1"), writer)


async def _open_public(request: Request) -> AsyncGenerator[Tx]:
    async with open_public_tx(request) as tx:
        yield tx


OpenTx = Callable[[], AbstractAsyncContextManager[Tx]]


def _public_opener(request: Request) -> OpenTx:
    return lambda: open_public_tx(request)


OpenTxDep = Annotated[OpenTx, Depends(_public_opener)]
"""For strangers' requests that compute for long, as hashing a password does: no transaction (and
no connection) is held meanwhile, so they open short ones themselves, before and after."""


# scope="function" commits before the answer leaves. With FastAPI's default the client would hear
# "200" for a transaction that then fails to commit.
TxDep = Annotated[Tx, Depends(_open, scope="function")]

PublicTxDep = Annotated[Tx, Depends(_open_public, scope="function")]
"""For the few endpoints that serve strangers: the actor may do nothing that needs a permission."""


async def _claim(
    request: Request,
    tx: TxDep,
    key: Annotated[str, Header(alias="Idempotency-Key", min_length=16, max_length=80)],
) -> None:
    if not isinstance(request.scope["route"], OnceRoute):
        raise TypeError("ONCE needs a module_router: only its routes keep the answer")
    once = Once(tx, key)
    await once.claim(await fingerprint_of(request))
    request.state.once = once


ONCE = Depends(_claim, scope="function")
"""For every POST that creates or moves: `@router.post(..., dependencies=[ONCE])`."""


API = "/api/v1"
"""Where the programs put all routers."""


class RoomRouter(APIRouter):
    """Looks at its routes only for addresses that begin like one of them.

    With a hundred routes in a row, trying each costs more than many an answer.
    """

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        paths = (route.path for route in self.routes if isinstance(route, APIRoute))
        return tuple({f"{API}{path.partition('{')[0]}" for path in paths})

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if not scope["path"].startswith(self._beginnings):
            return Match.NONE, {}
        return super().matches(scope)

    def take_in(self, *parts: APIRouter) -> None:
        """Their routes as one's own. Included routers are a detour for each request, and their
        routes would be logged without the room's prefix."""
        for part in parts:
            self.routes.extend(part.routes)


def module_router(module: str, prefix: str) -> RoomRouter:
    return RoomRouter(prefix=prefix, tags=[module], route_class=OnceRoute)


def part_router(module: str, prefix: str) -> APIRouter:
    """For a part of a room, which the room's own router takes in: with the room's own prefix."""
    return APIRouter(prefix=prefix, tags=[module], route_class=OnceRoute)


def _page(
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT,
    cursor: Annotated[UUID | None, Query()] = None,
) -> Page:
    return Page(limit=limit, after=cursor)


PageDep = Annotated[Page, Depends(_page)]

GivenInstant = Annotated[
    AwareDatetime,
    Field(ge=datetime(1900, 1, 1, tzinfo=UTC), lt=datetime(9000, 1, 1, tzinfo=UTC)),
]
"""An instant that a caller names: with its zone, and one that the database holds in every zone."""


class SliceBody(BaseModel, Generic[Body]):
    """One page of a list: `SliceBody[LoanBody]`; ask on with `?cursor=<next_cursor>`."""

    items: list[Body]
    next_cursor: UUID | None


class MoneyBody(BaseModel):
    """`{"amount": "123.45", "currency": "CNY"}`: a string, so nobody computes with floats."""

    amount: str
    currency: str

    @model_validator(mode="after")
    def _is_money(self) -> Self:
        try:
            self.to_money()
        except UnknownCurrency as error:
            raise PydanticCustomError(UNKNOWN_CURRENCY, "not a known currency") from error
        except TooManyDecimals as error:
            raise PydanticCustomError(TOO_FINE, "more decimals than its currency has") from error
        return self

    @classmethod
    def of(cls, money: Money) -> Self:
        return cls(amount=money.amount, currency=money.currency)

    def to_money(self) -> Money:
        return Money.parse(self.amount, self.currency)


PRODUCT_CURRENCY = "CNY"
"""What products, shares and services are priced in; policy's bounds are too."""


def _in_yuan(body: MoneyBody) -> MoneyBody:
    if body.currency != PRODUCT_CURRENCY or body.to_money().minor <= 0:
        raise ValueError(f"an amount of {PRODUCT_CURRENCY} above zero is needed")
    return body


Yuan = Annotated[MoneyBody, AfterValidator(_in_yuan)]
"""An amount that is judged by bounds in yuan: another currency is refused as the field it is in."""


def _reader(kind: type[PiiKind], longest: int) -> Callable[[object], PiiKind]:
    def read(value: object) -> PiiKind:
        if isinstance(value, kind):
            return value
        if isinstance(value, str) and 0 < len(value.strip()) <= longest:
            return kind(value.strip())
        raise ValueError(f"1 to {longest} characters are needed")

    return read


def _schema(longest: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "minLength": 1, "maxLength": longest})


_MASKED = PlainSerializer(str, return_type=str)

PersonNameField = Annotated[
    PersonName, PlainValidator(_reader(PersonName, 100)), _MASKED, _schema(100)
]
"""Comes in plain, goes out masked; so do those below."""
MobileNumberField = Annotated[
    MobileNumber, PlainValidator(_reader(MobileNumber, 20)), _MASKED, _schema(20)
]
EmailAddressField = Annotated[
    EmailAddress, PlainValidator(_reader(EmailAddress, 200)), _MASKED, _schema(200)
]
IdNumberField = Annotated[IdNumber, PlainValidator(_reader(IdNumber, 40)), _MASKED, _schema(40)]
BankAccountNumberField = Annotated[
    BankAccountNumber, PlainValidator(_reader(BankAccountNumber, 60)), _MASKED, _schema(60)
]
