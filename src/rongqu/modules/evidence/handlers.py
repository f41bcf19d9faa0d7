"""Everything that happens goes on record."""

from __future__ import annotations

from collections.abc import Sequence

from rongqu.infra.event_log import Logged, on_everything
from rongqu.infra.jobs import Work
from rongqu.infra.tx import Tx
from rongqu.modules.evidence import appending
from rongqu.modules.evidence.canonical import canonical_json
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.types import Fact


@on_everything
async def keep_facts(work: Work, tx: Tx, events: Sequence[Logged]) -> None:
    facts = [Fact(event.id, canonical_json(event.statement)) for event in events]
    await appending.append(tx, work.port(CheckpointSigner), facts)
