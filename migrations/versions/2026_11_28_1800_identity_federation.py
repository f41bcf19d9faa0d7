"""Sign-in at institutions' own identity providers."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_1800"
down_revision = "2026_11_28_1750"

TABLES = [
    """
    CREATE TABLE identity.provider (
        organisation_id uuid CONSTRAINT pk_provider PRIMARY KEY
            CONSTRAINT fk_provider_organisation_id REFERENCES identity.organisation (id),
        alias text NOT NULL CONSTRAINT uq_provider_alias UNIQUE,
        issuer text NOT NULL,
        client_id text NOT NULL,
        client_secret bytea,
        domain text NOT NULL,
        first_role text NOT NULL,
        is_on boolean NOT NULL,
        changed_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE identity.federated_identity (
        organisation_id uuid NOT NULL CONSTRAINT fk_federated_identity_organisation_id
            REFERENCES identity.organisation (id),
        issuer text NOT NULL,
        subject text NOT NULL,
        person_id uuid NOT NULL
            CONSTRAINT fk_federated_identity_person_id REFERENCES identity.person (id),
        linked_at timestamptz NOT NULL,
        CONSTRAINT pk_federated_identity PRIMARY KEY (organisation_id, issuer, subject)
    )
    """,
    "CREATE INDEX ix_federated_identity_person_id ON identity.federated_identity (person_id)",
    """
    CREATE TABLE identity.federated_attempt (
        state_digest bytea CONSTRAINT pk_federated_attempt PRIMARY KEY,
        browser_digest bytea NOT NULL,
        organisation_id uuid NOT NULL CONSTRAINT fk_federated_attempt_organisation_id
            REFERENCES identity.organisation (id),
        person_id uuid,
        verifier bytea NOT NULL,
        nonce text NOT NULL,
        expires_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_federated_attempt_expires_at ON identity.federated_attempt (expires_at)",
]


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
