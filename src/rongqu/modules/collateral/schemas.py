"""Bodies of the API about collateral."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.kernel.collateral import CollateralKind
from rongqu.modules.collateral.types import FieldKind, Item, KindSpec


class RecordFieldBody(BaseModel):
    name: str
    kind: FieldKind
    choices: list[str]


class CollateralKindBody(BaseModel):
    """From which a form is made: fields in order, and the codes of the checks that are made."""

    kind: CollateralKind
    fields: list[RecordFieldBody]
    checks: list[str]
    is_security: bool
    """False: it secures nothing by itself, such as carbon data."""

    @classmethod
    def of(cls, spec: KindSpec) -> Self:
        return cls(
            kind=spec.kind,
            fields=[
                RecordFieldBody(name=each.name, kind=each.kind, choices=list(each.choices))
                for each in spec.fields
            ],
            checks=[check.code for check in spec.checks],
            is_security=spec.worth is not None,
        )


class PledgedItemBody(BaseModel):
    """What secures a contract."""

    id: UUID
    application_id: UUID
    contract_id: UUID | None
    kind: CollateralKind
    record: dict[str, str | list[str]]
    pledged_at: datetime | None

    @classmethod
    def of_item(cls, item: Item) -> Self:
        return cls(
            id=item.id,
            application_id=item.application_id,
            contract_id=item.contract_id,
            kind=item.kind,
            record=dict(item.record),
            pledged_at=item.pledged_at,
        )
