"""Taking turns where there is no row to lock yet: of several at once each sees what the one before
has done."""

from __future__ import annotations

from sqlalchemy import text

from rongqu.infra.tx import Tx

_TAKE_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")


async def take_turn(tx: Tx, what: str) -> None:
    """Until the transaction ends. `what` begins with the room's name, and says whose turn it is."""
    await tx.connection.execute(_TAKE_TURN, {"what": what})
