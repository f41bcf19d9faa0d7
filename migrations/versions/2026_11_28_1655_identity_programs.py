"""Programs that work for an organisation: service accounts, their keys and tokens."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_1655"
down_revision = "2026_11_28_1640"

TABLES = [
    """
    CREATE TABLE identity.service_account (
        id uuid CONSTRAINT pk_service_account PRIMARY KEY,
        organisation_id uuid NOT NULL
            CONSTRAINT fk_service_account_organisation_id REFERENCES identity.organisation (id),
        name text NOT NULL,
        scopes text[] NOT NULL
            CONSTRAINT ck_service_account_scopes CHECK (cardinality(scopes) > 0),
        requests_a_minute integer NOT NULL,
        requests_a_day integer NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        closed_at timestamptz,
        CONSTRAINT ck_service_account_quota CHECK (requests_a_minute > 0 AND requests_a_day > 0)
    )
    """,
    """
    CREATE INDEX ix_service_account_organisation_id
        ON identity.service_account (organisation_id)
    """,
    """
    CREATE TABLE identity.api_key (
        id uuid CONSTRAINT pk_api_key PRIMARY KEY,
        service_account_id uuid NOT NULL
            CONSTRAINT fk_api_key_service_account_id REFERENCES identity.service_account (id),
        prefix text NOT NULL,
        digest bytea NOT NULL CONSTRAINT uq_api_key_digest UNIQUE,
        issued_by uuid NOT NULL,
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        revoked_at timestamptz
    )
    """,
    "CREATE INDEX ix_api_key_service_account_id ON identity.api_key (service_account_id)",
    """
    CREATE TABLE identity.access_token (
        digest bytea CONSTRAINT pk_access_token PRIMARY KEY,
        api_key_id uuid NOT NULL
            CONSTRAINT fk_access_token_api_key_id REFERENCES identity.api_key (id),
        scopes text[] NOT NULL,
        expires_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_access_token_api_key_id ON identity.access_token (api_key_id)",
    "CREATE INDEX ix_access_token_expires_at ON identity.access_token (expires_at)",
]

NAMING = """
    CREATE FUNCTION identity.programs_named(wanted uuid[])
    RETURNS TABLE (id uuid, name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT service_account.id, service_account.name FROM identity.service_account
        WHERE service_account.id = ANY (wanted)
    $$
"""
"""As `identity.people_named`."""


def upgrade() -> None:
    for statement in [*TABLES, NAMING]:
        op.execute(statement)
