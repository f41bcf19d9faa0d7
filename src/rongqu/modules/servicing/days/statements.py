"""Statements in SQL that are given days."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, TextClause, bindparam, text

from rongqu.modules.servicing.days.types import Closing

DAYS = ("day", "as_of", "before", "late_until")


def closing_statement(sql: str) -> TextClause:
    """Where `:day`, `:as_of`, `:before`, `:late_until` and `:today` are named, they are days: the
    driver is told so, because of a NULL or of a column that is nothing but the value it could not
    know."""
    named = [name for name in (*DAYS, "today") if f":{name}" in sql]
    return text(sql).bindparams(*(bindparam(name, type_=Date()) for name in named))


def days_of(closing: Closing) -> dict[str, Any]:
    return {name: getattr(closing, name) for name in DAYS}
