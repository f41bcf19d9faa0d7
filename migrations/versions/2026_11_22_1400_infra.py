"""What every room stands on: the event log, deliveries, keys, policies, the calendar, jobs.

Plain SQL: what a reviewer reads is what the server runs. One statement each, because the driver
prepares statements.
"""

from __future__ import annotations

from typing import Any

from alembic import op
from procrastinate.schema import SchemaManager

revision = "2026_11_22_1400"
down_revision = None

TABLES = [
    """
    CREATE TABLE infra.event_log (
        id uuid CONSTRAINT pk_event_log PRIMARY KEY,
        position bigint GENERATED ALWAYS AS IDENTITY NOT NULL
            CONSTRAINT uq_event_log_position UNIQUE,
        name text NOT NULL,
        subject_id uuid NOT NULL,
        parties uuid[] NOT NULL,
        payload jsonb NOT NULL,
        actor_id uuid NOT NULL,
        occurred_at timestamptz NOT NULL,
        correlation_id uuid NOT NULL
    )
    """,
    "CREATE INDEX ix_event_log_subject_id_position ON infra.event_log (subject_id, position)",
    "CREATE INDEX ix_event_log_parties ON infra.event_log USING gin (parties)",
    "CREATE INDEX ix_event_log_actor_id_position ON infra.event_log (actor_id, position)",
    """
    CREATE TABLE infra.event_delivery (
        event_id uuid NOT NULL
            CONSTRAINT fk_event_delivery_event_id REFERENCES infra.event_log (id),
        handler text NOT NULL,
        subject_id uuid NOT NULL,
        position bigint NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        starts integer NOT NULL DEFAULT 0,
        claimed_at timestamptz,
        retry_at timestamptz,
        last_error text,
        parked_at timestamptz,
        done_at timestamptz,
        CONSTRAINT pk_event_delivery PRIMARY KEY (event_id, handler)
    )
    """,
    """
    CREATE INDEX ix_event_delivery_due ON infra.event_delivery (position)
        WHERE done_at IS NULL AND parked_at IS NULL
    """,
    """
    CREATE INDEX ix_event_delivery_order ON infra.event_delivery (handler, subject_id, position)
        WHERE done_at IS NULL
    """,
    """
    CREATE TABLE infra.event_inbox (
        collector text NOT NULL,
        position bigint NOT NULL,
        event_id uuid NOT NULL
            CONSTRAINT fk_event_inbox_event_id REFERENCES infra.event_log (id),
        CONSTRAINT pk_event_inbox PRIMARY KEY (collector, position)
    )
    """,
    """
    CREATE TABLE infra.idempotency_key (
        actor_id uuid NOT NULL,
        key text NOT NULL,
        fingerprint bytea NOT NULL,
        status integer,
        answer bytea,
        created_at timestamptz NOT NULL,
        CONSTRAINT pk_idempotency_key PRIMARY KEY (actor_id, key)
    )
    """,
    """
    CREATE TABLE infra.policy (
        id uuid CONSTRAINT pk_policy PRIMARY KEY,
        key text NOT NULL,
        value numeric NOT NULL,
        valid_from date NOT NULL,
        author_id uuid NOT NULL,
        approver_id uuid,
        reason text NOT NULL,
        recorded_at timestamptz NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX ix_policy_key_valid_from ON infra.policy (key, valid_from)",
    """
    CREATE TABLE infra.data_key (
        id bytea CONSTRAINT pk_data_key PRIMARY KEY,
        wrapped bytea NOT NULL,
        wrapped_by text NOT NULL,
        made_at timestamptz NOT NULL,
        active_from timestamptz NOT NULL
    )
    """,
    """
    CREATE UNLOGGED TABLE infra.rate_window (
        key bytea NOT NULL,
        span_seconds integer NOT NULL,
        window_no bigint NOT NULL,
        hits bigint NOT NULL,
        CONSTRAINT pk_rate_window PRIMARY KEY (key, span_seconds, window_no)
    )
    """,
    """
    CREATE TABLE infra.calendar_day (
        day date CONSTRAINT pk_calendar_day PRIMARY KEY,
        kind text NOT NULL,
        name text NOT NULL
    )
    """,
]

APPEND_ONLY = """
    CREATE FUNCTION infra.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME;
    END
    $$
"""

QUIET_JOBS = """
    ALTER TABLE procrastinate_jobs DISABLE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1
"""
"""Workers are told after the commit (`infra/announcing.py`)."""


def upgrade() -> None:
    op.execute("CREATE SCHEMA infra")
    for statement in [*TABLES, APPEND_ONLY]:
        op.execute(statement)
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON infra.event_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
    )
    _install_job_tables()
    op.execute(QUIET_JOBS)


def _install_job_tables() -> None:
    """Procrastinate's own schema, as its pinned version brings it: one script, many statements."""
    script = SchemaManager.get_schema()
    driver: Any = op.get_bind().connection.dbapi_connection

    async def run(connection: Any) -> None:
        await connection.execute(script)

    driver.run_async(run)
