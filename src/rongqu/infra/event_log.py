"""The event log: audit trail and outbox in one append-only table, one delivery per handler.

Readers follow deliveries, never "the last position seen": positions are given before commit,
so such a reader would skip whoever commits late.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import (
    CTE,
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Named,
    Row,
    Select,
    Table,
    Text,
    TypedColumns,
    Uuid,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.sql.dml import ReturningUpdate

from rongqu.infra import live
from rongqu.infra.announcing import Announcement
from rongqu.infra.row_security import own_data, platform_only
from rongqu.infra.tables import Instant, metadata
from rongqu.kernel.events import Event
from rongqu.kernel.ids import new_id

if TYPE_CHECKING:
    from rongqu.infra.database import Connection
    from rongqu.infra.hot_writes import Moment
    from rongqu.infra.jobs import Work
    from rongqu.infra.tx import Tx

E = TypeVar("E", bound=Event)
Handler = Callable[["Tx", E], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Logged:
    """An event as it was logged. `statement` is all of it as JSON."""

    id: UUID
    position: int
    statement: dict[str, Any]


Collect = Callable[["Work", "Tx", Sequence[Logged]], Awaitable[None]]


class _LogColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    position: Named[int] = Column(BigInteger, Identity(), unique=True)
    name: Named[str] = Column(Text)
    subject_id: Named[UUID]
    parties: Named[list[UUID]] = Column(ARRAY(Uuid))
    payload: Named[dict[str, Any]] = Column(JSONB[dict[str, Any]]())
    actor_id: Named[UUID]
    occurred_at: Named[datetime] = Column(Instant)
    correlation_id: Named[UUID]
    address: Named[str | None] = Column(Text)
    """Whence the request came; None for what the platform does by itself. Not part of the
    statement: it is not proved, and told to nobody but those who search the record."""


class _DeliveryColumns(TypedColumns):
    event_id: Named[UUID] = Column(ForeignKey("infra.event_log.id"), primary_key=True)
    handler: Named[str] = Column(Text, primary_key=True)
    subject_id: Named[UUID]
    position: Named[int] = Column(BigInteger)
    attempts: Named[int] = Column(Integer, server_default="0")
    starts: Named[int] = Column(Integer, server_default="0")
    claimed_at: Named[datetime | None] = Column(Instant)
    retry_at: Named[datetime | None] = Column(Instant)
    last_error: Named[str | None] = Column(Text)
    parked_at: Named[datetime | None] = Column(Instant)
    done_at: Named[datetime | None] = Column(Instant)


class _InboxColumns(TypedColumns):
    collector: Named[str] = Column(Text, primary_key=True)
    position: Named[int] = Column(BigInteger, primary_key=True)
    event_id: Named[UUID] = Column(ForeignKey("infra.event_log.id"))


event_log = Table(
    "event_log",
    metadata,
    _LogColumns,
    Index(None, "subject_id", "position"),
    Index(None, "parties", postgresql_using="gin"),
    Index(None, "actor_id", "position"),
    Index(
        "ix_event_log_refused",
        "occurred_at",
        postgresql_where=text("(name LIKE '%refused%' OR name LIKE '%canary%')"),
    ),
    Index(
        "ix_event_log_changes",
        "position",
        postgresql_where=text("jsonb_exists(payload, 'changes')"),
    ),
    schema="infra",
)
event_delivery = Table("event_delivery", metadata, _DeliveryColumns, schema="infra")
event_inbox = Table("event_inbox", metadata, _InboxColumns, schema="infra")
"""What collectors have not taken yet; a row is gone when it was."""
own_data(event_log, "parties", made_by_all=True)
platform_only(event_delivery, event_inbox, made_by_all=True, why="read by the relay and collectors")

_waiting = event_delivery.c.done_at.is_(None)
Index(
    "ix_event_delivery_due",
    event_delivery.c.position,
    postgresql_where=_waiting & event_delivery.c.parked_at.is_(None),
)
Index(
    "ix_event_delivery_order",
    event_delivery.c.handler,
    event_delivery.c.subject_id,
    event_delivery.c.position,
    postgresql_where=_waiting,
)

_handlers: dict[str, tuple[type[Event], Handler[Any]]] = {}
_heard_by: dict[type[Event], list[str]] = {}
"""Names of the handlers of each event."""
_collectors: dict[str, tuple[frozenset[type[Event]] | None, Collect]] = {}
"""With the events that each hears; None is every one."""


def on(event_type: type[E]) -> Callable[[Handler[E]], Handler[E]]:
    """Register a handler as "<module>.<function>". Renaming one orphans what waits for it."""

    def register(handler: Handler[E]) -> Handler[E]:
        name = f"{handler.__module__.split('.')[-2]}.{handler.__name__}"
        if name in _handlers:
            raise ValueError(f"two handlers are called {name}")
        _handlers[name] = (event_type, handler)
        _heard_by.setdefault(event_type, []).append(name)
        return handler

    return register


def on_everything(collect: Collect) -> Collect:
    """Register a collector as "<module>.<function>": it hears every event, many at once, in order
    (`infra/collecting.py`). For few: each costs a row an event."""
    return _register_collector(collect, None)


def on_any_of(*event_types: type[Event]) -> Callable[[Collect], Collect]:
    """A collector, as `on_everything`, of these events: the others cost it nothing."""

    def register(collect: Collect) -> Collect:
        return _register_collector(collect, frozenset(event_types))

    return register


def _register_collector(collect: Collect, heard: frozenset[type[Event]] | None) -> Collect:
    name = f"{collect.__module__.split('.')[-2]}.{collect.__name__}"
    if name in _collectors:
        raise ValueError(f"two collectors are called {name}")
    _collectors[name] = (heard, collect)
    return collect


async def record(tx: Tx, event: Event) -> None:
    """Append the event, a delivery for each of its handlers and a line in the inbox of each
    collector that hears it, in one statement.

    Order per subject holds because whoever publishes about a subject has locked or made it.
    """
    logged = await tx.connection.execute(_RECORD, _values(tx, event))
    _announce(tx.connection, event, logged.scalar_one())


async def change_and_record(
    moment: Moment,
    change: tuple[Select[*tuple[Any, ...]], Mapping[str, Any]],
    values: Mapping[str, Any],
    event: Event,
) -> Row[*tuple[Any, ...]] | None:
    """The change (`Prebuilt` of a `with_event`) and all that `record` does, in one statement and so
    in one transaction of its own. None where there was nothing to change: then no event is logged
    either."""
    statement, given = change
    found = await moment.connection.execute(
        statement, {**_values(moment, event), **given, **values}
    )
    changed = found.one_or_none()
    if changed is not None:
        _announce(moment.connection, event, changed.logged_position)
    return changed


def with_event(change: ReturningUpdate[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Of an UPDATE of one row that returns it: `change_and_record` runs it."""
    return _record_statement(change.cte("changed"))


