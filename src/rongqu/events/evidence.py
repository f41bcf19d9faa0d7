"""What evidence tells the world."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditWanted(Event):
    """Subject: the audit. Somebody wants the whole record to be gone over now."""

    name = "evidence.audit_wanted.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAudited(Event):
    """Subject: the audit. `findings` is 0 when all `size` entries are what they were."""

    name = "evidence.log_audited.v1"
    size: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsExported(Event):
    """Subject: the export. Somebody took records away in a file of this SHA-256."""

    name = "evidence.records_exported.v1"
    records: int
    sha256: str
    asked: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactErased(Event):
    """Subject: the event whose content was taken away. `commitment` is what is left of it at its
    place in the log; `reference` is the request or order that it was done by."""

    name = "evidence.fact_erased.v1"
    index: int
    commitment: str
    ground: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointAnchored(Event):
    """Subject: the anchoring. Somebody outside has taken the checkpoint of this size."""

    name = "evidence.checkpoint_anchored.v1"
    anchor: str
    size: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetRegistered(Event):
    """Subject: the thing. `kind`: goods, warehouse_receipt, ear_tag or equipment."""

    name = "evidence.asset_registered.v1"
    kind: str
    issuer: str
    serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetPledged(Event):
    """Subject: the thing. `reference_id` is what it secures."""

    name = "evidence.asset_pledged.v1"
    holder_id: UUID
    reference_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetReleased(Event):
    """Subject: the thing. It may be pledged again."""

    name = "evidence.asset_released.v1"
    holder_id: UUID
    reference_id: UUID
