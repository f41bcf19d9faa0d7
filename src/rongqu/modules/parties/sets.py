"""Sets of parties for the rooms above: each is a SELECT that they join in a statement of theirs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from rongqu.modules.parties import tables


def industries_of_companies() -> Select[*tuple[Any, ...]]:
    """The code of each enterprise in GB/T 4754."""
    columns = tables.enterprise.c
    return select(columns.id.label("enterprise_id"), columns.industry_code)
