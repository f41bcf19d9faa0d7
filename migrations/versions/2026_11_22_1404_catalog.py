"""The first tables of catalog."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1404"
down_revision = "2026_11_22_1403"

TABLES: list[str] = [
    """
    CREATE TABLE catalog.product (
        id uuid CONSTRAINT pk_product PRIMARY KEY,
        institution_id uuid NOT NULL,
        version smallint NOT NULL,
        status text NOT NULL
            CONSTRAINT ck_product_status CHECK (status IN ('offered', 'withdrawn')),
        withdrawn_at timestamptz,
        withdrawal_reason text,
        CONSTRAINT ck_product_withdrawn_at
            CHECK ((status = 'withdrawn') = (withdrawn_at IS NOT NULL))
    )
    """,
    "CREATE INDEX ix_product_institution_id ON catalog.product (institution_id)",
    """
    CREATE TABLE catalog.product_version (
        product_id uuid NOT NULL
            CONSTRAINT fk_product_version_product_id REFERENCES catalog.product (id),
        version smallint NOT NULL,
        terms jsonb NOT NULL,
        published_by uuid NOT NULL,
        published_at timestamptz NOT NULL,
        CONSTRAINT pk_product_version PRIMARY KEY (product_id, version)
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA catalog")
    for statement in TABLES:
        op.execute(statement)
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON catalog.product_version "
        "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
    )
