"""The first tables of risk."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1405"
down_revision = "2026_11_22_1404"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA risk")
    for statement in TABLES:
        op.execute(statement)
