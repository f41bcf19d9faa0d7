"""The first tables of leasing."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0100"
down_revision = "2026_11_29_0030"

TABLES = [
    """
    CREATE TABLE leasing.lease (
        id uuid CONSTRAINT pk_lease PRIMARY KEY
            CONSTRAINT fk_lease_id REFERENCES servicing.loan (id),
        enterprise_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_lease_currency CHECK (currency ~ '^[A-Z]{3}$'),
        in_advance boolean NOT NULL,
        deposit_minor bigint NOT NULL,
        held_minor bigint NOT NULL
            CONSTRAINT ck_lease_held_minor CHECK (held_minor BETWEEN 0 AND deposit_minor),
        hold_number integer NOT NULL,
        residual_minor bigint NOT NULL,
        status text NOT NULL CONSTRAINT ck_lease_status CHECK (status IN ('running', 'ended')),
        ended_on date,
        CONSTRAINT ck_lease_ended_on CHECK ((status = 'ended') = (ended_on IS NOT NULL)),
        CONSTRAINT ck_lease_nothing_held CHECK (status <> 'ended' OR held_minor = 0)
    )
    """,
    "CREATE INDEX ix_lease_held ON leasing.lease (id) WHERE held_minor > 0",
    """
    CREATE TABLE leasing.set_off (
        id uuid CONSTRAINT pk_set_off PRIMARY KEY,
        lease_id uuid NOT NULL CONSTRAINT fk_set_off_lease_id REFERENCES leasing.lease (id),
        kind text NOT NULL CONSTRAINT ck_set_off_kind CHECK (kind IN ('last_payments', 'arrears')),
        day date NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_set_off_currency CHECK (currency ~ '^[A-Z]{3}$'),
        amount_minor bigint NOT NULL CONSTRAINT ck_set_off_amount_minor CHECK (amount_minor > 0),
        failed boolean NOT NULL
    )
    """,
    "CREATE INDEX ix_set_off_lease_id ON leasing.set_off (lease_id)",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA leasing")
    for statement in TABLES:
        op.execute(statement)
