"""The first tables of compliance."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1406"
down_revision = "2026_11_22_1405"

TABLES = [
    """
    CREATE TABLE compliance.approval (
        id uuid CONSTRAINT pk_approval PRIMARY KEY,
        organisation_id uuid NOT NULL,
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
    "CREATE INDEX ix_approval_organisation_id_id ON compliance.approval (organisation_id, id)",
    """
    CREATE UNIQUE INDEX ix_approval_subject_pending ON compliance.approval (command, subject)
        WHERE status = 'proposed'
    """,
    """
    CREATE TABLE compliance.list_version (
        id uuid CONSTRAINT pk_list_version PRIMARY KEY,
        source text NOT NULL,
        sha256 text NOT NULL,
        entries integer NOT NULL,
        names integer NOT NULL,
        loaded_by uuid NOT NULL,
        loaded_at timestamptz NOT NULL,
        superseded_at timestamptz
    )
    """,
    """
    CREATE UNIQUE INDEX ix_list_version_current ON compliance.list_version (source)
        WHERE superseded_at IS NULL
    """,
    """
    CREATE TABLE compliance.listed_name (
        version_id uuid NOT NULL CONSTRAINT fk_listed_name_version_id
            REFERENCES compliance.list_version (id),
        number integer NOT NULL,
        entry text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        is_alias boolean NOT NULL,
        program text NOT NULL,
        detail text NOT NULL,
        CONSTRAINT pk_listed_name PRIMARY KEY (version_id, number)
    )
    """,
    """
    CREATE TABLE compliance.hit (
        id uuid CONSTRAINT pk_hit PRIMARY KEY,
        about uuid NOT NULL,
        about_kind text NOT NULL,
        source text NOT NULL,
        entry text NOT NULL,
        listed_name text NOT NULL,
        program text NOT NULL,
        detail text NOT NULL,
        is_person boolean NOT NULL,
        score_permille smallint NOT NULL,
        version_id uuid NOT NULL CONSTRAINT fk_hit_version_id
            REFERENCES compliance.list_version (id),
        status text NOT NULL,
        opened_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        reason text,
        CONSTRAINT uq_hit_about_source_entry_listed_name
            UNIQUE (about, source, entry, listed_name),
        CONSTRAINT ck_hit_status
            CHECK (status IN ('open', 'confirmed', 'cleared', 'lapsed')),
        CONSTRAINT ck_hit_decided
            CHECK ((status IN ('confirmed', 'cleared')) = (decided_by IS NOT NULL)),
        CONSTRAINT ck_hit_score_permille CHECK (score_permille BETWEEN 0 AND 1000)
    )
    """,
    "CREATE INDEX ix_hit_status_id ON compliance.hit (status, id)",
    """
    CREATE TABLE compliance.movement (
        id uuid CONSTRAINT pk_movement PRIMARY KEY,
        payer_id uuid,
        payee_id uuid,
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL,
        kind text NOT NULL,
        moved_at timestamptz NOT NULL,
        CONSTRAINT ck_movement_amount_minor CHECK (amount_minor > 0),
        CONSTRAINT ck_movement_currency CHECK (currency ~ '^[A-Z]{3}$')
    )
    """,
    "CREATE INDEX ix_movement_payer_id_moved_at ON compliance.movement (payer_id, moved_at)",
    "CREATE INDEX ix_movement_payee_id_moved_at ON compliance.movement (payee_id, moved_at)",
    """
    CREATE TABLE compliance.alert (
        id uuid CONSTRAINT pk_alert PRIMARY KEY,
        rule text NOT NULL,
        about uuid NOT NULL,
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL,
        movements uuid[] NOT NULL,
        status text NOT NULL,
        opened_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        reason text,
        CONSTRAINT ck_alert_status CHECK (status IN ('open', 'dismissed', 'reported')),
        CONSTRAINT ck_alert_decided CHECK ((status = 'open') = (decided_by IS NULL)),
        CONSTRAINT ck_alert_currency CHECK (currency ~ '^[A-Z]{3}$')
    )
    """,
    "CREATE INDEX ix_alert_about ON compliance.alert (about)",
    "CREATE INDEX ix_alert_status_id ON compliance.alert (status, id)",
    """
    CREATE TABLE compliance.freeze (
        id uuid CONSTRAINT pk_freeze PRIMARY KEY,
        about uuid NOT NULL,
        reason text NOT NULL,
        ordered_by uuid NOT NULL,
        ordered_at timestamptz NOT NULL,
        released_at timestamptz,
        bank_frozen_at timestamptz,
        bank_released_at timestamptz
    )
    """,
    """
    CREATE UNIQUE INDEX ix_freeze_holds ON compliance.freeze (about) WHERE released_at IS NULL
    """,
    """
    CREATE TABLE compliance.report (
        id uuid CONSTRAINT pk_report PRIMARY KEY,
        kind text NOT NULL,
        about uuid NOT NULL,
        alert_id uuid CONSTRAINT fk_report_alert_id REFERENCES compliance.alert (id),
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL,
        movements uuid[] NOT NULL,
        reason text NOT NULL,
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        CONSTRAINT ck_report_kind CHECK (kind IN ('large', 'suspicious')),
        CONSTRAINT ck_report_alert_id CHECK ((kind = 'suspicious') = (alert_id IS NOT NULL)),
        CONSTRAINT ck_report_currency CHECK (currency ~ '^[A-Z]{3}$')
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA compliance")
    for statement in TABLES:
        op.execute(statement)
