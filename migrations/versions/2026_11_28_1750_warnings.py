"""The first tables of warnings."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_1750"
down_revision = "2026_11_28_1745"

TABLES = [
    """
    CREATE TABLE warnings.warning_case (
        id uuid CONSTRAINT pk_warning_case PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        level text NOT NULL,
        state text NOT NULL,
        owner_id uuid,
        opened_at timestamptz NOT NULL,
        levelled_at timestamptz NOT NULL,
        next_step text,
        due_at timestamptz,
        escalated_step text,
        escalated_at timestamptz,
        closed_at timestamptz,
        closed_by uuid,
        closing_reason text,
        CONSTRAINT ck_warning_case_level CHECK (level IN ('red', 'yellow', 'blue')),
        CONSTRAINT ck_warning_case_state CHECK (state IN ('open', 'closed')),
        CONSTRAINT ck_warning_case_closed_at
            CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
        CONSTRAINT ck_warning_case_due_at CHECK ((next_step IS NULL) = (due_at IS NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX uq_warning_case_enterprise_id ON warnings.warning_case (enterprise_id)
        WHERE state = 'open'
    """,
    """
    CREATE INDEX ix_warning_case_due_at ON warnings.warning_case (due_at) WHERE state = 'open'
    """,
    """
    CREATE TABLE warnings.signal (
        id uuid CONSTRAINT pk_signal PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        sign text NOT NULL,
        size numeric(12, 4) NOT NULL,
        level text,
        case_id uuid CONSTRAINT fk_signal_case_id REFERENCES warnings.warning_case (id),
        seen_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_signal_sign_seen_at ON warnings.signal (sign, seen_at)",
    "CREATE INDEX ix_signal_case_id ON warnings.signal (case_id)",
    """
    CREATE TABLE warnings.step_done (
        case_id uuid NOT NULL
            CONSTRAINT fk_step_done_case_id REFERENCES warnings.warning_case (id),
        step text NOT NULL,
        note text NOT NULL,
        done_by uuid NOT NULL,
        done_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        CONSTRAINT pk_step_done PRIMARY KEY (case_id, step)
    )
    """,
    """
    CREATE TABLE warnings.watched (
        enterprise_id uuid CONSTRAINT pk_watched PRIMARY KEY,
        score numeric(6, 0),
        net_assets numeric(20, 2),
        troubled_at timestamptz
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA warnings")
    for statement in TABLES:
        op.execute(statement)
