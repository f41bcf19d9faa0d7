"""The first tables of due diligence; what was recorded on the spot only grows."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0030"
down_revision = "2026_11_29_0020"

CASE = "CONSTRAINT fk_{}_application_id REFERENCES diligence.case_file (application_id)"

TABLES = [
    """
    CREATE TABLE diligence.case_file (
        application_id uuid CONSTRAINT pk_case_file PRIMARY KEY,
        institution_id uuid NOT NULL,
        enterprise_id uuid NOT NULL,
        product_kind text NOT NULL,
        amount_minor bigint,
        currency char(3),
        is_open boolean NOT NULL
    )
    """,
    "CREATE INDEX ix_case_file_institution_id ON diligence.case_file (institution_id)",
    f"""
    CREATE TABLE diligence.visit (
        id uuid CONSTRAINT pk_visit PRIMARY KEY,
        application_id uuid NOT NULL {CASE.format("visit")},
        kind text NOT NULL,
        spoken_with text,
        held_at timestamptz NOT NULL,
        place text NOT NULL,
        findings text NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT ck_visit_kind CHECK (kind IN ('site', 'interview', 'call'))
    )
    """,
    "CREATE INDEX ix_visit_application_id ON diligence.visit (application_id)",
    """
    CREATE TABLE diligence.photo (
        id uuid CONSTRAINT pk_photo PRIMARY KEY,
        visit_id uuid NOT NULL CONSTRAINT fk_photo_visit_id REFERENCES diligence.visit (id),
        file_type text NOT NULL,
        size bigint NOT NULL,
        sha256 char(64) NOT NULL,
        storage_key text NOT NULL,
        taken_at timestamptz,
        latitude numeric(9, 6),
        longitude numeric(9, 6),
        accuracy_m integer,
        received_at timestamptz NOT NULL,
        CONSTRAINT ck_photo_file_type CHECK (file_type IN ('image/jpeg', 'image/png')),
        CONSTRAINT ck_photo_latitude CHECK (latitude BETWEEN -90 AND 90),
        CONSTRAINT ck_photo_longitude CHECK (longitude BETWEEN -180 AND 180)
    )
    """,
    "CREATE INDEX ix_photo_visit_id ON diligence.photo (visit_id)",
    f"""
    CREATE TABLE diligence.answer (
        application_id uuid NOT NULL {CASE.format("answer")},
        item text NOT NULL,
        result text NOT NULL,
        note text NOT NULL,
        answered_by uuid NOT NULL,
        answered_at timestamptz NOT NULL,
        CONSTRAINT pk_answer PRIMARY KEY (application_id, item),
        CONSTRAINT ck_answer_result CHECK (result IN ('passed', 'failed', 'not_applicable'))
    )
    """,
    f"""
    CREATE TABLE diligence.memo (
        application_id uuid NOT NULL {CASE.format("memo")},
        version smallint NOT NULL,
        sections jsonb NOT NULL,
        written_by uuid NOT NULL,
        written_at timestamptz NOT NULL,
        CONSTRAINT pk_memo PRIMARY KEY (application_id, version)
    )
    """,
    f"""
    CREATE TABLE diligence.ballot (
        id uuid CONSTRAINT pk_ballot PRIMARY KEY,
        application_id uuid NOT NULL {CASE.format("ballot")},
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL,
        question text NOT NULL,
        memo_version smallint NOT NULL,
        members uuid[] NOT NULL,
        chair_id uuid NOT NULL,
        quorum smallint NOT NULL,
        majority numeric NOT NULL,
        status text NOT NULL,
        called_by uuid NOT NULL,
        called_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT ck_ballot_currency CHECK (currency ~ '^[A-Z]{{3}}$'),
        CONSTRAINT ck_ballot_status CHECK (status IN ('open', 'passed', 'refused')),
        CONSTRAINT ck_ballot_ended_at CHECK ((status = 'open') = (ended_at IS NULL)),
        CONSTRAINT ck_ballot_amount_minor CHECK (amount_minor > 0)
    )
    """,
    "CREATE INDEX ix_ballot_application_id ON diligence.ballot (application_id)",
    """
    CREATE UNIQUE INDEX uq_ballot_open_application_id ON diligence.ballot (application_id)
        WHERE ended_at IS NULL
    """,
    """
    CREATE TABLE diligence.vote (
        ballot_id uuid NOT NULL CONSTRAINT fk_vote_ballot_id REFERENCES diligence.ballot (id),
        member_id uuid NOT NULL,
        choice text NOT NULL,
        reason text NOT NULL,
        cast_at timestamptz NOT NULL,
        CONSTRAINT pk_vote PRIMARY KEY (ballot_id, member_id),
        CONSTRAINT ck_vote_choice CHECK (choice IN ('for', 'against', 'abstain'))
    )
    """,
    *(
        f"""
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON diligence.{table}
            FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()
        """
        for table in ("visit", "photo", "memo", "vote")
    ),
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA diligence")
    for statement in TABLES:
        op.execute(statement)
