"""The first table of invitations."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0531"
down_revision = "2026_11_29_0530"

TABLES = [
    """
    CREATE TABLE invitations.invitation (
        id uuid CONSTRAINT pk_invitation PRIMARY KEY,
        organisation_id uuid NOT NULL,
        digest bytea NOT NULL,
        email bytea,
        mobile bytea,
        roles text[] NOT NULL,
        locale text NOT NULL,
        code bytea NOT NULL,
        tries_left smallint NOT NULL CONSTRAINT ck_invitation_tries_left CHECK (tries_left >= 0),
        messages smallint NOT NULL,
        invited_by uuid NOT NULL,
        invited_at timestamptz NOT NULL,
        sent_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        accepted_by uuid,
        accepted_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT ck_invitation_address CHECK (num_nonnulls(email, mobile) <= 1),
        CONSTRAINT ck_invitation_accepted CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
        CONSTRAINT ck_invitation_ended_once CHECK (accepted_at IS NULL OR revoked_at IS NULL)
    )
    """,
    "CREATE INDEX ix_invitation_organisation_id_id ON invitations.invitation (organisation_id, id)",
    "CREATE INDEX ix_invitation_organisation_id_sent_at"
    " ON invitations.invitation (organisation_id, sent_at)",
    "CREATE UNIQUE INDEX ix_invitation_pending ON invitations.invitation (digest, organisation_id)"
    " WHERE accepted_at IS NULL AND revoked_at IS NULL",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA invitations")
    for statement in TABLES:
        op.execute(statement)
