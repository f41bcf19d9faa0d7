"""The first tables of exits."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0421"
down_revision = "2026_11_29_0420"

CURRENCY = "char(3) NOT NULL CONSTRAINT ck_{0}_currency CHECK (currency ~ '^[A-Z]{{3}}$')"

TABLES = [
    f"""
    CREATE TABLE exits.exit (
        id uuid CONSTRAINT pk_exit PRIMARY KEY,
        offering_id uuid NOT NULL,
        issuer_id uuid NOT NULL,
        kind text NOT NULL CONSTRAINT ck_exit_kind CHECK (
            kind IN ('buy_back', 'control', 'liquidation')
        ),
        why text NOT NULL,
        currency {CURRENCY.format("exit")},
        price numeric(7, 6),
        proceeds_minor bigint,
        units_minor bigint NOT NULL,
        amount_minor bigint NOT NULL,
        lines jsonb NOT NULL,
        hold_id uuid,
        status text NOT NULL CONSTRAINT ck_exit_status CHECK (
            status IN ('asking', 'approving', 'paying', 'done', 'lapsed')
        ),
        lapse text,
        proposed_by uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        closes_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT ck_exit_amounts CHECK (units_minor > 0 AND amount_minor >= 0),
        CONSTRAINT ck_exit_price CHECK ((kind = 'buy_back') = (price IS NOT NULL)),
        CONSTRAINT ck_exit_proceeds_minor CHECK ((kind = 'buy_back') = (proceeds_minor IS NULL)),
        CONSTRAINT ck_exit_ended_at CHECK (
            (status IN ('done', 'lapsed')) = (ended_at IS NOT NULL)
        )
    )
    """,
    """
    CREATE UNIQUE INDEX ix_exit_under_way ON exits.exit (offering_id)
    WHERE status IN ('asking', 'approving', 'paying')
    """,
    "CREATE INDEX ix_exit_offering_id_id ON exits.exit (offering_id, id)",
    "CREATE INDEX ix_exit_closes_at ON exits.exit (closes_at) WHERE status = 'asking'",
    f"""
    CREATE TABLE exits.answer (
        exit_id uuid NOT NULL CONSTRAINT fk_answer_exit_id REFERENCES exits.exit (id),
        investor_id uuid NOT NULL,
        currency {CURRENCY.format("answer")},
        units_minor bigint NOT NULL CONSTRAINT ck_answer_units_minor CHECK (units_minor > 0),
        accepts boolean,
        answered_by uuid,
        answered_at timestamptz,
        is_counted boolean NOT NULL,
        CONSTRAINT pk_answer PRIMARY KEY (exit_id, investor_id),
        CONSTRAINT ck_answer_answered_at CHECK ((accepts IS NULL) = (answered_at IS NULL))
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA exits")
    for statement in TABLES:
        op.execute(statement)
