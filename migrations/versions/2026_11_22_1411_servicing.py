"""The first tables of servicing."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1411"
down_revision = "2026_11_22_1410"

TABLES = [
    """
    CREATE TABLE servicing.loan (
        id uuid CONSTRAINT pk_loan PRIMARY KEY
            CONSTRAINT fk_loan_id REFERENCES contracts.contract (id),
        application_id uuid NOT NULL,
        enterprise_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        borrower_name text NOT NULL,
        lender_name text NOT NULL,
        region_code text NOT NULL,
        product_kind text NOT NULL,
        product_name text NOT NULL,
        principal_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_loan_currency CHECK (currency ~ '^[A-Z]{3}$'),
        yearly_rate numeric NOT NULL,
        day_count text NOT NULL,
        term_months smallint NOT NULL,
        method text NOT NULL,
        penalty_daily_rate numeric NOT NULL,
        prepayment_fee_rate numeric NOT NULL,
        allocation text[] NOT NULL,
        opened_on date NOT NULL,
        last_due_on date NOT NULL,
        status text NOT NULL CONSTRAINT ck_loan_status CHECK (status IN ('active', 'closed')),
        outstanding_minor bigint NOT NULL CONSTRAINT ck_loan_outstanding_minor
            CHECK (outstanding_minor BETWEEN 0 AND principal_minor),
        late_since date,
        bucket text NOT NULL CONSTRAINT ck_loan_bucket
            CHECK (bucket IN ('current', 'd1_30', 'd31_60', 'd61_90', 'd90_plus')),
        closed_on date,
        CONSTRAINT ck_loan_closed_on CHECK ((status = 'closed') = (closed_on IS NOT NULL)),
        CONSTRAINT ck_loan_nothing_left CHECK (status <> 'closed' OR outstanding_minor = 0),
        CONSTRAINT ck_loan_late_since CHECK ((bucket = 'current') = (late_since IS NULL))
    )
    """,
    "CREATE INDEX ix_loan_enterprise_id_id ON servicing.loan (enterprise_id, id)",
    "CREATE INDEX ix_loan_institution_id_id ON servicing.loan (institution_id, id)",
    "CREATE INDEX ix_loan_bucket_id ON servicing.loan (bucket, id)",
    """
    CREATE TABLE servicing.instalment (
        loan_id uuid NOT NULL CONSTRAINT fk_instalment_loan_id REFERENCES servicing.loan (id),
        number smallint NOT NULL,
        starts_on date NOT NULL,
        due_on date NOT NULL,
        principal_minor bigint NOT NULL,
        interest_minor bigint NOT NULL,
        balance_minor bigint NOT NULL,
        currency char(3) NOT NULL
            CONSTRAINT ck_instalment_currency CHECK (currency ~ '^[A-Z]{3}$'),
        principal_paid_minor bigint NOT NULL DEFAULT 0,
        interest_paid_minor bigint NOT NULL DEFAULT 0,
        interest_cancelled_minor bigint NOT NULL DEFAULT 0,
        penalty_exact numeric NOT NULL DEFAULT 0,
        penalty_paid_minor bigint NOT NULL DEFAULT 0,
        penalty_through date,
        noticed_on date,
        paid_on date,
        CONSTRAINT pk_instalment PRIMARY KEY (loan_id, number),
        CONSTRAINT ck_instalment_paid CHECK (
            principal_paid_minor BETWEEN 0 AND principal_minor
            AND interest_paid_minor + interest_cancelled_minor BETWEEN 0 AND interest_minor
            AND interest_cancelled_minor >= 0 AND penalty_paid_minor >= 0),
        CONSTRAINT ck_instalment_paid_on CHECK (
            paid_on IS NULL OR (principal_paid_minor = principal_minor
            AND interest_paid_minor + interest_cancelled_minor = interest_minor))
    )
    """,
    """
    CREATE INDEX ix_instalment_unpaid_due_on ON servicing.instalment (due_on, loan_id)
        WHERE paid_on IS NULL
    """,
    """
    CREATE TABLE servicing.repayment (
        id uuid CONSTRAINT pk_repayment PRIMARY KEY,
        loan_id uuid NOT NULL CONSTRAINT fk_repayment_loan_id REFERENCES servicing.loan (id),
        kind text NOT NULL
            CONSTRAINT ck_repayment_kind CHECK (kind IN ('instalment', 'arrears', 'payoff')),
        status text NOT NULL
            CONSTRAINT ck_repayment_status CHECK (status IN ('ordered', 'applied', 'failed')),
        amount_minor bigint NOT NULL
            CONSTRAINT ck_repayment_amount_minor CHECK (amount_minor > 0),
        currency char(3) NOT NULL
            CONSTRAINT ck_repayment_currency CHECK (currency ~ '^[A-Z]{3}$'),
        ordered_on date NOT NULL,
        ordered_by uuid NOT NULL,
        ordered_at timestamptz NOT NULL,
        ended_at timestamptz,
        principal_minor bigint NOT NULL DEFAULT 0,
        interest_minor bigint NOT NULL DEFAULT 0,
        penalty_minor bigint NOT NULL DEFAULT 0,
        fee_minor bigint NOT NULL DEFAULT 0,
        reason_code text,
        CONSTRAINT ck_repayment_ended_at CHECK ((status = 'ordered') = (ended_at IS NULL)),
        CONSTRAINT ck_repayment_adds_up CHECK (
            status <> 'applied'
            OR principal_minor + interest_minor + penalty_minor + fee_minor = amount_minor)
    )
    """,
    "CREATE INDEX ix_repayment_loan_id_id ON servicing.repayment (loan_id, id)",
    """
    CREATE UNIQUE INDEX uq_repayment_ordered_loan_id ON servicing.repayment (loan_id)
        WHERE status = 'ordered'
    """,
    """
    CREATE TABLE servicing.day_run (
        business_date date CONSTRAINT pk_day_run PRIMARY KEY,
        ran_at timestamptz NOT NULL,
        late_loans integer NOT NULL,
        accrued_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_day_run_currency CHECK (currency ~ '^[A-Z]{3}$')
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA servicing")
    for statement in TABLES:
        op.execute(statement)
