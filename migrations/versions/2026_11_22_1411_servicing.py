"""The first tables of servicing."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1411"
down_revision = "2026_11_22_1410"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA servicing")
    for statement in TABLES:
        op.execute(statement)
