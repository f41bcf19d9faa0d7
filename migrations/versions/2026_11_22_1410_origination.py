"""The first tables of origination."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1410"
down_revision = "2026_11_22_1409"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA origination")
    for statement in TABLES:
        op.execute(statement)
