"""The first tables of engagement."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1412"
down_revision = "2026_11_22_1411"

TABLES = [
    """
    CREATE TABLE engagement.notification (
        id uuid CONSTRAINT pk_notification PRIMARY KEY,
        user_id uuid NOT NULL,
        kind text NOT NULL,
        topic text NOT NULL,
        subject_id uuid NOT NULL,
        params jsonb NOT NULL,
        link text NOT NULL,
        created_at timestamptz NOT NULL,
        read_at timestamptz
    )
    """,
    """
    CREATE INDEX ix_notification_user_id_created_at_id
        ON engagement.notification (user_id, created_at, id)
    """,
    """
    CREATE INDEX ix_notification_unread ON engagement.notification (user_id)
        WHERE read_at IS NULL
    """,
    """
    CREATE TABLE engagement.message (
        notification_id uuid NOT NULL
            CONSTRAINT fk_message_notification_id REFERENCES engagement.notification (id),
        channel text NOT NULL CONSTRAINT ck_message_channel CHECK (channel IN ('sms', 'email')),
        state text NOT NULL
            CONSTRAINT ck_message_state CHECK (state IN ('queued', 'sent', 'refused')),
        reason_code text,
        settled_at timestamptz,
        CONSTRAINT pk_message PRIMARY KEY (notification_id, channel),
        CONSTRAINT ck_message_settled_at CHECK ((state = 'queued') = (settled_at IS NULL))
    )
    """,
    """
    CREATE TABLE engagement.preference (
        user_id uuid NOT NULL,
        topic text NOT NULL,
        channel text NOT NULL,
        is_on boolean NOT NULL,
        CONSTRAINT pk_preference PRIMARY KEY (user_id, topic, channel)
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA engagement")
    for statement in TABLES:
        op.execute(statement)
