"""Compare a figure of an enterprise with the one before, and with what is usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.warnings import queries, rules
from rongqu.modules.warnings.actions.note_sign import note_sign
from rongqu.modules.warnings.types import Seen, Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    event_id: UUID
    enterprise_id: EnterpriseId
    sign: Sign
    before: Decimal
    after: Decimal
    at: datetime


async def compare_drop(tx: Tx, change: Change) -> None:
    """Internal: for handlers; `note_sign` publishes what came of it through `tx.publish(`."""
    floors = await queries.read_floors(tx, change.sign)
    usual = await queries.list_sizes(tx, change.sign, change.at)
    size = rules.compute_drop(change.before, change.after)
    await note_sign(
        tx,
        Seen(
            event_id=change.event_id,
            enterprise_id=change.enterprise_id,
            sign=change.sign,
            size=size,
            level=rules.judge_drop(size, rules.move_thresholds(floors, usual)),
            seen_at=change.at,
        ),
    )
