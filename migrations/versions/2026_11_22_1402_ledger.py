"""The first tables of ledger."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1402"
down_revision = "2026_11_22_1401"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA ledger")
    for statement in TABLES:
        op.execute(statement)
