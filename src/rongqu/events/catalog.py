"""What catalog tells."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.changes import ChangeEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPublished(ChangeEvent):
    """A version of a product is on offer; version 1 is a new product."""

    name = "catalog.product_published.v1"
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductWithdrawn(ChangeEvent):
    name = "catalog.product_withdrawn.v1"
    version: int
    reason: str