def _values(tx: Tx | Moment, event: Event) -> dict[str, Any]:
    return {
        "event_id": new_id(),
        "event_name": event.name,
        "subject": event.subject_id,
        "concerned": list(event.parties),
        "content": _adapter(type(event)).dump_python(event, mode="json"),
        "actor": tx.actor.id,
        "at": tx.now,
        "correlation": tx.correlation_id,
        "from_address": tx.address,
        "handlers": _handlers_of(type(event)),
        "collectors": _collectors_of(type(event)),
    }


def _announce(connection: Connection, event: Event, position: int) -> None:
    if 0 < len(event.parties) <= MOST_PARTIES:
        connection.announcements.append(
            live.announce(event.name, event.subject_id, position, event.parties)
        )
    if _handlers_of(type(event)):
        connection.announcements.append(WAKE_RELAYS)


MOST_PARTIES = 50
"""Of an event that is told live; whom more concerns, they find it when they ask."""

WAKE_RELAYS = Announcement("event_delivery", "")

BULK = 5_000
"""Events written by one statement: some megabytes of payload."""

_NEXT = func.nextval(literal_column("'infra.event_log_position_seq'"), type_=BigInteger)
"""Given before the row is written: whoever writes it may not see it, and could not read it back."""

_RECORD_MANY = text("""
    WITH entry AS (
        SELECT event.*, nextval('infra.event_log_position_seq') AS position
        FROM jsonb_to_recordset(:events)
            AS event (id uuid, name text, subject_id uuid, parties uuid[], payload jsonb)
    ), logged AS (
        INSERT INTO infra.event_log (
            id, position, name, subject_id, parties, payload, actor_id, occurred_at, correlation_id,
            address
        )
        SELECT id, position, name, subject_id, parties, payload, :actor, :at, :correlation, :address
        FROM entry
    ), inbox AS (
        INSERT INTO infra.event_inbox (position, event_id, collector)
        SELECT entry.position, entry.id, heard.listener
        FROM entry JOIN jsonb_to_recordset(:collectors) AS heard (name text, listener text)
            USING (name)
    ), delivery AS (
        INSERT INTO infra.event_delivery (event_id, subject_id, position, handler)
        SELECT entry.id, entry.subject_id, entry.position, heard.listener
        FROM entry JOIN jsonb_to_recordset(:handlers) AS heard (name text, listener text)
            USING (name)
    )
    SELECT id, position FROM entry
""").bindparams(
    bindparam("events", type_=JSONB[list[dict[str, Any]]]()),
    bindparam("handlers", type_=JSONB[list[dict[str, str]]]()),
    bindparam("collectors", type_=JSONB[list[dict[str, str]]]()),
)


