"""The first tables of syndication."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_1830"
down_revision = "2026_11_28_1800"

TABLES = [
    """
    CREATE TABLE syndication.loan (
        id uuid CONSTRAINT pk_loan PRIMARY KEY,
        institution_id uuid NOT NULL,
        lender_name text NOT NULL,
        borrower_name text NOT NULL,
        product_name text NOT NULL,
        principal_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_loan_currency CHECK (currency ~ '^[A-Z]{3}$'),
        shared_on date NOT NULL
    )
    """,
    """
    CREATE TABLE syndication.funder (
        loan_id uuid NOT NULL CONSTRAINT fk_funder_loan_id REFERENCES syndication.loan (id),
        organisation_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        share_minor bigint NOT NULL CONSTRAINT ck_funder_share_minor CHECK (share_minor > 0),
        currency char(3) NOT NULL CONSTRAINT ck_funder_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT pk_funder PRIMARY KEY (loan_id, organisation_id)
    )
    """,
    """
    CREATE INDEX ix_funder_organisation_id_loan_id
        ON syndication.funder (organisation_id, loan_id)
    """,
    """
    CREATE TABLE syndication.distribution (
        repayment_id uuid CONSTRAINT pk_distribution PRIMARY KEY,
        loan_id uuid NOT NULL CONSTRAINT fk_distribution_loan_id REFERENCES syndication.loan (id),
        institution_id uuid NOT NULL,
        revision integer NOT NULL,
        is_taken_back boolean NOT NULL
    )
    """,
    "CREATE INDEX ix_distribution_loan_id ON syndication.distribution (loan_id)",
    """
    CREATE TABLE syndication.part (
        id uuid CONSTRAINT pk_part PRIMARY KEY,
        repayment_id uuid NOT NULL,
        revision integer NOT NULL,
        loan_id uuid NOT NULL CONSTRAINT fk_part_loan_id REFERENCES syndication.loan (id),
        organisation_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        day date NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_part_currency CHECK (currency ~ '^[A-Z]{3}$'),
        principal_minor bigint NOT NULL,
        interest_minor bigint NOT NULL,
        penalty_minor bigint NOT NULL,
        set_off_minor bigint NOT NULL,
        reference text NOT NULL,
        status text NOT NULL CONSTRAINT ck_part_status
            CHECK (status IN ('kept', 'waiting', 'paying', 'paid', 'set_off', 'called_back')),
        payment_order_id uuid,
        reason_code text,
        called_back_on date,
        CONSTRAINT uq_part_repayment_id_revision_organisation_id
            UNIQUE (repayment_id, revision, organisation_id),
        CONSTRAINT ck_part_set_off_minor CHECK (
            set_off_minor >= 0 AND set_off_minor <= principal_minor + interest_minor + penalty_minor
        ),
        CONSTRAINT ck_part_amounts
            CHECK (principal_minor >= 0 AND interest_minor >= 0 AND penalty_minor >= 0),
        CONSTRAINT ck_part_payment_order_id
            CHECK ((payment_order_id IS NOT NULL) = (status IN ('paying', 'paid')))
    )
    """,
    "CREATE INDEX ix_part_loan_id ON syndication.part (loan_id)",
    "CREATE INDEX ix_part_organisation_id ON syndication.part (organisation_id)",
    "CREATE INDEX ix_part_waiting ON syndication.part (id) WHERE status = 'waiting'",
    """
    CREATE TABLE syndication.recall (
        id uuid CONSTRAINT pk_recall PRIMARY KEY,
        part_id uuid NOT NULL CONSTRAINT fk_recall_part_id REFERENCES syndication.part (id),
        loan_id uuid NOT NULL CONSTRAINT fk_recall_loan_id REFERENCES syndication.loan (id),
        organisation_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_recall_currency CHECK (currency ~ '^[A-Z]{3}$'),
        amount_minor bigint NOT NULL,
        settled_minor bigint NOT NULL,
        day date NOT NULL,
        payment_order_id uuid,
        reason_code text,
        CONSTRAINT uq_recall_part_id UNIQUE (part_id),
        CONSTRAINT ck_recall_amounts CHECK (
            settled_minor >= 0 AND settled_minor <= amount_minor AND amount_minor > 0
        )
    )
    """,
    """
    CREATE INDEX ix_recall_loan_id_organisation_id
        ON syndication.recall (loan_id, organisation_id)
    """,
    """
    CREATE TABLE syndication.set_off (
        id uuid CONSTRAINT pk_set_off PRIMARY KEY,
        recall_id uuid NOT NULL CONSTRAINT fk_set_off_recall_id REFERENCES syndication.recall (id),
        part_id uuid NOT NULL CONSTRAINT fk_set_off_part_id REFERENCES syndication.part (id),
        currency char(3) NOT NULL CONSTRAINT ck_set_off_currency CHECK (currency ~ '^[A-Z]{3}$'),
        amount_minor bigint NOT NULL CONSTRAINT ck_set_off_amount_minor CHECK (amount_minor > 0),
        day date NOT NULL
    )
    """,
    "CREATE INDEX ix_set_off_recall_id ON syndication.set_off (recall_id)",
    "CREATE INDEX ix_set_off_part_id ON syndication.set_off (part_id)",
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA syndication")
    for statement in TABLES:
        op.execute(statement)
