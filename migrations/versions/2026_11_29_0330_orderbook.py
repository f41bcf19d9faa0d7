"""The first table of the order book."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0330"
down_revision = "2026_11_29_0320"

TABLES = [
    """
    CREATE TABLE orderbook.bid (
        id uuid CONSTRAINT pk_bid PRIMARY KEY,
        investor_id uuid NOT NULL,
        offering_id uuid,
        highest_class smallint,
        least_rate numeric(7, 6),
        most_months smallint,
        kinds jsonb,
        currency char(3) NOT NULL CONSTRAINT ck_bid_currency CHECK (currency ~ '^[A-Z]{3}$'),
        amount_minor bigint NOT NULL,
        left_minor bigint NOT NULL,
        highest_price numeric NOT NULL CONSTRAINT ck_bid_highest_price CHECK (highest_price > 0),
        hold_id uuid NOT NULL,
        status text NOT NULL CONSTRAINT ck_bid_status CHECK (
            status IN ('open', 'filled', 'withdrawn', 'expired')
        ),
        passed text,
        placed_by uuid NOT NULL,
        placed_at timestamptz NOT NULL,
        expires_on date NOT NULL,
        ended_at timestamptz,
        CONSTRAINT ck_bid_ended_at CHECK ((status = 'open') = (ended_at IS NULL)),
        CONSTRAINT ck_bid_left_minor CHECK (left_minor BETWEEN 0 AND amount_minor),
        CONSTRAINT ck_bid_wanted CHECK (
            (offering_id IS NULL) = (highest_class IS NOT NULL AND least_rate IS NOT NULL
            AND most_months IS NOT NULL AND kinds IS NOT NULL)
        )
    )
    """,
    "CREATE INDEX ix_bid_investor_id ON orderbook.bid (investor_id)",
    """
    CREATE INDEX ix_bid_highest_price_placed_at ON orderbook.bid (highest_price, placed_at)
    WHERE status = 'open'
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA orderbook")
    for statement in TABLES:
        op.execute(statement)
