"""The first tables of identity."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1401"
down_revision = "2026_11_22_1400"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA identity")
    for statement in TABLES:
        op.execute(statement)
