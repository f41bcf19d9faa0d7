"""The first tables of co-lending."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0410"
down_revision = "2026_11_29_0330"

CURRENCY = "char(3) NOT NULL CONSTRAINT ck_{0}_currency CHECK (currency ~ '^[A-Z]{{3}}$')"

TABLES = [
    f"""
    CREATE TABLE colending.case_file (
        application_id uuid CONSTRAINT pk_case_file PRIMARY KEY,
        lead_id uuid NOT NULL,
        enterprise_id uuid NOT NULL,
        product_kind text NOT NULL,
        region text NOT NULL,
        industry text NOT NULL,
        state text NOT NULL CONSTRAINT ck_case_file_state
            CHECK (state IN ('open', 'away', 'decided', 'ended')),
        amount_minor bigint NOT NULL CONSTRAINT ck_case_file_amount CHECK (amount_minor > 0),
        currency {CURRENCY.format("case_file")}
    )
    """,
    f"""
    CREATE TABLE colending.share (
        id uuid CONSTRAINT pk_share PRIMARY KEY,
        application_id uuid NOT NULL CONSTRAINT fk_share_application_id
            REFERENCES colending.case_file (application_id),
        lead_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        enterprise_id uuid NOT NULL,
        product_kind text NOT NULL,
        region text NOT NULL,
        industry text NOT NULL,
        score smallint,
        grade char(1),
        asked_minor bigint NOT NULL,
        amount_minor bigint NOT NULL,
        currency {CURRENCY.format("share")},
        note text NOT NULL,
        status text NOT NULL CONSTRAINT ck_share_status
            CHECK (status IN ('invited', 'accepted', 'refused', 'withdrawn', 'void')),
        reason text,
        invited_by uuid NOT NULL,
        invited_at timestamptz NOT NULL,
        answered_by uuid,
        answered_at timestamptz,
        CONSTRAINT ck_share_amount CHECK (amount_minor > 0 AND amount_minor < asked_minor),
        CONSTRAINT ck_share_partner_id CHECK (lead_id <> partner_id),
        CONSTRAINT ck_share_answered_at CHECK ((status = 'invited') = (answered_at IS NULL))
    )
    """,
    "CREATE INDEX ix_share_application_id ON colending.share (application_id)",
    "CREATE INDEX ix_share_partner_id_id ON colending.share (partner_id, id)",
    """
    CREATE UNIQUE INDEX uq_share_counted ON colending.share (application_id, partner_id)
        WHERE status IN ('invited', 'accepted')
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA colending")
    for statement in TABLES:
        op.execute(statement)
