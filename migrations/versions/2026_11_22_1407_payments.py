"""The first tables of payments."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1407"
down_revision = "2026_11_22_1406"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA payments")
    for statement in TABLES:
        op.execute(statement)
