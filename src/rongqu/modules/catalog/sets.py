"""Sets of products for the rooms above: each is a SELECT that they join in one of theirs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from rongqu.modules.catalog import tables


def collaterals() -> Select[*tuple[Any, ...]]:
    """What each version of a product is secured by, of several the first; NULL: by nothing."""
    columns = tables.product_version.c
    return select(
        columns.product_id,
        columns.version,
        columns.terms["collateral"][0]["kind"].astext.label("collateral_kind"),
    )
