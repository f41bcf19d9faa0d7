"""The first tables of parties."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1403"
down_revision = "2026_11_22_1402"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA parties")
    for statement in TABLES:
        op.execute(statement)
