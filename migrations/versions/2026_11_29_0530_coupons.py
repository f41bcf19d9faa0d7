"""The first table of coupons."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0530"
down_revision = "2026_11_29_0520"

TABLES = [
    """
    CREATE TABLE coupons.coupon (
        id uuid CONSTRAINT pk_coupon PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        valid_until date NOT NULL,
        reason text NOT NULL,
        granted_by uuid NOT NULL,
        granted_at timestamptz NOT NULL,
        application_id uuid,
        waived_minor bigint,
        withdrawn_at timestamptz,
        amount_minor bigint NOT NULL CONSTRAINT ck_coupon_amount CHECK (amount_minor > 0),
        currency char(3) NOT NULL CONSTRAINT ck_coupon_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT ck_coupon_waived_minor CHECK (waived_minor BETWEEN 0 AND amount_minor),
        CONSTRAINT ck_coupon_redeemed CHECK (waived_minor IS NULL OR application_id IS NOT NULL),
        CONSTRAINT ck_coupon_withdrawn CHECK (withdrawn_at IS NULL OR application_id IS NULL)
    )
    """,
    "CREATE INDEX ix_coupon_enterprise_id_id ON coupons.coupon (enterprise_id, id)",
    "CREATE UNIQUE INDEX ix_coupon_application_id ON coupons.coupon (application_id)",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA coupons")
    for statement in TABLES:
        op.execute(statement)
