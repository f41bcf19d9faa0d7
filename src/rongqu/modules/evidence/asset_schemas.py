"""Bodies of the register of things."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.kernel.ids import OrganisationId
from rongqu.modules.evidence.actions.pledge_asset import PledgeWish
from rongqu.modules.evidence.asset_types import Asset, AssetKind, AssetMark, AssetState

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
LongWords = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class AssetMarkBody(BaseModel):
    kind: AssetKind
    issuer: Words
    serial: Words

    def to_mark(self) -> AssetMark:
        return AssetMark(kind=self.kind, issuer=self.issuer, serial=self.serial)


class NewAssetBody(AssetMarkBody):
    description: LongWords = ""


class PledgeBody(BaseModel):
    """`reference_id` is what it secures: a contract."""

    holder_id: UUID
    reference_id: UUID

    def to_wish(self, asset_id: UUID) -> PledgeWish:
        return PledgeWish(
            asset_id=asset_id,
            holder_id=OrganisationId(self.holder_id),
            reference_id=self.reference_id,
        )


class AssetStateBody(BaseModel):
    state: AssetState


class AssetBody(AssetMarkBody):
    """`holder_id`, `reference_id` and `pledged_at` while it is pledged."""

    id: UUID
    description: str
    owner_id: UUID
    registered_at: datetime
    is_pledged: bool
    holder_id: UUID | None
    reference_id: UUID | None
    pledged_at: datetime | None

    @classmethod
    def of(cls, asset: Asset) -> Self:
        pledge = asset.pledge
        return cls(
            kind=asset.mark.kind,
            issuer=asset.mark.issuer,
            serial=asset.mark.serial,
            id=asset.id,
            description=asset.description,
            owner_id=asset.owner_id,
            registered_at=asset.registered_at,
            is_pledged=pledge is not None,
            holder_id=None if pledge is None else pledge.holder_id,
            reference_id=None if pledge is None else pledge.reference_id,
            pledged_at=None if pledge is None else pledge.pledged_at,
        )
