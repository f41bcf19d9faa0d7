"""Puts facts on record, and does to the tables what only a superuser can."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text

from rongqu.adapters.log_signer import SettingLogSigner
from rongqu.infra.collecting import Collector
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.settings import EvidenceSettings
from rongqu.modules.evidence.ports import CheckpointSigner
from tests.database import as_owner

SIGNER = SettingLogSigner(EvidenceSettings().origin, EvidenceSettings().signing_key)


def with_signer(work: Work) -> Work:
    return replace(work, ports={**work.ports, CheckpointSigner: SIGNER})


async def put_on_record(work: Work, at_once: int = 2048) -> int:
    """All events that wait."""
    return await Collector(work, "evidence.keep_facts", at_once).drain()


async def as_superuser(engine: Engine, *statements: str) -> None:
    """With the triggers asleep, as whoever owns the database can have them."""
    async with as_owner(engine) as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            await connection.execute(text(statement))
