"""Note what a partner has answered, and what follows from it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.outreach import EndpointDisabled, MessageGivenUp
from rongqu.infra.tx import Tx
from rongqu.modules.outreach import queries, rules, tables
from rongqu.modules.outreach.actions._addresses import host_of
from rongqu.modules.outreach.actions._plan import read_retry_plan
from rongqu.modules.outreach.errors import EndpointNotFound
from rongqu.modules.outreach.types import (
    Answer,
    AttemptOutcome,
    DeliveryState,
    Endpoint,
    EndpointState,
    Letter,
)


async def record_attempt(tx: Tx, letter: Letter, answer: Answer) -> None:
    """Internal: only the job that sent it calls. Safe to repeat: an attempt counts once."""
    try:
        endpoint = await queries.lock_endpoint(tx, letter.endpoint_id)
    except EndpointNotFound:
        return  # closed while it was sent
    if not await _insert_attempt(tx, letter, answer):
        return
    if answer.outcome is AttemptOutcome.DELIVERED:
        await _settle(tx, letter, DeliveryState.DELIVERED)
        if endpoint.failing_since is not None:
            await _change_endpoint(tx, endpoint, failing_since=None)
        return
    await _note_failure(tx, endpoint, letter, answer)


async def _insert_attempt(tx: Tx, letter: Letter, answer: Answer) -> bool:
    inserted = await tx.connection.execute(
        insert(tables.attempt)
        .values(
            delivery_id=letter.delivery_id,
            number=letter.number,
            started_at=tx.now - timedelta(milliseconds=answer.milliseconds),
            milliseconds=answer.milliseconds,
            outcome=answer.outcome,
            status=answer.status,
        )
        .on_conflict_do_nothing()
    )
    return inserted.rowcount == 1


async def _note_failure(tx: Tx, endpoint: Endpoint, letter: Letter, answer: Answer) -> None:
    plan = await read_retry_plan(tx)
    failing_since = endpoint.failing_since or tx.now
    columns = tables.delivery.c
    so_far = select(columns.tries).where(columns.id == letter.delivery_id)
    tries = (await tx.connection.execute(so_far)).scalar_one() + 1
    delay = rules.compute_delay(tries, plan)
    if delay is not None:
        await _put_off(tx, letter, tries, tx.now + delay)
    else:
        await _settle(tx, letter, DeliveryState.FAILED)
        await tx.publish(
            MessageGivenUp(
                subject_id=endpoint.id,
                parties=(endpoint.organisation_id,),
                message_id=letter.message_id,
                attempts=letter.number,
            )
        )
    if endpoint.failing_since is None:
        await _change_endpoint(tx, endpoint, failing_since=failing_since)
    if rules.is_to_be_disabled(answer.outcome, failing_since, tx.now, plan):
        await _disable(tx, endpoint, answer.outcome)


async def _disable(tx: Tx, endpoint: Endpoint, outcome: AttemptOutcome) -> None:
    """What waits is held until somebody activates it again."""
    if endpoint.state is not EndpointState.ACTIVE:
        return
    await _change_endpoint(tx, endpoint, state=EndpointState.DISABLED)
    columns = tables.delivery.c
    await tx.connection.execute(
        update(tables.delivery)
        .where(columns.endpoint_id == endpoint.id, columns.state == DeliveryState.QUEUED)
        .values(state=DeliveryState.HELD, next_at=None)
    )
    await tx.publish(
        EndpointDisabled(
            subject_id=endpoint.id,
            parties=(endpoint.organisation_id,),
            host=host_of(endpoint.url),
            reason=outcome,
        )
    )


async def _put_off(tx: Tx, letter: Letter, tries: int, next_at: datetime) -> None:
    """Unless it was held back meanwhile: then it waits for whoever has done that."""
    columns = tables.delivery.c
    still_queued = columns.state == DeliveryState.QUEUED
    await _change_delivery(
        tx,
        letter,
        attempts=letter.number,
        tries=tries,
        next_at=case((still_queued, next_at), else_=None),
    )


async def _settle(tx: Tx, letter: Letter, state: DeliveryState) -> None:
    await _change_delivery(
        tx, letter, attempts=letter.number, state=state, next_at=None, settled_at=tx.now
    )


async def _change_delivery(tx: Tx, letter: Letter, **values: Any) -> None:
    mine = tables.delivery.c.id == letter.delivery_id
    await tx.connection.execute(update(tables.delivery).where(mine).values(**values))


async def _change_endpoint(tx: Tx, endpoint: Endpoint, **values: Any) -> None:
    mine = tables.endpoint.c.id == endpoint.id
    await tx.connection.execute(update(tables.endpoint).where(mine).values(**values))