async def record_many(tx: Tx, events: Sequence[Event]) -> None:
    """What `record` does, for any number of events in a few statements, in their order."""
    kinds = {type(event) for event in events}
    handlers, collectors = _pairs(kinds, _handlers_of), _pairs(kinds, _collectors_of)
    for first in range(0, len(events), BULK):
        piece = events[first : first + BULK]
        rows = [_as_row(event) for event in piece]
        logged = await tx.connection.execute(
            _RECORD_MANY,
            {
                "events": rows,
                "handlers": handlers,
                "collectors": collectors,
                "actor": tx.actor.id,
                "at": tx.now,
                "correlation": tx.correlation_id,
                "address": tx.address,
            },
        )
        positions = {str(row.id): row.position for row in logged}
        for event, row in zip(piece, rows, strict=True):
            _announce(tx.connection, event, positions[row["id"]])


def _pairs(
    kinds: Iterable[type[Event]], listeners_of: Callable[[type[Event]], list[str]]
) -> list[dict[str, str]]:
    return [
        {"name": kind.name, "listener": listener}
        for kind in kinds
        for listener in listeners_of(kind)
    ]


def _as_row(event: Event) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "name": event.name,
        "subject_id": str(event.subject_id),
        "parties": [str(party) for party in event.parties],
        "payload": _adapter(type(event)).dump_python(event, mode="json"),
    }


def _record_statement(changed: CTE | None = None) -> Select[*tuple[Any, ...]]:
    """Built once: every action runs it. With a change it happens only if that has changed a row."""
    columns = event_log.c
    given = select(
        bindparam("event_id", type_=Uuid).label(columns.id.name),
        _NEXT.label(columns.position.name),
        bindparam("event_name", type_=Text).label(columns.name.name),
        bindparam("subject", type_=Uuid).label(columns.subject_id.name),
        bindparam("concerned", type_=ARRAY(Uuid)).label(columns.parties.name),
        bindparam("content", type_=JSONB[dict[str, Any]]()).label(columns.payload.name),
        bindparam("actor", type_=Uuid).label(columns.actor_id.name),
        bindparam("at", type_=Instant).label(columns.occurred_at.name),
        bindparam("correlation", type_=Uuid).label(columns.correlation_id.name),
        bindparam("from_address", type_=Text).label(columns.address.name),
    )
    entry = (given if changed is None else given.select_from(changed)).cte("entry")
    logged = insert(event_log).from_select([each.name for each in entry.c], select(entry))
    collector = func.unnest(bindparam("collectors", type_=ARRAY(Text))).label("collector")
    inbox = insert(event_inbox).from_select(
        ["position", "event_id", "collector"], select(entry.c.position, entry.c.id, collector)
    )
    handler = func.unnest(bindparam("handlers", type_=ARRAY(Text))).label("handler")
    deliveries = insert(event_delivery).from_select(
        ["event_id", "subject_id", "position", "handler"],
        select(entry.c.id, entry.c.subject_id, entry.c.position, handler),
    )
    position = entry.c.position.label("logged_position")
    if changed is None:
        answer = select(position)
    else:  # one row of each, or none of either
        answer = select(changed, position).join_from(changed, entry, true())
    return answer.add_cte(logged.cte("logged"), inbox.cte("inbox"), deliveries.cte("deliveries"))


_RECORD = _record_statement()


def _handlers_of(event_type: type[Event]) -> list[str]:
    return _heard_by.get(event_type, [])


def _collectors_of(event_type: type[Event]) -> list[str]:
    return [
        name for name, (heard, _) in _collectors.items() if heard is None or event_type in heard
    ]


async def handle(tx: Tx, handler_name: str, payload: dict[str, Any]) -> None:
    """Run one handler on an event as it was logged."""
    event_type, handler = _handlers[handler_name]
    await handler(tx, _adapter(event_type).validate_python(payload))


def registered_handlers() -> dict[str, type[Event]]:
    """Name of each handler -> the event it listens to."""
    return {name: event_type for name, (event_type, _) in _handlers.items()}


def registered_collectors() -> dict[str, Collect]:
    return {name: collect for name, (_, collect) in _collectors.items()}


def statement_of_event() -> ColumnElement[dict[str, Any]]:
    """The whole event as one JSON object: what a collector hears, and what it can be compared with
    later. The session's time zone is UTC, so times are written in one way."""
    columns = event_log.c
    named: dict[str, ColumnElement[Any]] = {
        "actor": columns.actor_id,
        "at": columns.occurred_at,
        "content": columns.payload,
        "correlation": columns.correlation_id,
        "id": columns.id,
        "name": columns.name,
        "parties": columns.parties,
        "position": columns.position,
        "subject": columns.subject_id,
    }
    pairs: list[ColumnElement[Any]] = []
    for name, column in named.items():
        pairs += [literal_column(f"'{name}'", Text), column]
    return func.jsonb_build_object(*pairs, type_=JSONB[dict[str, Any]]())


@cache
def _adapter(event_type: type[Event]) -> TypeAdapter[Any]:
    return TypeAdapter(event_type)
