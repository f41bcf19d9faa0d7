"""The first tables of services."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0429"
down_revision = "2026_11_29_0421"

CURRENCY = "char(3) NOT NULL CONSTRAINT ck_{0}_currency CHECK (currency ~ '^[A-Z]{{3}}$')"

TABLES = [
    f"""
    CREATE TABLE services.offer (
        id uuid CONSTRAINT pk_offer PRIMARY KEY,
        partner_id uuid NOT NULL,
        kind text NOT NULL CONSTRAINT ck_offer_kind
            CHECK (kind IN ('legal', 'tax', 'accounting', 'valuation')),
        title text NOT NULL,
        description text NOT NULL,
        delivery_days smallint NOT NULL CONSTRAINT ck_offer_delivery_days CHECK (delivery_days > 0),
        valid_from date NOT NULL,
        valid_until date NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        amount_minor bigint NOT NULL CONSTRAINT ck_offer_amount CHECK (amount_minor > 0),
        currency {CURRENCY.format("offer")},
        CONSTRAINT ck_offer_valid_until CHECK (valid_until >= valid_from)
    )
    """,
    "CREATE INDEX ix_offer_partner_id_id ON services.offer (partner_id, id)",
    f"""
    CREATE TABLE services.booking (
        id uuid CONSTRAINT pk_booking PRIMARY KEY,
        offer_id uuid NOT NULL CONSTRAINT fk_booking_offer_id REFERENCES services.offer (id),
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        kind text NOT NULL,
        title text NOT NULL,
        delivery_days smallint NOT NULL,
        wish text NOT NULL,
        status text NOT NULL CONSTRAINT ck_booking_status CHECK (status IN ('ordered', 'accepted',
            'delivered', 'disputed', 'completed', 'resolved', 'refused', 'cancelled', 'lapsed')),
        due_at timestamptz,
        note text,
        objection text,
        ordered_by uuid NOT NULL,
        ordered_at timestamptz NOT NULL,
        delivered_at timestamptz,
        ended_at timestamptz,
        held_minor bigint NOT NULL,
        hold_number smallint NOT NULL,
        payable_minor bigint,
        payment_order_id uuid,
        fee_minor bigint,
        paid_at timestamptz,
        reason_code text,
        amount_minor bigint NOT NULL CONSTRAINT ck_booking_amount CHECK (amount_minor > 0),
        currency {CURRENCY.format("booking")},
        CONSTRAINT ck_booking_held_minor CHECK (held_minor BETWEEN 0 AND amount_minor),
        CONSTRAINT ck_booking_payable_minor CHECK (payable_minor BETWEEN 0 AND amount_minor),
        CONSTRAINT ck_booking_ended_at CHECK ((ended_at IS NULL) = (payable_minor IS NULL)
            AND (ended_at IS NULL) = (status IN ('ordered', 'accepted', 'delivered', 'disputed')))
    )
    """,
    "CREATE INDEX ix_booking_offer_id ON services.booking (offer_id)",
    "CREATE INDEX ix_booking_customer_id_id ON services.booking (customer_id, id)",
    "CREATE INDEX ix_booking_partner_id_id ON services.booking (partner_id, id)",
    "CREATE INDEX ix_booking_due_at ON services.booking (due_at) WHERE due_at IS NOT NULL",
    """
    CREATE TABLE services.paper (
        id uuid CONSTRAINT pk_paper PRIMARY KEY,
        booking_id uuid NOT NULL CONSTRAINT fk_paper_booking_id REFERENCES services.booking (id),
        size bigint NOT NULL,
        sha256 char(64) NOT NULL,
        storage_key text NOT NULL,
        kept_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_paper_booking_id ON services.paper (booking_id)",
    """
    CREATE TABLE services.rating (
        booking_id uuid CONSTRAINT pk_rating PRIMARY KEY
            CONSTRAINT fk_rating_booking_id REFERENCES services.booking (id),
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        title text NOT NULL,
        stars smallint NOT NULL CONSTRAINT ck_rating_stars CHECK (stars BETWEEN 1 AND 5),
        words text NOT NULL,
        rated_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_rating_partner_id ON services.rating (partner_id)",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA services")
    for statement in TABLES:
        op.execute(statement)
