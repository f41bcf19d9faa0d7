"""The first tables of insight."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1413"
down_revision = "2026_11_22_1412"

TABLES = [
    """
    CREATE TABLE insight.application (
        enterprise_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        product_kind text NOT NULL,
        province char(2) NOT NULL,
        industry text NOT NULL,
        id uuid CONSTRAINT pk_application PRIMARY KEY,
        amount_minor bigint,
        currency char(3) NOT NULL
            CONSTRAINT ck_application_currency CHECK (currency ~ '^[A-Z]{3}$'),
        stage text NOT NULL,
        month date,
        submitted_at timestamptz,
        decided_at timestamptz
    )
    """,
    "CREATE INDEX ix_application_month_province ON insight.application (month, province)",
    """
    CREATE TABLE insight.stage_reached (
        application_id uuid NOT NULL,
        stage text NOT NULL,
        reached_at timestamptz NOT NULL,
        CONSTRAINT pk_stage_reached PRIMARY KEY (application_id, stage)
    )
    """,
    """
    CREATE TABLE insight.loan (
        enterprise_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        product_kind text NOT NULL,
        province char(2) NOT NULL,
        industry text NOT NULL,
        id uuid CONSTRAINT pk_loan PRIMARY KEY,
        application_id uuid NOT NULL,
        principal_minor bigint NOT NULL,
        outstanding_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_loan_currency CHECK (currency ~ '^[A-Z]{3}$'),
        month date NOT NULL,
        opened_on date NOT NULL,
        bucket text NOT NULL CONSTRAINT ck_loan_bucket
            CHECK (bucket IN ('current', 'd1_30', 'd31_60', 'd61_90', 'd90_plus')),
        days_past_due integer NOT NULL,
        closed_on date
    )
    """,
    "CREATE INDEX ix_loan_month_province ON insight.loan (month, province)",
    "CREATE INDEX ix_loan_bucket ON insight.loan (bucket)",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA insight")
    for statement in TABLES:
        op.execute(statement)
