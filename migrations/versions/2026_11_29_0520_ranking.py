"""The first tables of ranking."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0520"
down_revision = "2026_11_29_0429"

TABLES = [
    """
    CREATE TABLE ranking.ranking (
        id uuid CONSTRAINT pk_ranking PRIMARY KEY,
        number integer NOT NULL CONSTRAINT uq_ranking_number UNIQUE,
        trees jsonb NOT NULL,
        figures jsonb NOT NULL,
        made_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE ranking.experiment (
        id uuid CONSTRAINT pk_experiment PRIMARY KEY,
        number integer NOT NULL CONSTRAINT fk_experiment_number REFERENCES ranking.ranking (number),
        share numeric NOT NULL CONSTRAINT ck_experiment_share CHECK (share > 0 AND share <= 1),
        asked_by uuid NOT NULL,
        approved_by uuid NOT NULL,
        started_at timestamptz NOT NULL,
        stopped_at timestamptz,
        stop_code text,
        stop_reason text,
        CONSTRAINT ck_experiment_four_eyes CHECK (asked_by <> approved_by),
        CONSTRAINT ck_experiment_stop_code CHECK ((stopped_at IS NULL) = (stop_code IS NULL))
    )
    """,
    "CREATE INDEX ix_experiment_number ON ranking.experiment (number)",
    """
    CREATE UNIQUE INDEX uq_experiment_running ON ranking.experiment (stopped_at)
        NULLS NOT DISTINCT WHERE stopped_at IS NULL
    """,
    """
    CREATE TABLE ranking.showing (
        id uuid CONSTRAINT pk_showing PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        shown_on date NOT NULL,
        wish text NOT NULL,
        priority text,
        experiment_id uuid
            CONSTRAINT fk_showing_experiment_id REFERENCES ranking.experiment (id),
        arm text NOT NULL CONSTRAINT ck_showing_arm CHECK (arm IN ('rules', 'learned')),
        offers jsonb NOT NULL,
        shown_at timestamptz NOT NULL,
        CONSTRAINT ck_showing_experiment_id CHECK (arm = 'rules' OR experiment_id IS NOT NULL)
    )
    """,
    """
    CREATE UNIQUE INDEX ix_showing_enterprise_id_shown_on_wish
        ON ranking.showing (enterprise_id, shown_on, wish)
    """,
    "CREATE INDEX ix_showing_experiment_id ON ranking.showing (experiment_id)",
    """
    CREATE TABLE ranking.outcome (
        application_id uuid CONSTRAINT pk_outcome PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        product_id uuid,
        showing_id uuid CONSTRAINT fk_outcome_showing_id REFERENCES ranking.showing (id),
        opened_at timestamptz,
        applied_at timestamptz,
        approved_at timestamptz,
        refused_at timestamptz,
        funded_at timestamptz
    )
    """,
    "CREATE INDEX ix_outcome_showing_id ON ranking.outcome (showing_id)",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA ranking")
    for statement in TABLES:
        op.execute(statement)
