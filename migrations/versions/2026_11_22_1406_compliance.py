"""The first tables of compliance."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1406"
down_revision = "2026_11_22_1405"

TABLES = [
    """
    CREATE TABLE compliance.approval (
        id uuid CONSTRAINT pk_approval PRIMARY KEY,
        command text NOT NULL,
        subject text NOT NULL,
        content jsonb NOT NULL,
        reason text NOT NULL,
        status text NOT NULL,
        asked_by uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        decision_reason text,
        CONSTRAINT ck_approval_status CHECK (status IN ('proposed', 'approved', 'rejected')),
        CONSTRAINT ck_approval_decided CHECK ((status = 'proposed') = (decided_by IS NULL)),
        CONSTRAINT ck_approval_four_eyes CHECK (status <> 'approved' OR decided_by <> asked_by)
    )
    """,
    "CREATE INDEX ix_approval_command_id ON compliance.approval (command, id)",
    """
    CREATE UNIQUE INDEX ix_approval_subject_pending ON compliance.approval (command, subject)
        WHERE status = 'proposed'
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA compliance")
    for statement in TABLES:
        op.execute(statement)
