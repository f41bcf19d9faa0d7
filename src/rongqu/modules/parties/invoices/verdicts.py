"""What becomes of each line of a batch, counted and kept."""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import polars as pl

from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties.invoices.files import Batch
from rongqu.modules.parties.invoices.lines import settle_repeats
from rongqu.modules.parties.types import ImportCounts, LineReason, RefusedLine


@dataclass(frozen=True, slots=True)
class Share:
    """What a batch did for one enterprise."""

    enterprise_id: EnterpriseId
    accepted: int
    updated: int
    already_there: int
    repeated: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Written:
    """What the database made of the lines that hold: `conflicting` names lines."""

    shares: Sequence[Share]
    conflicting: Sequence[int]


@dataclass(frozen=True, slots=True)
class JudgedBatch:
    """`lines` has the columns of `judge`, with `enterprise_id` (text, null where unknown) and, for
    those that hold, `outcome`."""

    batch: Batch
    lines: pl.DataFrame

    @property
    def firsts(self) -> pl.DataFrame:
        """One line for each invoice."""
        return self.lines.filter(pl.col("outcome") == "first")

    @property
    def enterprises(self) -> list[EnterpriseId]:
        known = self.firsts["enterprise_id"].unique().to_list()
        return [EnterpriseId(UUID(each)) for each in known]


def assign(
    batch: Batch,
    judged: pl.DataFrame,
    companies: Mapping[str, EnterpriseId] | None,
    only: EnterpriseId | None,
) -> JudgedBatch:
    """Say whose each line is: of the `only` enterprise, or of the one that its code names."""
    if only is not None:
        whose = pl.lit(str(only))
    else:
        ids = {code: str(enterprise_id) for code, enterprise_id in (companies or {}).items()}
        whose = pl.col("company").replace_strict(ids, default=None, return_dtype=pl.String)
    unknown = pl.when(pl.col("enterprise_id").is_null()).then(pl.lit(LineReason.COMPANY_UNKNOWN))
    lines = judged.with_columns(enterprise_id=whose).with_columns(
        reason=pl.coalesce("reason", unknown.cast(pl.String))
    )
    settled = settle_repeats(lines.filter(pl.col("reason").is_null()))
    refused = lines.filter(pl.col("reason").is_not_null())
    return JudgedBatch(batch, pl.concat([settled, refused], how="diagonal_relaxed"))


def refused_lines(judged: JudgedBatch, written: Written) -> list[RefusedLine]:
    """In the order of the file, with the cells as they came."""
    refused = _refused(judged, written).select("line", "reason", "enterprise_id")
    if refused.is_empty():
        return []
    cells = refused.join(judged.batch.frame, on="line", maintain_order="left")
    return [
        RefusedLine(
            line,
            LineReason(reason),
            judged.batch.ragged_cells.get(line, tuple(map(str, rest))),
            None if whose is None else EnterpriseId(UUID(whose)),
        )
        for line, reason, whose, _, *rest in cells.sort("line").iter_rows()
    ]


def refused_by_enterprise(judged: JudgedBatch, written: Written) -> dict[EnterpriseId, int]:
    whose = _refused(judged, written)["enterprise_id"].drop_nulls()
    return {EnterpriseId(UUID(each)): count for each, count in Counter(whose).items()}


def count_lines(judged: JudgedBatch, written: Written, refused: int) -> ImportCounts:
    in_batch = judged.lines.filter(pl.col("outcome") == "repeated").height
    return ImportCounts(
        lines=judged.lines.height,
        accepted=sum(share.accepted for share in written.shares),
        updated=sum(share.updated for share in written.shares),
        already_there=sum(share.already_there for share in written.shares),
        repeated=sum(share.repeated for share in written.shares) + in_batch,
        refused=refused,
    )


def _refused(judged: JudgedBatch, written: Written) -> pl.DataFrame:
    conflicting = (pl.col("outcome") == "conflicting").fill_null(value=False)
    conflicting |= pl.col("line").is_in(list(written.conflicting))
    reason = pl.when(conflicting).then(pl.lit(str(LineReason.CONFLICTING))).otherwise("reason")
    return judged.lines.with_columns(reason=reason).filter(pl.col("reason").is_not_null())
