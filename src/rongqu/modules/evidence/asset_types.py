"""Things on record: what they are, whose they are, and to whom they are pledged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import OrganisationId


class AssetKind(StrEnum):
    GOODS = "goods"
    WAREHOUSE_RECEIPT = "warehouse_receipt"
    EAR_TAG = "ear_tag"
    EQUIPMENT = "equipment"
    INTANGIBLE_RIGHT = "intangible_right"
    """A patent, trademark or registered software."""
    ORDER = "order"
    RECEIVABLE = "receivable"
    GUARANTEE = "guarantee"
    SHARE = "share"
    CARBON_REPORT = "carbon_report"
    """Of a verified saving: it earns a discount once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetMark:
    """What makes it this one: its number, and whoever gave the number (warehouse, maker, vet)."""

    kind: AssetKind
    issuer: str
    serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """`reference_id` is what it secures, such as a contract."""

    id: UUID
    asset_id: UUID
    holder_id: OrganisationId
    reference_id: UUID
    pledged_at: datetime
    released_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    id: UUID
    mark: AssetMark
    description: str
    owner_id: OrganisationId
    registered_at: datetime
    pledge: Pledge | None
    """The one in force: there is never a second."""


class AssetState(StrEnum):
    """What a lender hears who asks about a thing that is not its business."""

    UNKNOWN = "unknown"
    FREE = "free"
    PLEDGED = "pledged"
