"""The first tables of insight."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1413"
down_revision = "2026_11_22_1412"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA insight")
    for statement in TABLES:
        op.execute(statement)
