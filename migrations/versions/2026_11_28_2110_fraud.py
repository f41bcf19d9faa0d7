"""The tables of fraud: what was found, in which lines, and what a person made of it."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_2110"
down_revision = "2026_11_28_2030"

TABLES = [
    """
    CREATE TABLE fraud.suspicion (
        id uuid CONSTRAINT pk_suspicion PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        application_id uuid,
        institution_id uuid,
        source text NOT NULL,
        code text NOT NULL,
        weight text NOT NULL,
        place text NOT NULL,
        lines_found integer,
        lines_seen integer,
        seen_at timestamptz NOT NULL,
        cleared_at timestamptz,
        cleared_by uuid,
        clearing text,
        CONSTRAINT ck_suspicion_source
            CHECK (source IN ('document', 'invoices', 'application')),
        CONSTRAINT ck_suspicion_weight CHECK (weight IN ('strong', 'weak')),
        CONSTRAINT ck_suspicion_cleared CHECK (
            (cleared_at IS NULL) = (cleared_by IS NULL)
            AND (cleared_at IS NULL) = (clearing IS NULL)
        ),
        CONSTRAINT ck_suspicion_institution
            CHECK ((application_id IS NULL) = (institution_id IS NULL)),
        CONSTRAINT ck_suspicion_lines CHECK ((lines_found IS NULL) = (lines_seen IS NULL))
    )
    """,
    """
    CREATE TABLE fraud.suspect_line (
        suspicion_id uuid NOT NULL CONSTRAINT fk_suspect_line_suspicion_id
            REFERENCES fraud.suspicion (id),
        place smallint NOT NULL,
        file_line integer,
        said text,
        direction text,
        number text,
        code text,
        issued_on date,
        net_minor bigint,
        tax_minor bigint,
        partner_code text,
        CONSTRAINT pk_suspect_line PRIMARY KEY (suspicion_id, place),
        CONSTRAINT ck_suspect_line_kind CHECK ((file_line IS NULL) = (number IS NOT NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX uq_suspicion_found ON fraud.suspicion
        (enterprise_id, application_id, source, code, place) NULLS NOT DISTINCT
    """,
    "CREATE INDEX ix_suspicion_application_id ON fraud.suspicion (application_id)",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA fraud")
    for statement in TABLES:
        op.execute(statement)
