"""Puts facts on record, and does to the tables what only a superuser can."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import text

from rongqu.adapters.log_signer import SettingLogSigner
from rongqu.infra.collecting import Collector
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.settings import EvidenceSettings
from rongqu.modules.evidence.ports import Anchor, Anchors, CheckpointSigner
from tests.database import as_owner

SIGNER = SettingLogSigner(EvidenceSettings().origin, EvidenceSettings().signing_key)


def with_signer(work: Work) -> Work:
    return replace(work, ports={**work.ports, CheckpointSigner: SIGNER})


def anchored_by(work: Work, *anchors: Anchor) -> Work:
    return replace(work, ports={**work.ports, Anchors: Anchors(anchors)})


def note_of(size: int, root: bytes) -> str:
    """A checkpoint as an anchor gets it, with a signature that nobody looks at."""
    return f"log.example\n{size}\n{b64encode(root).decode()}\n\n— log.example AAAAAA==\n"


async def no_path(_: int) -> Sequence[bytes]:
    """For an anchor that compares no trees."""
    raise AssertionError("no path was to be asked for")


async def put_on_record(work: Work, at_once: int = 2048) -> int:
    """All events that wait."""
    return await Collector(work, "evidence.keep_facts", at_once).drain()


async def as_superuser(engine: Engine, *statements: str) -> None:
    """With the triggers asleep, as whoever owns the database can have them."""
    async with as_owner(engine) as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            await connection.execute(text(statement))
