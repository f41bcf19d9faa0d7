"""The first table of pitches."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_2355"
down_revision = "2026_11_28_2350"

TABLES = [
    """
    CREATE TABLE pitches.plan (
        id uuid CONSTRAINT pk_plan PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        name text NOT NULL,
        file_type text NOT NULL,
        size bigint NOT NULL,
        sha256 text NOT NULL,
        storage_key text NOT NULL,
        asked_minor bigint,
        currency char(3) CONSTRAINT ck_plan_currency CHECK (currency ~ '^[A-Z]{3}$'),
        status text NOT NULL CONSTRAINT ck_plan_status
            CHECK (status IN ('received', 'read', 'scanned', 'unreadable')),
        digest jsonb,
        flags jsonb NOT NULL,
        terms text[] NOT NULL,
        weights real[] NOT NULL,
        uploaded_by uuid NOT NULL,
        uploaded_at timestamptz NOT NULL,
        read_at timestamptz,
        shown_at timestamptz,
        CONSTRAINT ck_plan_digest CHECK ((digest IS NOT NULL) = (status = 'read')),
        CONSTRAINT ck_plan_asked_minor CHECK ((asked_minor IS NULL) = (currency IS NULL)),
        CONSTRAINT ck_plan_shown_at CHECK (shown_at IS NULL OR status = 'read')
    )
    """,
    "CREATE INDEX ix_plan_enterprise_id_id ON pitches.plan (enterprise_id, id)",
    """
    CREATE UNIQUE INDEX uq_plan_shown_enterprise_id
        ON pitches.plan (enterprise_id) WHERE shown_at IS NOT NULL
    """,
    "CREATE INDEX ix_plan_terms ON pitches.plan USING gin (terms) WHERE shown_at IS NOT NULL",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA pitches")
    for statement in TABLES:
        op.execute(statement)
