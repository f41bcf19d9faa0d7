"""The first tables of related: links, groups, debts elsewhere."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_2040"
down_revision = "2026_11_28_2010"

TABLES = [
    """
    CREATE TABLE related.link (
        id uuid CONSTRAINT pk_link PRIMARY KEY,
        left_id uuid NOT NULL,
        right_id uuid NOT NULL,
        kind text NOT NULL,
        share numeric(5, 4),
        evidence text NOT NULL,
        noted_by uuid NOT NULL,
        noted_at timestamptz NOT NULL,
        ended_at timestamptz,
        ended_by uuid,
        ending text,
        CONSTRAINT ck_link_pair CHECK (left_id < right_id),
        CONSTRAINT ck_link_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
        CONSTRAINT ck_link_share CHECK (share > 0 AND share <= 1)
    )
    """,
    "CREATE INDEX ix_link_right_id ON related.link (right_id)",
    """
    CREATE UNIQUE INDEX uq_link_pair_kind ON related.link (left_id, right_id, kind)
        WHERE ended_at IS NULL
    """,
    """
    CREATE TABLE related.member (
        enterprise_id uuid CONSTRAINT pk_member PRIMARY KEY,
        group_id uuid NOT NULL
    )
    """,
    "CREATE INDEX ix_member_group_id ON related.member (group_id)",
    """
    CREATE TABLE related.debt (
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_debt_currency CHECK (currency ~ '^[A-Z]{3}$'),
        id uuid CONSTRAINT pk_debt PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        lender text NOT NULL,
        source text NOT NULL,
        as_of date NOT NULL,
        noted_by uuid NOT NULL,
        noted_at timestamptz NOT NULL,
        settled_at timestamptz,
        settled_by uuid,
        CONSTRAINT ck_debt_amount_minor CHECK (amount_minor > 0),
        CONSTRAINT ck_debt_source CHECK (source IN ('declared', 'credit_report', 'peer')),
        CONSTRAINT ck_debt_settled CHECK ((settled_at IS NULL) = (settled_by IS NULL))
    )
    """,
    "CREATE INDEX ix_debt_enterprise_id ON related.debt (enterprise_id)",
]

ASKING = """
    CREATE FUNCTION related.owed_elsewhere(companies uuid[], wanted text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT coalesce(sum(amount_minor), 0)::bigint FROM related.debt
        WHERE enterprise_id = ANY (companies) AND currency = wanted AND settled_at IS NULL
    $$
"""
"""The owner answers a sum: a lender counts what it may not see."""


def upgrade() -> None:
    op.execute("CREATE SCHEMA related")
    for statement in [*TABLES, ASKING]:
        op.execute(statement)
