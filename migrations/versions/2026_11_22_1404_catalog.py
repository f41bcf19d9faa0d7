"""The first tables of catalog."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1404"
down_revision = "2026_11_22_1403"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA catalog")
    for statement in TABLES:
        op.execute(statement)
