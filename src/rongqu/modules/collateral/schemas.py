"""Bodies of the API about collateral."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from rongqu.kernel.collateral import CollateralKind
from rongqu.modules.collateral.types import FieldKind, KindSpec


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
