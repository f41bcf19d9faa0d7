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
        CONSTRAINT ck_custody_account_account_no
            CHECK ((status = 'open') = (account_no IS NOT NULL)),
        CONSTRAINT ck_custody_account_reason_code
            CHECK ((status = 'refused') = (reason_code IS NOT NULL))
    )
    """,
    """
    CREATE TABLE payments.payment_order (
        id uuid CONSTRAINT pk_payment_order PRIMARY KEY,
        kind text NOT NULL
            CONSTRAINT ck_payment_order_kind
            CHECK (kind IN ('payout', 'collection', 'top_up', 'withdrawal')),
        payer_id uuid,
        payee_id uuid,
        amount_minor bigint NOT NULL
            CONSTRAINT ck_payment_order_amount_minor CHECK (amount_minor > 0),
        currency char(3) NOT NULL
            CONSTRAINT ck_payment_order_currency CHECK (currency ~ '^[A-Z]{3}$'),
        fee_minor bigint NOT NULL,
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
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA payments")
    for statement in TABLES:
        op.execute(statement)
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.order_note "
        "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
    )
