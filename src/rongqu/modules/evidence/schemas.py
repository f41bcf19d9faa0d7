"""Bodies of the API of evidence."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import GivenInstant
from rongqu.modules.evidence.types import (
    Anchoring,
    Audit,
    Damage,
    Entry,
    Erasure,
    ErasureGround,
    EventLine,
    Finding,
    LogState,
    Reading,
    SignedCheckpoint,
)
from rongqu.modules.identity.public import RecordSearch


class CheckpointBody(BaseModel):
    size: int
    root: str
    made_at: datetime

    @classmethod
    def of(cls, checkpoint: SignedCheckpoint) -> Self:
        root = b64encode(checkpoint.root).decode()
        return cls(size=checkpoint.size, root=root, made_at=checkpoint.made_at)


class FindingBody(BaseModel):
    """`was` and `now` are the event before and after; None where nobody can know."""

    damage: Damage
    index: int | None
    event_id: UUID | None
    intact_at: datetime | None
    was: dict[str, Any] | None
    now: dict[str, Any] | None

    @classmethod
    def of(cls, finding: Finding) -> Self:
        return cls(
            damage=finding.damage,
            index=finding.index,
            event_id=finding.event_id,
            intact_at=finding.intact_at,
            was=None if finding.was is None else dict(finding.was),
            now=None if finding.now is None else dict(finding.now),
        )


class AuditBody(BaseModel):
    id: UUID
    started_at: datetime
    ended_at: datetime
    size: int
    findings: list[FindingBody]
    more_findings: int

    @classmethod
    def of(cls, audit: Audit) -> Self:
        return cls(
            id=audit.id,
            started_at=audit.started_at,
            ended_at=audit.ended_at,
            size=audit.size,
            findings=[FindingBody.of(finding) for finding in audit.findings],
            more_findings=audit.more_findings,
        )


class AuditWantedBody(BaseModel):
    id: UUID


class AnchoringBody(BaseModel):
    """`size` is that of the anchored checkpoint."""

    id: UUID
    anchor: str
    size: int
    reference: str
    anchored_at: datetime

    @classmethod
    def of(cls, anchoring: Anchoring) -> Self:
        return cls(
            id=anchoring.id,
            anchor=anchoring.anchor,
            size=anchoring.size,
            reference=anchoring.reference,
            anchored_at=anchoring.anchored_at,
        )


class LogStateBody(BaseModel):
    """`waiting`: events of the last moments that are not on record yet."""

    checkpoint: CheckpointBody | None
    waiting: int
    last_audit: AuditBody | None
    origin: str
    verifier_key: str

    @classmethod
    def of(cls, state: LogState) -> Self:
        return cls(
            checkpoint=None if state.checkpoint is None else CheckpointBody.of(state.checkpoint),
            waiting=state.waiting,
            last_audit=None if state.last_audit is None else AuditBody.of(state.last_audit),
            origin=state.origin,
            verifier_key=state.verifier_key,
        )


class LogEntryLineBody(BaseModel):
    """`name` is None when the fact was erased."""

    index: int
    event_id: UUID
    name: str | None
    subject_id: UUID | None
    appended_at: datetime

    @classmethod
    def of(cls, entry: Entry) -> Self:
        fact: dict[str, Any] = json.loads(entry.fact or "{}")
        return cls(
            index=entry.index,
            event_id=entry.event_id,
            name=fact.get("name"),
            subject_id=fact.get("subject"),
            appended_at=entry.appended_at,
        )


class FactErasedBody(BaseModel):
    """A lawful one; `entry` is the place in the log that tells of it."""

    entry: int
    erased_at: datetime
    ground: ErasureGround
    reference: str

    @classmethod
    def of(cls, erasure: Erasure) -> Self:
        return cls(
            entry=erasure.entry,
            erased_at=erasure.erased_at,
            ground=erasure.ground,
            reference=erasure.reference,
        )


class LogEntryBody(LogEntryLineBody):
    """An entry with everything that proves it. It is whole when there are no findings."""

    fact: dict[str, Any] | None
    commitment: str
    leaf_hash: str
    checkpoint: CheckpointBody
    findings: list[FindingBody]
    erasure: FactErasedBody | None

    @classmethod
    def read(cls, reading: Reading) -> Self:
        entry = reading.entry
        line = LogEntryLineBody.of(entry)
        return cls(
            **line.model_dump(),
            fact=None if entry.fact is None else json.loads(entry.fact),
            commitment=entry.commitment.hex(),
            leaf_hash=reading.leaf_hash.hex(),
            checkpoint=CheckpointBody.of(reading.checkpoint),
            findings=[FindingBody.of(finding) for finding in reading.findings],
            erasure=None if reading.erasure is None else FactErasedBody.of(reading.erasure),
        )


class EventLineBody(BaseModel):
    """Something that happened to a subject; its proof is asked for by the id."""

    event_id: UUID
    name: str
    occurred_at: datetime

    @classmethod
    def of(cls, line: EventLine) -> Self:
        return cls(event_id=line.event_id, name=line.name, occurred_at=line.occurred_at)


class RecordExportBody(BaseModel):
    """Which records, as on the page that searches them; all that is left out narrows nothing."""

    subject: UUID | None = None
    person: UUID | None = None
    organisation: UUID | None = None
    name: str | None = Field(default=None, max_length=100)
    since: GivenInstant | None = None
    until: GivenInstant | None = None
    changes_only: bool = False

    def to_search(self) -> RecordSearch:
        return RecordSearch(
            subject_id=self.subject,
            actor_id=self.person,
            organisation_id=self.organisation,
            name=self.name,
            since=self.since,
            until=self.until,
            changes_only=self.changes_only,
        )
