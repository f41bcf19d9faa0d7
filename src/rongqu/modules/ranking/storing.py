"""How trees, figures and candidates are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from rongqu.kernel.ids import OrganisationId, ProductId
from rongqu.modules.models.public import Tree
from rongqu.modules.ranking.types import Candidate, Figures


def trees_to_json(trees: Iterable[Tree]) -> list[Any]:
    return [asdict(each) for each in trees]


def trees_from_json(kept: list[Any]) -> tuple[Tree, ...]:
    return tuple(Tree(**{name: tuple(values) for name, values in each.items()}) for each in kept)


def figures_to_json(figures: Figures) -> dict[str, Any]:
    return asdict(figures)


def figures_from_json(kept: dict[str, Any]) -> Figures:
    return Figures(**kept)


def candidate_to_json(candidate: Candidate, place: int) -> dict[str, Any]:
    """`place`: where it was shown, from 0."""
    kept = asdict(candidate)
    ids = {name: str(kept.pop(name)) for name in ("product_id", "institution_id")}
    return {**ids, **kept, "place": place}


def candidate_from_json(kept: dict[str, Any]) -> tuple[Candidate, int]:
    figures = {name: value for name, value in kept.items() if not name.endswith("_id")}
    place = int(figures.pop("place"))
    candidate = Candidate(
        product_id=ProductId(UUID(kept["product_id"])),
        institution_id=OrganisationId(UUID(kept["institution_id"])),
        **figures,
    )
    return candidate, place
