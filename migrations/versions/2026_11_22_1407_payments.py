"""The first tables of payments."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1407"
down_revision = "2026_11_22_1406"

TABLES = [
    """
    CREATE TABLE payments.custody_account (
        id uuid CONSTRAINT pk_custody_account PRIMARY KEY,
        organisation_id uuid NOT NULL CONSTRAINT uq_custody_account_organisation_id UNIQUE,
        name text NOT NULL,
        status text NOT NULL
            CONSTRAINT ck_custody_account_status CHECK (status IN ('opening', 'open', 'refused')),
        account_no text CONSTRAINT uq_custody_account_account_no UNIQUE,
        reason_code text,
        requested_at timestamptz NOT NULL,
        opened_at timestamptz,
        frozen_by uuid,
        bank_frozen_by uuid,
        bank_told_of uuid,
        CONSTRAINT ck_custody_account_account_no
            CHECK ((status = 'open') = (account_no IS NOT NULL)),
        CONSTRAINT ck_custody_account_reason_code
            CHECK ((status = 'refused') = (reason_code IS NOT NULL))
    )
    """,
    """
    CREATE TABLE payments.payment_batch (
        id uuid CONSTRAINT pk_payment_batch PRIMARY KEY,
        orders integer NOT NULL,
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL
            CONSTRAINT ck_payment_batch_currency CHECK (currency ~ '^[A-Z]{3}$'),
        sent_at timestamptz NOT NULL,
        answered_at timestamptz
    )
    """,
    """
    CREATE TABLE payments.payment_order (
        id uuid CONSTRAINT pk_payment_order PRIMARY KEY,
        kind text NOT NULL
            CONSTRAINT ck_payment_order_kind
            CHECK (kind IN ('payout', 'collection', 'top_up', 'withdrawal',
                'subscription', 'distribution', 'trade', 'share', 'service')),
        payer_id uuid,
        payee_id uuid,
        amount_minor bigint NOT NULL
            CONSTRAINT ck_payment_order_amount_minor CHECK (amount_minor > 0),
        currency char(3) NOT NULL
            CONSTRAINT ck_payment_order_currency CHECK (currency ~ '^[A-Z]{3}$'),
        fee_minor bigint NOT NULL,
        product text,
        reference uuid NOT NULL,
        status text NOT NULL
            CONSTRAINT ck_payment_order_status CHECK (
                status IN ('ordered', 'sent', 'accepted', 'unknown', 'settled', 'failed')
            ),
        reason_code text,
        value_date date NOT NULL,
        attempts smallint NOT NULL,
        asks smallint NOT NULL,
        bank_order_no text,
        batch_id uuid
            CONSTRAINT fk_payment_order_batch_id REFERENCES payments.payment_batch (id),
        ordered_by uuid NOT NULL,
        ordered_at timestamptz NOT NULL,
        sent_at timestamptz,
        ask_at timestamptz,
        ended_at timestamptz,
        settled_on date,
        contradicted_at timestamptz,
        CONSTRAINT ck_payment_order_fee_minor
            CHECK (fee_minor >= 0 AND fee_minor < amount_minor),
        CONSTRAINT ck_payment_order_payer_id CHECK ((payer_id IS NULL) = (kind = 'top_up')),
        CONSTRAINT ck_payment_order_payee_id CHECK ((payee_id IS NULL) = (kind = 'withdrawal')),
        CONSTRAINT ck_payment_order_reason_code
            CHECK ((status = 'failed') = (reason_code IS NOT NULL)),
        CONSTRAINT ck_payment_order_settled_on
            CHECK ((status = 'settled') = (settled_on IS NOT NULL)),
        CONSTRAINT ck_payment_order_ended_at CHECK (
            (status IN ('settled', 'failed')) = (ended_at IS NOT NULL)
            AND (ended_at IS NULL) = (ask_at IS NOT NULL)
        )
    )
    """,
    "CREATE INDEX ix_payment_order_payer_id_id ON payments.payment_order (payer_id, id)",
    "CREATE INDEX ix_payment_order_payee_id_id ON payments.payment_order (payee_id, id)",
    """
    CREATE INDEX ix_payment_order_payer_id_ordered_at
        ON payments.payment_order (payer_id, ordered_at)
    """,
    """
    CREATE INDEX ix_payment_order_payee_id_ordered_at
        ON payments.payment_order (payee_id, ordered_at)
    """,
    "CREATE INDEX ix_payment_order_batch_id ON payments.payment_order (batch_id)",
    "CREATE INDEX ix_payment_order_status_id ON payments.payment_order (status, id)",
    "CREATE INDEX ix_payment_order_reference ON payments.payment_order (reference)",
    """
    CREATE INDEX ix_payment_order_ask_at ON payments.payment_order (ask_at)
        WHERE ask_at IS NOT NULL
    """,
    """
    CREATE TABLE payments.order_note (
        id uuid CONSTRAINT pk_order_note PRIMARY KEY,
        order_id uuid NOT NULL
            CONSTRAINT fk_order_note_order_id REFERENCES payments.payment_order (id),
        kind text NOT NULL,
        effect text NOT NULL,
        says text,
        reason_code text,
        remark text,
        noted_at timestamptz NOT NULL
    )
    """,
    """
    CREATE INDEX ix_order_note_order_id_noted_at ON payments.order_note (order_id, noted_at)
    """,
    """
    CREATE TABLE payments.statement (
        id uuid CONSTRAINT pk_statement PRIMARY KEY,
        number text NOT NULL,
        account_no text NOT NULL,
        sha256 text NOT NULL,
        from_on date NOT NULL,
        to_on date NOT NULL,
        currency char(3) NOT NULL
            CONSTRAINT ck_statement_currency CHECK (currency ~ '^[A-Z]{3}$'),
        opening_minor bigint NOT NULL,
        closing_minor bigint NOT NULL,
        ledger_minor bigint NOT NULL,
        source text NOT NULL
            CONSTRAINT ck_statement_source CHECK (source IN ('upload', 'command', 'bank')),
        imported_by uuid NOT NULL,
        imported_at timestamptz NOT NULL,
        CONSTRAINT ck_statement_period CHECK (from_on <= to_on),
        CONSTRAINT uq_statement_account_no_number UNIQUE (account_no, number),
        CONSTRAINT uq_statement_account_no_to_on UNIQUE (account_no, to_on)
    )
    """,
    """
    CREATE TABLE payments.break_item (
        id uuid CONSTRAINT pk_break_item PRIMARY KEY,
        statement_id uuid NOT NULL
            CONSTRAINT fk_break_item_statement_id REFERENCES payments.statement (id),
        reason text NOT NULL,
        order_id uuid,
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL
            CONSTRAINT ck_break_item_currency CHECK (currency ~ '^[A-Z]{3}$'),
        status text NOT NULL
            CONSTRAINT ck_break_item_status
            CHECK (status IN ('open', 'explained', 'written_off')),
        opened_on date NOT NULL,
        opened_at timestamptz NOT NULL,
        assigned_to uuid,
        closed_at timestamptz,
        closed_by uuid,
        remark text,
        CONSTRAINT ck_break_item_closed_at CHECK ((status = 'open') = (closed_at IS NULL))
    )
    """,
    "CREATE INDEX ix_break_item_status_id ON payments.break_item (status, id)",
    "CREATE INDEX ix_break_item_statement_id_id ON payments.break_item (statement_id, id)",
    "CREATE INDEX ix_break_item_order_id ON payments.break_item (order_id)",
    """
    CREATE TABLE payments.statement_line (
        statement_id uuid NOT NULL
            CONSTRAINT fk_statement_line_statement_id REFERENCES payments.statement (id),
        number integer NOT NULL,
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL
            CONSTRAINT ck_statement_line_currency CHECK (currency ~ '^[A-Z]{3}$'),
        booked_on date NOT NULL,
        value_on date NOT NULL,
        bank_reference text,
        end_to_end text,
        sub_account text,
        kind text,
        text text,
        order_id uuid,
        break_id uuid
            CONSTRAINT fk_statement_line_break_id REFERENCES payments.break_item (id),
        CONSTRAINT pk_statement_line PRIMARY KEY (statement_id, number)
    )
    """,
    "CREATE INDEX ix_statement_line_order_id ON payments.statement_line (order_id)",
    "CREATE INDEX ix_statement_line_break_id ON payments.statement_line (break_id)",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA payments")
    for statement in TABLES:
        op.execute(statement)
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.order_note "
        "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
    )
