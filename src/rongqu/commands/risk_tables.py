"""What the `rongqu risk` commands read besides the model."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rongqu.infra.environment import EnvironmentProblem
from rongqu.modules.models.errors import ColumnsMissing
from rongqu.modules.models.making.table import Source
from rongqu.modules.models.serving.card import Scale
from rongqu.modules.models.serving.model import Model
from rongqu.modules.models.serving.words import Labels


class RowMissing(EnvironmentProblem):
    """The table is shorter."""


class PlanWrong(EnvironmentProblem):
    """Names what is wrong in the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train, besides table and label. `weight`: how many cases a row stands for."""

    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    weight: str | None = None
    folds: int | None = None
    seed: int = 7
    scale: Scale = field(default_factory=Scale)


def read_plan(path: Path | None) -> Plan:
    if path is None:
        return Plan()
    try:
        kept: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        kept["scale"] = Scale(**kept.get("scale", {}))
        for name in ("drop", "keep"):
            kept[name] = tuple(kept.get(name, ()))
        return Plan(**kept)
    except (tomllib.TOMLDecodeError, TypeError, UnicodeDecodeError) as error:
        raise PlanWrong(f"{path.name} is not a plan: {error}.") from None


def check_same_columns(model: Model, source: Source) -> None:
    missing = [name for name, _ in model.features if name not in source.kinds]
    if missing:
        raise ColumnsMissing(columns=", ".join(missing))


def known_columns(source: Source, row: int) -> dict[str, float | str | None]:
    """One row, counted from 1; what is empty is not in it."""
    if not 1 <= row <= source.rows:
        raise RowMissing(f"The table has {source.rows:,} rows; there is no row {row}.")
    found = {name: source.column(name)[row - 1] for name in source.kinds}
    return {
        name: value if isinstance(value, str) else float(value)
        for name, value in found.items()
        if value is not None
    }


def read_labels(path: Path | None) -> Labels:
    """TOML: `[column]` with `zh` and `en`."""
    return {} if path is None else tomllib.loads(path.read_text("utf-8"))
