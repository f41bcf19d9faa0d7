"""What tells a thing from all others, as the register of evidence knows it."""

from __future__ import annotations

from rongqu.modules.collateral.engine.kinds import kinds
from rongqu.modules.collateral.engine.records import Record, read_record
from rongqu.modules.collateral.types import Item, KindSpec
from rongqu.modules.evidence.public import AssetKind, AssetMark


def marks_of(spec: KindSpec, record: Record) -> tuple[AssetMark, ...]:
    """Mostly one; a herd has as many as ear-tags."""
    mark = spec.mark
    issuer = record.text(mark.issuer)
    return tuple(
        AssetMark(kind=AssetKind(mark.asset), issuer=issuer, serial=serial)
        for serial in record.lines(mark.serial)
    )


def marks_of_item(item: Item) -> tuple[AssetMark, ...]:
    spec = kinds()[item.kind]
    return marks_of(spec, read_record(spec, item.record))
