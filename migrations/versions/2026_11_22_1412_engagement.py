"""The first tables of engagement."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1412"
down_revision = "2026_11_22_1411"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA engagement")
    for statement in TABLES:
        op.execute(statement)
