"""The first tables of guarantees."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_1734"
down_revision = "2026_11_28_1710"

TABLES = [
    """
    CREATE TABLE guarantees.agreement (
        id uuid CONSTRAINT pk_agreement PRIMARY KEY,
        kind text NOT NULL CONSTRAINT ck_agreement_kind
            CHECK (kind IN ('risk_reserve', 'compensation_fund')),
        name text NOT NULL,
        provider_name text NOT NULL,
        loss_share numeric NOT NULL CONSTRAINT ck_agreement_loss_share
            CHECK (loss_share > 0 AND loss_share <= 1),
        cap_minor bigint NOT NULL,
        loan_cap_minor bigint,
        used_minor bigint NOT NULL DEFAULT 0,
        currency char(3) NOT NULL CONSTRAINT ck_agreement_currency CHECK (currency ~ '^[A-Z]{3}$'),
        valid_from date NOT NULL,
        valid_until date,
        institution_id uuid,
        region text,
        state text NOT NULL CONSTRAINT ck_agreement_state CHECK (state IN ('proposed', 'active')),
        proposed_by uuid NOT NULL,
        proposed_for uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        CONSTRAINT ck_agreement_used_minor CHECK (used_minor BETWEEN 0 AND cap_minor)
    )
    """,
    """
    CREATE TABLE guarantees.contribution (
        id uuid CONSTRAINT pk_contribution PRIMARY KEY,
        agreement_id uuid NOT NULL
            CONSTRAINT fk_contribution_agreement_id REFERENCES guarantees.agreement (id),
        amount_minor bigint NOT NULL
            CONSTRAINT ck_contribution_amount_minor CHECK (amount_minor > 0),
        currency char(3) NOT NULL
            CONSTRAINT ck_contribution_currency CHECK (currency ~ '^[A-Z]{3}$'),
        contributed_on date NOT NULL,
        reason text NOT NULL,
        asked_by uuid NOT NULL,
        approved_by uuid NOT NULL,
        CONSTRAINT ck_contribution_four_eyes CHECK (approved_by <> asked_by)
    )
    """,
    "CREATE INDEX ix_contribution_agreement_id_id ON guarantees.contribution (agreement_id, id)",
    """
    CREATE TABLE guarantees.loss (
        id uuid CONSTRAINT pk_loss PRIMARY KEY,
        loan_id uuid NOT NULL CONSTRAINT fk_loss_loan_id REFERENCES servicing.loan (id),
        institution_id uuid NOT NULL,
        borrower_name text NOT NULL,
        principal_minor bigint NOT NULL
            CONSTRAINT ck_loss_principal_minor CHECK (principal_minor > 0),
        currency char(3) NOT NULL CONSTRAINT ck_loss_currency CHECK (currency ~ '^[A-Z]{3}$'),
        shared_on date NOT NULL,
        CONSTRAINT uq_loss_loan_id UNIQUE (loan_id)
    )
    """,
    """
    CREATE TABLE guarantees.loss_share (
        loss_id uuid NOT NULL CONSTRAINT fk_loss_share_loss_id REFERENCES guarantees.loss (id),
        agreement_id uuid NOT NULL
            CONSTRAINT fk_loss_share_agreement_id REFERENCES guarantees.agreement (id),
        amount_minor bigint NOT NULL
            CONSTRAINT ck_loss_share_amount_minor CHECK (amount_minor > 0),
        returned_minor bigint NOT NULL DEFAULT 0
            CONSTRAINT ck_loss_share_returned_minor
            CHECK (returned_minor BETWEEN 0 AND amount_minor),
        CONSTRAINT pk_loss_share PRIMARY KEY (loss_id, agreement_id)
    )
    """,
    "CREATE INDEX ix_loss_share_agreement_id ON guarantees.loss_share (agreement_id)",
    """
    CREATE TABLE guarantees.recovery (
        id uuid CONSTRAINT pk_recovery PRIMARY KEY,
        loss_id uuid NOT NULL CONSTRAINT fk_recovery_loss_id REFERENCES guarantees.loss (id),
        principal_minor bigint NOT NULL
            CONSTRAINT ck_recovery_principal_minor CHECK (principal_minor > 0),
        booked_on date NOT NULL,
        undone_on date
    )
    """,
    "CREATE INDEX ix_recovery_loss_id ON guarantees.recovery (loss_id)",
    """
    CREATE TABLE guarantees.coverage_day (
        day date CONSTRAINT pk_coverage_day PRIMARY KEY,
        currency char(3) NOT NULL
            CONSTRAINT ck_coverage_day_currency CHECK (currency ~ '^[A-Z]{3}$'),
        held_minor bigint NOT NULL,
        bad_minor bigint NOT NULL,
        line numeric NOT NULL,
        is_below boolean NOT NULL
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA guarantees")
    for statement in TABLES:
        op.execute(statement)
