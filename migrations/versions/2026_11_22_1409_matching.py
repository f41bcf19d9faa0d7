"""The first tables of matching."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1409"
down_revision = "2026_11_22_1408"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA matching")
    for statement in TABLES:
        op.execute(statement)
