"""The first tables of bookings."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0420"
down_revision = "2026_11_29_0410"

TABLES = [
    """
    CREATE TABLE bookings.file (
        id uuid CONSTRAINT pk_file PRIMARY KEY,
        institution_id uuid NOT NULL,
        name text NOT NULL,
        sha256 text NOT NULL,
        status text NOT NULL CONSTRAINT ck_file_status CHECK (
            status IN ('waiting', 'taking', 'done', 'withdrawn')
        ),
        handed_in_by uuid NOT NULL,
        handed_in_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT ck_file_ended_at CHECK (
            (status IN ('done', 'withdrawn')) = (ended_at IS NOT NULL)
        )
    )
    """,
    "CREATE INDEX ix_file_institution_id_id ON bookings.file (institution_id, id)",
    """
    CREATE UNIQUE INDEX uq_file_sha256 ON bookings.file (institution_id, sha256)
        WHERE status <> 'withdrawn'
    """,
    "CREATE INDEX ix_file_taking ON bookings.file (id) WHERE status = 'taking'",
    """
    CREATE TABLE bookings.line (
        file_id uuid NOT NULL CONSTRAINT fk_line_file_id REFERENCES bookings.file (id),
        number integer NOT NULL,
        institution_id uuid NOT NULL,
        key text NOT NULL,
        loan_number text NOT NULL,
        loan_id uuid CONSTRAINT fk_line_loan_id REFERENCES servicing.loan (id),
        repayment_id uuid NOT NULL,
        currency char(3),
        amount_minor bigint,
        paid_on date,
        outcome text CONSTRAINT ck_line_outcome CHECK (outcome IN ('done', 'refused')),
        reason text,
        cells text[] NOT NULL,
        CONSTRAINT pk_line PRIMARY KEY (file_id, number),
        CONSTRAINT ck_line_reason CHECK (
            (outcome IS NOT DISTINCT FROM 'refused') = (reason IS NOT NULL)
        ),
        CONSTRAINT ck_line_whole CHECK (
            outcome IS NOT DISTINCT FROM 'refused' OR (loan_id IS NOT NULL AND currency IS NOT NULL
            AND amount_minor > 0 AND paid_on IS NOT NULL)
        )
    )
    """,
    """
    CREATE UNIQUE INDEX uq_line_key ON bookings.line (institution_id, key)
        WHERE outcome IS DISTINCT FROM 'refused'
    """,
    "CREATE INDEX ix_line_waiting ON bookings.line (file_id, number) WHERE outcome IS NULL",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA bookings")
    for statement in TABLES:
        op.execute(statement)
