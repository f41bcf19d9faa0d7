"""What outreach keeps: endpoints of partners, messages, deliveries and their attempts."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_1720"
down_revision = "2026_11_28_1734"

TABLES = [
    """
    CREATE TABLE outreach.endpoint (
        id uuid CONSTRAINT pk_endpoint PRIMARY KEY,
        organisation_id uuid NOT NULL,
        url text NOT NULL,
        description text NOT NULL,
        event_names text[] NOT NULL,
        state text NOT NULL
            CONSTRAINT ck_endpoint_state CHECK (state IN ('active', 'paused', 'disabled')),
        failing_since timestamptz,
        secret bytea NOT NULL,
        former_secret bytea,
        former_secret_ends_at timestamptz,
        created_at timestamptz NOT NULL,
        closed_at timestamptz
    )
    """,
    "CREATE INDEX ix_endpoint_organisation_id ON outreach.endpoint (organisation_id)",
    """
    CREATE TABLE outreach.message (
        id uuid CONSTRAINT pk_message PRIMARY KEY,
        event_name text NOT NULL,
        occurred_at timestamptz NOT NULL,
        body bytea NOT NULL
    )
    """,
    """
    CREATE TABLE outreach.delivery (
        id uuid CONSTRAINT pk_delivery PRIMARY KEY,
        endpoint_id uuid NOT NULL
            CONSTRAINT fk_delivery_endpoint_id REFERENCES outreach.endpoint (id),
        message_id uuid NOT NULL
            CONSTRAINT fk_delivery_message_id REFERENCES outreach.message (id),
        state text NOT NULL CONSTRAINT ck_delivery_state
            CHECK (state IN ('queued', 'held', 'delivered', 'failed')),
        attempts integer NOT NULL,
        tries integer NOT NULL,
        next_at timestamptz,
        settled_at timestamptz,
        CONSTRAINT ck_delivery_next_at CHECK ((state = 'queued') = (next_at IS NOT NULL))
    )
    """,
    "CREATE INDEX ix_delivery_message_id ON outreach.delivery (message_id)",
    """
    CREATE UNIQUE INDEX ix_delivery_endpoint_id_message_id
        ON outreach.delivery (endpoint_id, message_id)
    """,
    """
    CREATE INDEX ix_delivery_due ON outreach.delivery (endpoint_id, next_at)
        WHERE state = 'queued'
    """,
    """
    CREATE TABLE outreach.attempt (
        delivery_id uuid NOT NULL
            CONSTRAINT fk_attempt_delivery_id REFERENCES outreach.delivery (id) ON DELETE CASCADE,
        number integer NOT NULL,
        started_at timestamptz NOT NULL,
        milliseconds integer NOT NULL,
        outcome text NOT NULL,
        status integer,
        CONSTRAINT pk_attempt PRIMARY KEY (delivery_id, number)
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA outreach")
    for statement in TABLES:
        op.execute(statement)
