"""The first tables of identity."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1401"
down_revision = "2026_11_22_1400"

TABLES = [
    """
    CREATE TABLE identity.organisation (
        id uuid CONSTRAINT pk_organisation PRIMARY KEY,
        name text NOT NULL,
        kind text NOT NULL CONSTRAINT ck_organisation_kind
            CHECK (kind IN ('enterprise', 'institution', 'investor', 'operations')),
        created_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE identity.person (
        id uuid CONSTRAINT pk_person PRIMARY KEY,
        display_name bytea NOT NULL,
        email bytea,
        mobile bytea,
        locale text NOT NULL CONSTRAINT ck_person_locale CHECK (locale IN ('zh-CN', 'en')),
        password_hash text NOT NULL,
        password_change_due boolean NOT NULL,
        password_changed_at timestamptz NOT NULL,
        second_factor_due_at timestamptz,
        terms_accepted_at timestamptz,
        created_at timestamptz NOT NULL,
        erased_at timestamptz,
        CONSTRAINT ck_person_reachable
            CHECK (erased_at IS NOT NULL OR num_nonnulls(email, mobile) > 0)
    )
    """,
    """
    CREATE TABLE identity.login (
        digest bytea CONSTRAINT pk_login PRIMARY KEY,
        person_id uuid NOT NULL
            CONSTRAINT fk_login_person_id REFERENCES identity.person (id)
    )
    """,
    "CREATE INDEX ix_login_person_id ON identity.login (person_id)",
    """
    CREATE TABLE identity.membership (
        person_id uuid NOT NULL
            CONSTRAINT fk_membership_person_id REFERENCES identity.person (id),
        organisation_id uuid NOT NULL
            CONSTRAINT fk_membership_organisation_id REFERENCES identity.organisation (id),
        roles text[] NOT NULL,
        role_ends jsonb NOT NULL DEFAULT '{}',
        joined_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT pk_membership PRIMARY KEY (person_id, organisation_id)
    )
    """,
    "CREATE INDEX ix_membership_organisation_id ON identity.membership (organisation_id)",
    """
    CREATE FUNCTION identity.roles_on(roles text[], ends jsonb, day date) RETURNS text[]
    LANGUAGE sql STABLE AS $$
        SELECT coalesce(array_agg(held ORDER BY place), '{}')
        FROM unnest(roles) WITH ORDINALITY AS had (held, place)
        WHERE coalesce((ends ->> held)::date >= day, true)
    $$
    """,
    """
    CREATE UNIQUE INDEX ix_membership_person_id_current ON identity.membership (person_id)
        WHERE ended_at IS NULL
    """,
    """
    CREATE TABLE identity.session (
        id uuid CONSTRAINT pk_session PRIMARY KEY,
        token_digest bytea NOT NULL CONSTRAINT uq_session_token_digest UNIQUE,
        person_id uuid NOT NULL
            CONSTRAINT fk_session_person_id REFERENCES identity.person (id),
        organisation_id uuid NOT NULL
            CONSTRAINT fk_session_organisation_id REFERENCES identity.organisation (id),
        device text NOT NULL,
        started_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        idle_minutes integer NOT NULL,
        expires_at timestamptz NOT NULL,
        password_change_due boolean NOT NULL,
        second_factor_due_at timestamptz,
        proved_until timestamptz NOT NULL,
        ended_at timestamptz
    )
    """,
    "CREATE INDEX ix_session_person_id ON identity.session (person_id)",
    "CREATE INDEX ix_session_expires_at ON identity.session (expires_at)",
    """
    CREATE TABLE identity.sign_in_failure (
        digest bytea CONSTRAINT pk_sign_in_failure PRIMARY KEY,
        failures integer NOT NULL,
        failed_at timestamptz NOT NULL,
        locked_until timestamptz
    )
    """,
    "CREATE INDEX ix_sign_in_failure_failed_at ON identity.sign_in_failure (failed_at)",
    """
    CREATE TABLE identity.sign_up_code (
        digest bytea CONSTRAINT pk_sign_up_code PRIMARY KEY,
        message_id uuid NOT NULL CONSTRAINT uq_sign_up_code_message_id UNIQUE,
        email bytea,
        mobile bytea,
        locale text NOT NULL,
        code bytea NOT NULL,
        tries_left integer NOT NULL CONSTRAINT ck_sign_up_code_tries CHECK (tries_left >= 0),
        sent_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        since timestamptz NOT NULL,
        sent integer NOT NULL,
        CONSTRAINT ck_sign_up_code_address CHECK (num_nonnulls(email, mobile) = 1)
    )
    """,
    "CREATE INDEX ix_sign_up_code_sent_at ON identity.sign_up_code (sent_at)",
    """
    CREATE TABLE identity.former_password (
        person_id uuid NOT NULL
            CONSTRAINT fk_former_password_person_id REFERENCES identity.person (id),
        replaced_at timestamptz NOT NULL,
        encoded text NOT NULL,
        CONSTRAINT pk_former_password PRIMARY KEY (person_id, replaced_at)
    )
    """,
    """
    CREATE TABLE identity.totp (
        person_id uuid CONSTRAINT pk_totp PRIMARY KEY
            CONSTRAINT fk_totp_person_id REFERENCES identity.person (id),
        secret bytea NOT NULL,
        last_step bigint,
        offered_at timestamptz NOT NULL,
        confirmed_at timestamptz
    )
    """,
    """
    CREATE TABLE identity.passkey (
        id uuid CONSTRAINT pk_passkey PRIMARY KEY,
        person_id uuid NOT NULL
            CONSTRAINT fk_passkey_person_id REFERENCES identity.person (id),
        credential_id bytea NOT NULL CONSTRAINT uq_passkey_credential_id UNIQUE,
        public_key bytea NOT NULL,
        sign_count bigint NOT NULL,
        name text NOT NULL,
        added_at timestamptz NOT NULL,
        used_at timestamptz
    )
    """,
    "CREATE INDEX ix_passkey_person_id ON identity.passkey (person_id)",
    """
    CREATE TABLE identity.recovery_code (
        digest bytea CONSTRAINT pk_recovery_code PRIMARY KEY,
        person_id uuid NOT NULL
            CONSTRAINT fk_recovery_code_person_id REFERENCES identity.person (id),
        made_at timestamptz NOT NULL,
        used_at timestamptz
    )
    """,
    "CREATE INDEX ix_recovery_code_person_id ON identity.recovery_code (person_id)",
    """
    CREATE TABLE identity.spent_challenge (
        digest bytea CONSTRAINT pk_spent_challenge PRIMARY KEY,
        expires_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_spent_challenge_expires_at ON identity.spent_challenge (expires_at)",
]

NAMING = """
    CREATE FUNCTION identity.people_named(wanted uuid[])
    RETURNS TABLE (id uuid, display_name bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT person.id, person.display_name FROM identity.person WHERE person.id = ANY (wanted)
    $$
"""
"""The owner answers names, encrypted: of the other side's people one sees nothing but these."""


def upgrade() -> None:
    op.execute("CREATE SCHEMA identity")
    for statement in [*TABLES, NAMING]:
        op.execute(statement)
