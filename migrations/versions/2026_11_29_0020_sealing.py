"""The first tables of sealing."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0020"
down_revision = "2026_11_28_2355"

TABLES = [
    """
    CREATE TABLE sealing.sealing (
        id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        status text NOT NULL,
        sha256 text NOT NULL,
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        agreed_by uuid,
        method text,
        agreed_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT pk_sealing PRIMARY KEY (id),
        CONSTRAINT ck_sealing_status CHECK (
            status IN ('open', 'sealing', 'withdrawn', 'expired', 'ended')),
        CONSTRAINT ck_sealing_agreed CHECK (
            (status IN ('sealing', 'ended')) = (agreed_at IS NOT NULL)
            AND (agreed_at IS NULL) = (agreed_by IS NULL)
            AND (agreed_at IS NULL) = (method IS NULL)),
        CONSTRAINT ck_sealing_ended_at CHECK (
            (status IN ('open', 'sealing')) = (ended_at IS NULL))
    )
    """,
    "CREATE INDEX ix_sealing_organisation_id_id ON sealing.sealing (organisation_id, id)",
    "CREATE INDEX ix_sealing_open ON sealing.sealing (made_at) WHERE status = 'open'",
    """
    CREATE TABLE sealing.line (
        sealing_id uuid NOT NULL,
        place smallint NOT NULL,
        envelope_id uuid NOT NULL,
        signer smallint NOT NULL,
        sha256 text NOT NULL,
        status text NOT NULL,
        reason text,
        CONSTRAINT pk_line PRIMARY KEY (sealing_id, place),
        CONSTRAINT fk_line_sealing_id FOREIGN KEY (sealing_id)
            REFERENCES sealing.sealing (id),
        CONSTRAINT fk_line_signer FOREIGN KEY (envelope_id, signer)
            REFERENCES contracts.signer (envelope_id, number),
        CONSTRAINT ck_line_status CHECK (status IN ('pending', 'sealed', 'failed')),
        CONSTRAINT ck_line_reason CHECK ((status = 'failed') = (reason IS NOT NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX ix_line_sealing_id_envelope_id
        ON sealing.line (sealing_id, envelope_id)
    """,
    """
    CREATE INDEX ix_line_envelope_id_signer
        ON sealing.line (envelope_id, signer)
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA sealing")
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA sealing CASCADE")
