"""The first tables of compliance."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1406"
down_revision = "2026_11_22_1405"

TABLES = [
    """
    CREATE TABLE compliance.policy_change (
        id uuid CONSTRAINT pk_policy_change PRIMARY KEY,
        key text NOT NULL,
        value numeric NOT NULL,
        valid_from date NOT NULL,
        reason text NOT NULL,
        status text NOT NULL,
        asked_by uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        decision_reason text,
        CONSTRAINT ck_policy_change_status
            CHECK (status IN ('proposed', 'approved', 'rejected')),
        CONSTRAINT ck_policy_change_decided
            CHECK ((status = 'proposed') = (decided_by IS NULL)),
        CONSTRAINT ck_policy_change_four_eyes
            CHECK (status <> 'approved' OR decided_by <> asked_by)
    )
    """,
    """
    CREATE UNIQUE INDEX ix_policy_change_key_pending ON compliance.policy_change (key)
        WHERE status = 'proposed'
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA compliance")
    for statement in TABLES:
        op.execute(statement)
