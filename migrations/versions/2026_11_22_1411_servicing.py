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
        number text NOT NULL,
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
        structure jsonb NOT NULL DEFAULT '{}',
        reprices_on date,
        opened_on date NOT NULL,
        last_due_on date NOT NULL,
        status text NOT NULL
            CONSTRAINT ck_loan_status CHECK (status IN ('active', 'closed', 'written_off')),
        outstanding_minor bigint NOT NULL CONSTRAINT ck_loan_outstanding_minor
            CHECK (outstanding_minor BETWEEN 0 AND principal_minor),
        written_off_minor bigint NOT NULL DEFAULT 0 CONSTRAINT ck_loan_written_off_minor
            CHECK (written_off_minor BETWEEN 0 AND principal_minor),
        written_off_on date,
        late_since date,
        bucket text NOT NULL CONSTRAINT ck_loan_bucket
            CHECK (bucket IN ('current', 'd1_30', 'd31_60', 'd61_90', 'd90_plus')),
        closed_on date,
        CONSTRAINT ck_loan_closed_on CHECK ((status = 'closed') = (closed_on IS NOT NULL)),
        CONSTRAINT ck_loan_nothing_left
            CHECK (status <> 'closed' OR outstanding_minor + written_off_minor = 0),
        CONSTRAINT ck_loan_out_of_the_books
            CHECK (status <> 'written_off' OR outstanding_minor = 0),
        CONSTRAINT ck_loan_late_since CHECK ((bucket = 'current') = (late_since IS NULL))
    )
    """,
    "CREATE INDEX ix_loan_enterprise_id_id ON servicing.loan (enterprise_id, id)",
    "CREATE INDEX ix_loan_institution_id_id ON servicing.loan (institution_id, id)",
    "CREATE INDEX ix_loan_bucket_id ON servicing.loan (bucket, id)",
    "CREATE INDEX ix_loan_institution_id_number ON servicing.loan (institution_id, number)",
    """
    CREATE INDEX ix_loan_repricing ON servicing.loan (reprices_on, id) WHERE status = 'active'
    """,
    """
    CREATE TABLE servicing.instalment (
        loan_id uuid NOT NULL CONSTRAINT fk_instalment_loan_id REFERENCES servicing.loan (id),
        number smallint NOT NULL,
        starts_on date NOT NULL,
        due_on date NOT NULL,
        principal_minor bigint NOT NULL,
        interest_minor bigint NOT NULL,
        carried_minor bigint NOT NULL DEFAULT 0
            CONSTRAINT ck_instalment_carried_minor
                CHECK (carried_minor BETWEEN 0 AND interest_minor),
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
            CONSTRAINT ck_repayment_kind
                CHECK (kind IN ('instalment', 'arrears', 'payoff', 'prepayment')),
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
        effect text,
        reason_code text,
        CONSTRAINT ck_repayment_ended_at CHECK ((status = 'ordered') = (ended_at IS NULL))
    )
    """,
    "CREATE INDEX ix_repayment_loan_id_id ON servicing.repayment (loan_id, id)",
    """
    CREATE UNIQUE INDEX uq_repayment_ordered_loan_id ON servicing.repayment (loan_id)
        WHERE status = 'ordered'
    """,
    """
    CREATE TABLE servicing.fact (
        id uuid CONSTRAINT pk_fact PRIMARY KEY,
        loan_id uuid NOT NULL CONSTRAINT fk_fact_loan_id REFERENCES servicing.loan (id),
        kind text NOT NULL,
        counts_on date NOT NULL,
        content jsonb NOT NULL,
        reason text NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        cancelled_at timestamptz,
        cancelled_by uuid,
        currency char(3) NOT NULL CONSTRAINT ck_fact_currency CHECK (currency ~ '^[A-Z]{3}$'),
        principal_minor bigint NOT NULL,
        interest_minor bigint NOT NULL,
        penalty_minor bigint NOT NULL,
        fee_minor bigint NOT NULL,
        revision integer NOT NULL,
        CONSTRAINT ck_fact_cancelled CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL)),
        CONSTRAINT ck_fact_parts
            CHECK (least(principal_minor, interest_minor, penalty_minor, fee_minor) >= 0)
    )
    """,
    "CREATE INDEX ix_fact_loan_id_counts_on_id ON servicing.fact (loan_id, counts_on, id)",
]

# The end of day. The partitions of accrual, penalty and standing lie in a schema of their own.
DAYS = [
    """
    CREATE TABLE servicing.business_day (
        day date CONSTRAINT pk_business_day PRIMARY KEY,
        state text NOT NULL
            CONSTRAINT ck_business_day_state CHECK (state IN ('open', 'running', 'closed')),
        is_workday boolean NOT NULL,
        opened_at timestamptz NOT NULL,
        started_at timestamptz,
        started_by uuid,
        closed_at timestamptz,
        CONSTRAINT ck_business_day_started_at CHECK ((state = 'open') = (started_at IS NULL)),
        CONSTRAINT ck_business_day_closed_at CHECK ((state = 'closed') = (closed_at IS NOT NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX uq_business_day_not_closed ON servicing.business_day ((true))
        WHERE state <> 'closed'
    """,
    """
    CREATE TABLE servicing.day_phase (
        day date NOT NULL
            CONSTRAINT fk_day_phase_day REFERENCES servicing.business_day (day),
        phase text NOT NULL,
        attempts smallint NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        millis integer,
        rows bigint,
        amount_minor bigint,
        currency char(3),
        CONSTRAINT pk_day_phase PRIMARY KEY (day, phase),
        CONSTRAINT ck_day_phase_finished_at
            CHECK (num_nulls(finished_at, millis, rows) IN (0, 3)),
        CONSTRAINT ck_day_phase_amount_minor CHECK ((amount_minor IS NULL) = (currency IS NULL))
    )
    """,
    """
    CREATE TABLE servicing.accrual (
        business_date date NOT NULL,
        loan_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        currency char(3) NOT NULL,
        earned_minor bigint NOT NULL,
        paid_minor bigint NOT NULL,
        interest_minor bigint NOT NULL,
        CONSTRAINT pk_accrual PRIMARY KEY (business_date, loan_id)
    ) PARTITION BY LIST (business_date)
    """,
    """
    CREATE TABLE servicing.penalty (
        business_date date NOT NULL,
        loan_id uuid NOT NULL,
        number smallint NOT NULL,
        institution_id uuid NOT NULL,
        currency char(3) NOT NULL,
        principal_minor bigint NOT NULL,
        days integer NOT NULL,
        accrued_exact numeric NOT NULL,
        accrued_minor bigint NOT NULL,
        paid_minor bigint NOT NULL,
        penalty_minor bigint NOT NULL,
        CONSTRAINT pk_penalty PRIMARY KEY (business_date, loan_id, number)
    ) PARTITION BY LIST (business_date)
    """,
    """
    CREATE TABLE servicing.standing (
        business_date date NOT NULL,
        loan_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        currency char(3) NOT NULL,
        outstanding_minor bigint NOT NULL,
        exposure_minor bigint NOT NULL,
        days_past_due integer NOT NULL,
        bucket text NOT NULL,
        category text NOT NULL,
        allowance_minor bigint NOT NULL,
        CONSTRAINT pk_standing PRIMARY KEY (business_date, loan_id)
    ) PARTITION BY LIST (business_date)
    """,
    """
    CREATE TABLE servicing.valuation (
        business_date date NOT NULL
            CONSTRAINT fk_valuation_business_date REFERENCES servicing.business_day (day),
        kind text NOT NULL
            CONSTRAINT ck_valuation_kind CHECK (kind IN ('interest', 'penalty', 'allowance')),
        institution_id uuid NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_valuation_currency CHECK (currency ~ '^[A-Z]{3}$'),
        loans integer NOT NULL,
        stock_minor bigint NOT NULL,
        change_minor bigint NOT NULL,
        reference text CONSTRAINT uq_valuation_reference UNIQUE,
        CONSTRAINT pk_valuation PRIMARY KEY (business_date, kind, institution_id, currency),
        CONSTRAINT ck_valuation_reference CHECK ((change_minor = 0) = (reference IS NULL))
    )
    """,
    """
    CREATE TABLE servicing.revaluation (
        id uuid CONSTRAINT pk_revaluation PRIMARY KEY,
        loan_id uuid NOT NULL
            CONSTRAINT fk_revaluation_loan_id REFERENCES servicing.loan (id),
        institution_id uuid NOT NULL,
        kind text NOT NULL
            CONSTRAINT ck_revaluation_kind CHECK (kind IN ('interest', 'penalty')),
        currency char(3) NOT NULL
            CONSTRAINT ck_revaluation_currency CHECK (currency ~ '^[A-Z]{3}$'),
        change_minor bigint NOT NULL
            CONSTRAINT ck_revaluation_change_minor CHECK (change_minor <> 0),
        day date NOT NULL,
        reference text NOT NULL,
        valued_on date
    )
    """,
    """
    CREATE INDEX ix_revaluation_open ON servicing.revaluation (loan_id, kind)
        WHERE valued_on IS NULL
    """,
    """
    CREATE TABLE servicing.roll (
        business_date date NOT NULL
            CONSTRAINT fk_roll_business_date REFERENCES servicing.business_day (day),
        from_bucket text NOT NULL,
        to_bucket text NOT NULL,
        since date NOT NULL,
        loans integer NOT NULL,
        outstanding_minor bigint NOT NULL,
        CONSTRAINT pk_roll PRIMARY KEY (business_date, from_bucket, to_bucket)
    )
    """,
    """
    CREATE TABLE servicing.vintage (
        business_date date NOT NULL
            CONSTRAINT fk_vintage_business_date REFERENCES servicing.business_day (day),
        opened_month date NOT NULL,
        loans integer NOT NULL,
        principal_minor bigint NOT NULL,
        late_minor bigint NOT NULL,
        bad_minor bigint NOT NULL,
        CONSTRAINT pk_vintage PRIMARY KEY (business_date, opened_month)
    )
    """,
    """
    CREATE TABLE servicing.demand (
        loan_id uuid NOT NULL CONSTRAINT fk_demand_loan_id REFERENCES servicing.loan (id),
        number smallint NOT NULL,
        due_on date NOT NULL,
        demanded_on date NOT NULL,
        principal_minor bigint NOT NULL,
        interest_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_demand_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT pk_demand PRIMARY KEY (loan_id, number)
    )
    """,
    """
    CREATE TABLE servicing.direct_debit_mandate (
        loan_id uuid CONSTRAINT pk_direct_debit_mandate PRIMARY KEY
            CONSTRAINT fk_direct_debit_mandate_loan_id REFERENCES servicing.loan (id),
        given_by uuid NOT NULL,
        given_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE servicing.direct_debit (
        id uuid CONSTRAINT pk_direct_debit PRIMARY KEY,
        loan_id uuid NOT NULL CONSTRAINT fk_direct_debit_loan_id REFERENCES servicing.loan (id),
        day date NOT NULL,
        state text NOT NULL
            CONSTRAINT ck_direct_debit_state CHECK (state IN ('planned', 'ordered', 'refused')),
        reason_code text,
        CONSTRAINT ck_direct_debit_reason_code
            CHECK ((state = 'refused') = (reason_code IS NOT NULL))
    )
    """,
    "CREATE UNIQUE INDEX ix_direct_debit_loan_id_day ON servicing.direct_debit (loan_id, day)",
    "CREATE INDEX ix_direct_debit_planned ON servicing.direct_debit (id) WHERE state = 'planned'",
    """
    CREATE TABLE servicing.classification (
        loan_id uuid CONSTRAINT pk_classification PRIMARY KEY
            CONSTRAINT fk_classification_loan_id REFERENCES servicing.loan (id),
        category text NOT NULL CONSTRAINT ck_classification_category CHECK (
            category IN ('normal', 'special_mention', 'substandard', 'doubtful', 'loss')),
        cause text NOT NULL,
        since date NOT NULL
    )
    """,
    """
    CREATE TABLE servicing.loan_trigger (
        id uuid CONSTRAINT pk_loan_trigger PRIMARY KEY,
        loan_id uuid NOT NULL CONSTRAINT fk_loan_trigger_loan_id REFERENCES servicing.loan (id),
        kind text NOT NULL,
        note text NOT NULL,
        noted_on date NOT NULL,
        noted_by uuid NOT NULL,
        lifted_on date,
        lifted_by uuid,
        CONSTRAINT ck_loan_trigger_lifted_on CHECK ((lifted_on IS NULL) = (lifted_by IS NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX uq_loan_trigger_loan_id_kind ON servicing.loan_trigger (loan_id, kind)
        WHERE lifted_on IS NULL
    """,
    """
    CREATE TABLE servicing.category_override (
        id uuid CONSTRAINT pk_category_override PRIMARY KEY,
        loan_id uuid NOT NULL
            CONSTRAINT fk_category_override_loan_id REFERENCES servicing.loan (id),
        category text NOT NULL CONSTRAINT ck_category_override_category CHECK (
            category IN ('normal', 'special_mention', 'substandard', 'doubtful', 'loss')),
        reason text NOT NULL CONSTRAINT ck_category_override_reason CHECK (reason <> ''),
        asked_by uuid NOT NULL,
        approved_by uuid NOT NULL,
        since date NOT NULL,
        lifted_on date,
        CONSTRAINT ck_category_override_four_eyes CHECK (approved_by <> asked_by)
    )
    """,
    """
    CREATE UNIQUE INDEX uq_category_override_loan_id ON servicing.category_override (loan_id)
        WHERE lifted_on IS NULL
    """,
    """
    CREATE TABLE servicing.classification_change (
        loan_id uuid NOT NULL
            CONSTRAINT fk_classification_change_loan_id REFERENCES servicing.loan (id),
        day date NOT NULL,
        former text NOT NULL,
        category text NOT NULL,
        cause text NOT NULL,
        days_past_due integer NOT NULL,
        CONSTRAINT pk_classification_change PRIMARY KEY (loan_id, day),
        CONSTRAINT ck_classification_change_category CHECK (former <> category)
    )
    """,
]

ATTACHING = [
    """
    CREATE FUNCTION servicing.attach_day(target text, part text, day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
    BEGIN
        IF target NOT IN ('accrual', 'penalty', 'standing') OR part <> format(
            '%s_%s', target, to_char(day, 'YYYYMMDD')
        ) THEN
            RAISE EXCEPTION '% is no partition of %', part, target;
        END IF;
        EXECUTE format('ALTER TABLE servicing_days.%I OWNER TO CURRENT_USER', part);
        EXECUTE format('REVOKE ALL ON servicing_days.%I FROM rongqu_platform', part);
        EXECUTE format('GRANT SELECT ON servicing_days.%I TO rongqu_platform', part);
        EXECUTE format(
            'ALTER TABLE servicing.%I ATTACH PARTITION servicing_days.%I FOR VALUES IN (%L)',
            target, part, day
        );
        EXECUTE format('ANALYZE servicing_days.%I', part);
    END
    $$
    """,
    "REVOKE EXECUTE ON FUNCTION servicing.attach_day FROM PUBLIC",
    "GRANT USAGE, CREATE ON SCHEMA servicing_days TO rongqu_platform",
]
"""A day is built by whoever ends it, and belongs to the owner then: it cannot be changed."""


def upgrade() -> None:
    op.execute("CREATE SCHEMA servicing")
    op.execute("CREATE SCHEMA servicing_days")
    for statement in [*TABLES, *DAYS, *ATTACHING]:
        op.execute(statement)
