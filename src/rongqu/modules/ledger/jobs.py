"""What the ledger does by itself."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.ledger.actions.expire_holds import expire_holds
from rongqu.modules.ledger.actions.prove_books import prove_books

AT_ONCE = 500


@job(queue="ledger", cron="* * * * *")
async def end_expired_holds(work: Work) -> None:
    """In small transactions, so that nobody waits long for the accounts."""
    ended = AT_ONCE
    while ended == AT_ONCE:
        async with work.open_tx() as tx:
            ended = await expire_holds(tx, AT_ONCE)


@job(queue="ledger", cron="20 19 * * *")
async def prove_books_daily(work: Work) -> None:
    """At night; whoever does not agree is seen on the page of proofs."""
    async with work.open_tx() as tx:
        await prove_books(tx)
