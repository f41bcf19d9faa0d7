"""Note that the bank's own statement was not taken."""

from __future__ import annotations

from datetime import date

from rongqu.events.payments import StatementRefused
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError


async def refuse_statement(tx: Tx, day: date, refusal: DomainError) -> None:
    """Internal: a job calls it. Nothing of the statement was written."""
    await tx.publish(
        StatementRefused(
            subject_id=tx.actor.organisation,
            parties=(tx.actor.organisation,),
            day=day,
            code=refusal.code,
        )
    )
