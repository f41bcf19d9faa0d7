"""What privacy keeps: texts, consents, exports and erasures."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_2030"
down_revision = "2026_11_28_2040"

TABLES = [
    """
    CREATE TABLE privacy.text (
        purpose text,
        version integer,
        valid_from date NOT NULL,
        asks_again boolean NOT NULL,
        title_zh text NOT NULL,
        body_zh text NOT NULL,
        title_en text NOT NULL,
        body_en text NOT NULL,
        author_id uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT pk_text PRIMARY KEY (purpose, version)
    )
    """,
    """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON privacy.text
        FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()
    """,
    """
    CREATE TABLE privacy.consent (
        id uuid CONSTRAINT pk_consent PRIMARY KEY,
        subject_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        purpose text NOT NULL,
        version integer NOT NULL,
        given_by uuid NOT NULL,
        given_at timestamptz NOT NULL,
        ended_at timestamptz,
        "end" text CONSTRAINT ck_consent_end CHECK ("end" IN ('withdrawn', 'renewed')),
        CONSTRAINT ck_consent_ended_at CHECK ((ended_at IS NULL) = ("end" IS NULL)),
        CONSTRAINT fk_consent_purpose_version FOREIGN KEY (purpose, version)
            REFERENCES privacy.text (purpose, version)
    )
    """,
    "CREATE INDEX ix_consent_given_by ON privacy.consent (given_by)",
    """
    CREATE INDEX ix_consent_subject_id_purpose_given_at
        ON privacy.consent (subject_id, purpose, given_at)
    """,
    """
    CREATE UNIQUE INDEX ix_consent_open ON privacy.consent (subject_id, purpose)
        WHERE ended_at IS NULL
    """,
    """
    CREATE TABLE privacy.export (
        id uuid CONSTRAINT pk_export PRIMARY KEY,
        person_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        state text NOT NULL CONSTRAINT ck_export_state
            CHECK (state IN ('asked', 'ready', 'expired')),
        asked_at timestamptz NOT NULL,
        ready_at timestamptz,
        expires_at timestamptz,
        size bigint,
        sha256 text
    )
    """,
    "CREATE INDEX ix_export_person_id_asked_at ON privacy.export (person_id, asked_at)",
    "CREATE UNIQUE INDEX ix_export_asked ON privacy.export (person_id) WHERE state = 'asked'",
    """
    CREATE TABLE privacy.erasure (
        id uuid CONSTRAINT pk_erasure PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT uq_erasure_person_id UNIQUE,
        organisation_id uuid NOT NULL,
        state text NOT NULL CONSTRAINT ck_erasure_state
            CHECK (state IN ('asked', 'partly', 'done')),
        asked_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE privacy.verdict (
        erasure_id uuid CONSTRAINT fk_verdict_erasure_id REFERENCES privacy.erasure (id),
        holding text,
        fate text NOT NULL CONSTRAINT ck_verdict_fate
            CHECK (fate IN ('nothing_held', 'erased', 'nameless', 'kept')),
        rows integer NOT NULL,
        keep text,
        keep_until date,
        judged_at timestamptz NOT NULL,
        CONSTRAINT pk_verdict PRIMARY KEY (erasure_id, holding),
        CONSTRAINT ck_verdict_keep_until CHECK ((fate = 'kept') = (keep_until IS NOT NULL))
    )
    """,
    "CREATE INDEX ix_verdict_due ON privacy.verdict (keep_until) WHERE fate = 'kept'",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA privacy")
    for statement in TABLES:
        op.execute(statement)
