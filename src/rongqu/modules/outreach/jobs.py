"""Sending messages: taken one by one, the partner called between transactions, the answer noted."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.infra.safe_fetch import AddressRefused, FetchFailed, Order, SafeFetcher
from rongqu.infra.tx import Tx, utc_now
from rongqu.modules.outreach import queries, rules, signing, tables
from rongqu.modules.outreach.actions.record_attempt import record_attempt
from rongqu.modules.outreach.queueing import claim_letter
from rongqu.modules.outreach.types import Answer, AttemptOutcome, DeliveryState, Letter

AT_ONCE = 50
"""Of one endpoint before others have their turn."""
SECONDS = 15.0
MOST_BYTES = 65_536
"""Of an answer: nobody reads it, but whoever sends more than this is no webhook."""
USER_AGENT = "Rongqu-Webhooks/1"


@job(queue="outreach")
async def send_due(work: Work, *, endpoint_id: str) -> None:
    """Sends what is due to one endpoint: a slow one holds up no other. Killed while it sends, it
    sends the same message again, under the same id."""
    which = UUID(endpoint_id)
    for _ in range(AT_ONCE):
        async with work.open_tx() as tx:
            letter = await claim_letter(tx, which)
        if letter is None:
            break
        answer = await _send(work.port(SafeFetcher), letter)
        async with work.open_tx() as tx:
            await record_attempt(tx, letter, answer)
    async with work.open_tx() as tx:
        await _come_back(tx, which)


async def _send(fetcher: SafeFetcher, letter: Letter) -> Answer:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        **signing.sign(letter.message_id, letter.body, letter.secrets, utc_now()),
    }
    order = Order(
        method="POST",
        url=letter.url,
        headers=headers,
        body=letter.body,
        seconds=SECONDS,
        most_bytes=MOST_BYTES,
    )
    started, status = time.monotonic(), None
    try:
        status = (await fetcher.fetch(order)).status
        outcome = rules.outcome_of(status)
    except AddressRefused:
        outcome = AttemptOutcome.ADDRESS
    except FetchFailed as failed:
        outcome = AttemptOutcome(failed.reason)
    return Answer(outcome, status, int((time.monotonic() - started) * 1000))


async def send_now(tx: Tx, endpoint_id: UUID) -> None:
    """One job is enough for all that waits."""
    wish = send_due.later(endpoint_id=str(endpoint_id))
    await tx.defer(wish.when(queueing_lock=f"outreach {endpoint_id}"))


async def _come_back(tx: Tx, endpoint_id: UUID) -> None:
    """When the next one is due; one job for each second is enough."""
    next_at = await queries.find_next_due(tx, endpoint_id)
    if next_at is None:
        return
    if next_at <= tx.now:
        await send_now(tx, endpoint_id)
        return
    run_at = next_at.replace(microsecond=0) + timedelta(seconds=1)
    wish = send_due.later(endpoint_id=str(endpoint_id))
    lock = f"outreach {endpoint_id} {run_at.isoformat()}"
    await tx.defer(wish.when(queueing_lock=lock, run_at=run_at))


@job(queue="outreach", cron="50 18 * * *")
async def forget_old_messages(work: Work) -> None:
    """Each night in Shanghai. What is held or waits is kept."""
    async with work.open_tx() as tx:
        days = timedelta(days=int(await read_policy(tx, "outreach.log_kept_days")))
        over = (DeliveryState.DELIVERED, DeliveryState.FAILED)
        deliveries, messages = tables.delivery.c, tables.message.c
        await tx.connection.execute(
            delete(tables.delivery).where(
                deliveries.state.in_(over), deliveries.settled_at < tx.now - days
            )
        )
        await tx.connection.execute(
            delete(tables.message).where(
                messages.occurred_at < tx.now - days,
                ~exists(select(deliveries.id).where(deliveries.message_id == messages.id)),
            )
        )
