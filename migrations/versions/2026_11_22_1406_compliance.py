"""The first tables of compliance."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1406"
down_revision = "2026_11_22_1405"

TABLES: list[str] = []


def upgrade() -> None:
    op.execute("CREATE SCHEMA compliance")
    for statement in TABLES:
        op.execute(statement)
