"""The first tables of aftercare."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0110"
down_revision = "2026_11_29_0100"

CURRENCY = "char(3) NOT NULL CONSTRAINT ck_{0}_currency CHECK (currency ~ '^[A-Z]{{3}}$')"
MEASURE = "CONSTRAINT ck_{0}_measure CHECK (measure IN ('revenue', 'net_profit', 'cash'))"

TABLES = [
    """
    CREATE TABLE aftercare.question (
        id uuid CONSTRAINT pk_question PRIMARY KEY,
        offering_id uuid NOT NULL,
        issuer_id uuid NOT NULL,
        asker_id uuid NOT NULL,
        asked_by uuid NOT NULL,
        text text NOT NULL,
        asked_at timestamptz NOT NULL,
        answer text,
        answered_by uuid,
        answered_at timestamptz,
        CONSTRAINT ck_question_answered_at CHECK ((answer IS NULL) = (answered_at IS NULL))
    )
    """,
    "CREATE INDEX ix_question_offering_id_id ON aftercare.question (offering_id, id)",
    """
    CREATE TABLE aftercare.document (
        id uuid CONSTRAINT pk_document PRIMARY KEY,
        offering_id uuid NOT NULL,
        issuer_id uuid NOT NULL,
        kind text NOT NULL,
        name text NOT NULL,
        file_type text NOT NULL,
        size bigint NOT NULL CONSTRAINT ck_document_size CHECK (size > 0),
        sha256 text NOT NULL,
        storage_key text NOT NULL,
        added_by uuid NOT NULL,
        added_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_document_offering_id_id ON aftercare.document (offering_id, id)",
    """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON aftercare.document
        FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()
    """,
    f"""
    CREATE TABLE aftercare.report (
        id uuid CONSTRAINT pk_report PRIMARY KEY,
        offering_id uuid NOT NULL,
        issuer_id uuid NOT NULL,
        ends_on date NOT NULL,
        due_on date NOT NULL,
        currency {CURRENCY.format("report")},
        text text,
        figures jsonb,
        submitted_by uuid,
        submitted_at timestamptz,
        reminded_at timestamptz,
        late_at timestamptz,
        CONSTRAINT ck_report_submitted_at CHECK ((figures IS NULL) = (submitted_at IS NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX ix_report_offering_id_ends_on ON aftercare.report (offering_id, ends_on)
    """,
    "CREATE INDEX ix_report_due_on ON aftercare.report (due_on) WHERE submitted_at IS NULL",
    f"""
    CREATE TABLE aftercare.covenant (
        offering_id uuid NOT NULL,
        measure text NOT NULL {MEASURE.format("covenant")},
        issuer_id uuid NOT NULL,
        currency {CURRENCY.format("covenant")},
        least_minor bigint NOT NULL,
        agreed_by uuid NOT NULL,
        agreed_at timestamptz NOT NULL,
        CONSTRAINT pk_covenant PRIMARY KEY (offering_id, measure)
    )
    """,
    f"""
    CREATE TABLE aftercare.breach (
        report_id uuid NOT NULL CONSTRAINT fk_breach_report_id REFERENCES aftercare.report (id),
        measure text NOT NULL {MEASURE.format("breach")},
        currency {CURRENCY.format("breach")},
        least_minor bigint NOT NULL,
        actual_minor bigint NOT NULL,
        CONSTRAINT pk_breach PRIMARY KEY (report_id, measure),
        CONSTRAINT ck_breach_actual_minor CHECK (actual_minor < least_minor)
    )
    """,
    f"""
    CREATE TABLE aftercare.ballot (
        id uuid CONSTRAINT pk_ballot PRIMARY KEY,
        offering_id uuid NOT NULL,
        issuer_id uuid NOT NULL,
        question text NOT NULL,
        options text[] NOT NULL,
        currency {CURRENCY.format("ballot")},
        units_minor bigint NOT NULL CONSTRAINT ck_ballot_units_minor CHECK (units_minor > 0),
        quorum numeric NOT NULL,
        called_by uuid NOT NULL,
        called_at timestamptz NOT NULL,
        closes_at timestamptz NOT NULL,
        closed_at timestamptz,
        tally bigint[],
        chosen smallint,
        CONSTRAINT ck_ballot_closed_at CHECK ((tally IS NULL) = (closed_at IS NULL))
    )
    """,
    "CREATE INDEX ix_ballot_offering_id_id ON aftercare.ballot (offering_id, id)",
    "CREATE INDEX ix_ballot_closes_at ON aftercare.ballot (closes_at) WHERE closed_at IS NULL",
    """
    CREATE TABLE aftercare.vote (
        ballot_id uuid NOT NULL CONSTRAINT fk_vote_ballot_id REFERENCES aftercare.ballot (id),
        investor_id uuid NOT NULL,
        units_minor bigint NOT NULL CONSTRAINT ck_vote_units_minor CHECK (units_minor > 0),
        choice smallint,
        cast_by uuid,
        cast_at timestamptz,
        is_counted boolean NOT NULL,
        CONSTRAINT pk_vote PRIMARY KEY (ballot_id, investor_id),
        CONSTRAINT ck_vote_cast_at CHECK ((choice IS NULL) = (cast_at IS NULL))
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA aftercare")
    for statement in TABLES:
        op.execute(statement)
