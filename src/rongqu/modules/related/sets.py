"""Sets for the rooms above: each is a SELECT that they join in one of theirs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from rongqu.modules.related import tables


def groups() -> Select[*tuple[Any, ...]]:
    """Who belongs to which group; who stands alone is not among them."""
    return select(tables.member.c.enterprise_id, tables.member.c.group_id)
