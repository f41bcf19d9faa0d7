"""The first tables of collections."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_1640"
down_revision = "2026_11_22_1414"

TABLES = [
    """
    CREATE TABLE collections.collection_case (
        id uuid CONSTRAINT pk_collection_case PRIMARY KEY,
        loan_id uuid NOT NULL
            CONSTRAINT fk_collection_case_loan_id REFERENCES servicing.loan (id),
        enterprise_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        borrower_name text NOT NULL,
        bucket text NOT NULL,
        days_past_due integer NOT NULL,
        overdue_minor bigint NOT NULL,
        outstanding_minor bigint NOT NULL,
        currency char(3) NOT NULL
            CONSTRAINT ck_collection_case_currency CHECK (currency ~ '^[A-Z]{3}$'),
        state text NOT NULL
            CONSTRAINT ck_collection_case_state CHECK (state IN ('open', 'closed')),
        as_of date NOT NULL,
        opened_on date NOT NULL,
        closed_on date,
        assigned_to uuid,
        last_contact_at timestamptz,
        promised_for date,
        broken_promises smallint NOT NULL DEFAULT 0,
        CONSTRAINT ck_collection_case_closed_on
            CHECK ((state = 'closed') = (closed_on IS NOT NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX uq_collection_case_loan_id ON collections.collection_case (loan_id)
        WHERE state = 'open'
    """,
    """
    CREATE INDEX ix_collection_case_enterprise_id ON collections.collection_case (enterprise_id)
    """,
    """
    CREATE TABLE collections.contact (
        id uuid CONSTRAINT pk_contact PRIMARY KEY,
        case_id uuid NOT NULL
            CONSTRAINT fk_contact_case_id REFERENCES collections.collection_case (id),
        enterprise_id uuid NOT NULL,
        channel text NOT NULL CONSTRAINT ck_contact_channel
            CHECK (channel IN ('call', 'message', 'visit', 'letter')),
        result text NOT NULL,
        note text NOT NULL,
        at timestamptz NOT NULL,
        made_by uuid NOT NULL
    )
    """,
    "CREATE INDEX ix_contact_case_id_at ON collections.contact (case_id, at)",
    "CREATE INDEX ix_contact_enterprise_id_at ON collections.contact (enterprise_id, at)",
    """
    CREATE TABLE collections.promise (
        id uuid CONSTRAINT pk_promise PRIMARY KEY,
        case_id uuid NOT NULL
            CONSTRAINT fk_promise_case_id REFERENCES collections.collection_case (id),
        amount_minor bigint NOT NULL CONSTRAINT ck_promise_amount_minor CHECK (amount_minor > 0),
        currency char(3) NOT NULL CONSTRAINT ck_promise_currency CHECK (currency ~ '^[A-Z]{3}$'),
        promised_for date NOT NULL,
        state text NOT NULL
            CONSTRAINT ck_promise_state CHECK (state IN ('open', 'kept', 'broken', 'lapsed')),
        made_on date NOT NULL,
        made_at timestamptz NOT NULL,
        made_by uuid NOT NULL,
        decided_on date,
        paid_minor bigint NOT NULL DEFAULT 0,
        CONSTRAINT ck_promise_decided_on CHECK ((state = 'open') = (decided_on IS NULL))
    )
    """,
    "CREATE UNIQUE INDEX uq_promise_case_id ON collections.promise (case_id) WHERE state = 'open'",
    "CREATE INDEX ix_promise_case ON collections.promise (case_id)",
    """
    CREATE TABLE collections.disposal (
        id uuid CONSTRAINT pk_disposal PRIMARY KEY,
        loan_id uuid NOT NULL CONSTRAINT fk_disposal_loan_id REFERENCES servicing.loan (id),
        borrower_name text NOT NULL,
        kind text NOT NULL CONSTRAINT ck_disposal_kind CHECK (
            kind IN ('extension', 'restructuring', 'collateral', 'litigation', 'write_off')),
        state text NOT NULL
            CONSTRAINT ck_disposal_state CHECK (state IN ('open', 'done', 'abandoned')),
        opened_on date NOT NULL,
        opened_by uuid NOT NULL,
        closed_on date,
        claim_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_disposal_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT ck_disposal_closed_on CHECK ((state = 'open') = (closed_on IS NULL))
    )
    """,
    "CREATE INDEX ix_disposal_loan_id ON collections.disposal (loan_id)",
    """
    CREATE UNIQUE INDEX uq_disposal_loan_id_kind ON collections.disposal (loan_id, kind)
        WHERE state = 'open'
    """,
    """
    CREATE TABLE collections.disposal_step (
        disposal_id uuid NOT NULL
            CONSTRAINT fk_disposal_step_disposal_id REFERENCES collections.disposal (id),
        number smallint NOT NULL,
        document text NOT NULL,
        note text NOT NULL,
        done_at timestamptz NOT NULL,
        done_by uuid NOT NULL,
        CONSTRAINT pk_disposal_step PRIMARY KEY (disposal_id, number)
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA collections")
    for statement in TABLES:
        op.execute(statement)
