"""What models keeps: versions, who stands where, and what they have said."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_1745"
down_revision = "2026_11_28_1720"

TABLES: list[str] = [
    """
    CREATE TABLE models.version (
        id uuid CONSTRAINT pk_version PRIMARY KEY,
        number integer NOT NULL CONSTRAINT ck_version_number CHECK (number > 0),
        name text NOT NULL,
        kind text NOT NULL,
        artefact text NOT NULL,
        digest text NOT NULL,
        signed_by text NOT NULL,
        facts jsonb NOT NULL,
        features jsonb NOT NULL,
        registered_by uuid NOT NULL,
        registered_at timestamptz NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX ix_version_number ON models.version (number)",
    "CREATE UNIQUE INDEX ix_version_digest ON models.version (digest)",
    """
    CREATE TABLE models.appointment (
        id uuid CONSTRAINT pk_appointment PRIMARY KEY,
        number integer NOT NULL,
        post text NOT NULL
            CONSTRAINT ck_appointment_post CHECK (post IN ('champion', 'challenger')),
        asked_by uuid,
        appointed_by uuid NOT NULL,
        appointed_at timestamptz NOT NULL,
        reason text NOT NULL,
        ended_at timestamptz,
        CONSTRAINT ck_appointment_four_eyes CHECK (asked_by <> appointed_by)
    )
    """,
    """
    CREATE UNIQUE INDEX ix_appointment_champion ON models.appointment (post)
        WHERE post = 'champion' AND ended_at IS NULL
    """,
    """
    CREATE UNIQUE INDEX ix_appointment_number_open ON models.appointment (number)
        WHERE ended_at IS NULL
    """,
    """
    CREATE TABLE models."case" (
        id uuid CONSTRAINT pk_case PRIMARY KEY,
        subject_id uuid NOT NULL,
        features jsonb NOT NULL,
        groups jsonb NOT NULL,
        asked_at timestamptz NOT NULL
    )
    """,
    'CREATE INDEX ix_case_subject_id_id ON models."case" (subject_id, id)',
    """
    CREATE TABLE models.answer (
        case_id uuid NOT NULL
            CONSTRAINT fk_answer_case_id REFERENCES models."case" (id),
        number integer NOT NULL,
        post text NOT NULL CONSTRAINT ck_answer_post CHECK (post IN ('champion', 'challenger')),
        score smallint NOT NULL CONSTRAINT ck_answer_score CHECK (score BETWEEN 300 AND 850),
        chance double precision NOT NULL,
        CONSTRAINT pk_answer PRIMARY KEY (case_id, number)
    )
    """,
    "CREATE INDEX ix_answer_number_case_id ON models.answer (number, case_id)",
    """
    CREATE TABLE models.run (
        id uuid CONSTRAINT pk_run PRIMARY KEY,
        status text NOT NULL CONSTRAINT ck_run_status
            CHECK (status IN ('running', 'asked', 'too_few', 'refused')),
        started_by uuid NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at timestamptz,
        cases integer,
        bad integer,
        brought integer,
        number integer,
        figures jsonb,
        champion_figures jsonb,
        reports jsonb,
        why text,
        CONSTRAINT ck_run_ended_at CHECK ((status = 'running') = (ended_at IS NULL)),
        CONSTRAINT ck_run_number CHECK ((status = 'asked') = (number IS NOT NULL))
    )
    """,
    "CREATE UNIQUE INDEX ix_run_running ON models.run (status) WHERE status = 'running'",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA models")
    for table in TABLES:
        op.execute(table)
    for table in ("version", '"case"', "answer"):
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON models.{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
        )
