"""The first tables of parks."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_2350"
down_revision = "2026_11_28_2120"

TABLES = [
    """
    CREATE TABLE parks.batch (
        id uuid CONSTRAINT pk_batch PRIMARY KEY,
        park_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        product_id uuid NOT NULL,
        product_version integer NOT NULL,
        product_name text NOT NULL,
        product_name_en text NOT NULL,
        file_name text NOT NULL,
        lines integer NOT NULL,
        status text NOT NULL,
        put_forward_by uuid NOT NULL,
        put_forward_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        note text,
        valid_until date,
        CONSTRAINT ck_batch_status
            CHECK (status IN ('checking', 'ready', 'approved', 'refused')),
        CONSTRAINT ck_batch_decided_by
            CHECK ((status IN ('approved', 'refused')) = (decided_by IS NOT NULL)),
        CONSTRAINT ck_batch_valid_until
            CHECK ((status = 'approved') = (valid_until IS NOT NULL))
    )
    """,
    "CREATE INDEX ix_batch_park_id_id ON parks.batch (park_id, id)",
    "CREATE INDEX ix_batch_institution_id_id ON parks.batch (institution_id, id)",
    """
    CREATE TABLE parks.line (
        id uuid CONSTRAINT pk_line PRIMARY KEY,
        batch_id uuid NOT NULL CONSTRAINT fk_line_batch_id REFERENCES parks.batch (id),
        number integer NOT NULL,
        park_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        product_id uuid NOT NULL,
        enterprise_id uuid,
        name text NOT NULL,
        uscc text NOT NULL,
        amount_minor bigint,
        currency char(3),
        term_months smallint,
        status text NOT NULL,
        fault text,
        note text,
        score smallint,
        grade text,
        missed jsonb NOT NULL,
        application_id uuid,
        application_stage text,
        invited_at timestamptz,
        invitation_refused text,
        valid_until date,
        CONSTRAINT uq_line_batch_id_number UNIQUE (batch_id, number),
        CONSTRAINT ck_line_status
            CHECK (status IN ('waiting', 'refused', 'failed', 'invited', 'fits', 'unclear',
                'misses', 'excepted', 'approved')),
        CONSTRAINT ck_line_complete
            CHECK (status = 'refused'
                OR (amount_minor > 0 AND term_months > 0 AND currency IS NOT NULL)),
        CONSTRAINT ck_line_fault CHECK ((status IN ('refused', 'failed')) = (fault IS NOT NULL)),
        CONSTRAINT ck_line_valid_until
            CHECK ((status = 'approved') = (valid_until IS NOT NULL))
    )
    """,
    "CREATE INDEX ix_line_batch_id_status ON parks.line (batch_id, status)",
    "CREATE INDEX ix_line_uscc ON parks.line (uscc)",
    "CREATE INDEX ix_line_enterprise_id_product_id ON parks.line (enterprise_id, product_id)",
    "CREATE INDEX ix_line_application_id ON parks.line (application_id)",
    """
    CREATE TABLE parks.contact (
        line_id uuid CONSTRAINT pk_contact PRIMARY KEY
            CONSTRAINT fk_contact_line_id REFERENCES parks.line (id),
        mobile bytea NOT NULL,
        digest bytea NOT NULL
    )
    """,
    "CREATE INDEX ix_contact_digest ON parks.contact (digest)",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA parks")
    for statement in TABLES:
        op.execute(statement)
