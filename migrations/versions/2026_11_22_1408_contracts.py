"""The first tables of contracts."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1408"
down_revision = "2026_11_22_1407"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA contracts")
    for statement in TABLES:
        op.execute(statement)
