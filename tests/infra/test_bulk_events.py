"""Many events of one change are recorded as each by itself would be."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from rongqu.events.contracts import EnvelopeSent
from rongqu.events.servicing import LoanCured
from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_delivery, event_inbox, event_log
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money


def cured(minor: int) -> LoanCured:
    return LoanCured(
        subject_id=new_id(),
        parties=(new_id(), new_id()),
        application_id=new_id(),
        enterprise_id=new_id(),
        institution_id=new_id(),
        outstanding=Money(minor, "CNY"),
    )


async def test_in_bulk_as_one_by_one(engine: Engine) -> None:
    """Also where not all of them are heard by everybody."""
    heard = [cured(number) for number in range(3)]
    sent = EnvelopeSent(
        subject_id=new_id(),
        kind="loan",
        number="1",
        sha256="ab" * 32,
        sign_by=date(2026, 12, 1),
        invited=(),
    )
    events = [heard[0], sent, *heard[1:]]

    async with open_tx(engine, SYSTEM) as tx:
        for event in events:
            await tx.publish(event)
        await tx.publish_all(events)

    log = event_log.c
    columns = (log.name, log.subject_id, log.parties, log.payload, log.actor_id)
    deliveries = select(log.subject_id, event_delivery.c.handler).join_from(
        event_log, event_delivery, log.id == event_delivery.c.event_id
    )
    waiting = select(log.subject_id, event_inbox.c.collector).join_from(
        event_log, event_inbox, log.id == event_inbox.c.event_id
    )
    async with engine.connect(PLATFORM) as connection:
        for wanted in (select(*columns), deliveries, waiting):
            ordered = wanted.order_by(log.position)
            rows = [tuple(row) for row in await connection.execute(ordered)]
            half = len(rows) // 2
            assert half >= len(heard)
            assert sorted(map(str, rows[:half])) == sorted(map(str, rows[half:]))
        positions = (await connection.execute(select(log.subject_id).order_by(log.position))).all()
    assert [row.subject_id for row in positions] == [event.subject_id for event in events] * 2
