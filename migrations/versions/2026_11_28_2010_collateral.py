"""What secures loans."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_2010"
down_revision = "2026_11_28_1830"

TABLES = [
    "CREATE SCHEMA collateral",
    """
    CREATE TABLE collateral.item (
        id uuid CONSTRAINT pk_item PRIMARY KEY,
        application_id uuid NOT NULL,
        owner_id uuid NOT NULL,
        lender_id uuid NOT NULL,
        kind text NOT NULL,
        lending_share numeric NOT NULL CONSTRAINT ck_item_lending_share
            CHECK (lending_share >= 0 AND lending_share <= 1),
        record jsonb NOT NULL,
        kept_at timestamptz NOT NULL,
        removed_at timestamptz,
        verdict text CONSTRAINT ck_item_verdict CHECK (verdict IN ('accepted', 'refused')),
        judged_value_minor bigint,
        judgement_note text,
        judged_by uuid,
        judged_at timestamptz,
        contract_id uuid,
        pledged_at timestamptz,
        released_at timestamptz,
        CONSTRAINT ck_item_judgement CHECK (
            (verdict IS NULL) = (judged_by IS NULL) AND (verdict IS NULL) = (judged_at IS NULL)
        ),
        CONSTRAINT ck_item_pledge CHECK ((contract_id IS NULL) = (pledged_at IS NULL))
    )
    """,
    "CREATE INDEX ix_item_application_id ON collateral.item (application_id)",
    "CREATE INDEX ix_item_contract_id ON collateral.item (contract_id)",
    "CREATE INDEX ix_item_lender_id_id ON collateral.item (lender_id, id)",
    """
    CREATE TABLE collateral.peer_question (
        item_id uuid NOT NULL CONSTRAINT fk_peer_question_item_id REFERENCES collateral.item (id),
        peer text NOT NULL,
        occasion text NOT NULL
            CONSTRAINT ck_peer_question_occasion CHECK (occasion IN ('declared', 'pledged')),
        state text NOT NULL CONSTRAINT ck_peer_question_state
            CHECK (state IN ('waiting', 'free', 'pledged', 'silent')),
        reason text,
        attempts smallint NOT NULL,
        asked_at timestamptz NOT NULL,
        answered_at timestamptz,
        next_at timestamptz,
        CONSTRAINT pk_peer_question PRIMARY KEY (item_id, peer, occasion),
        CONSTRAINT ck_peer_question_answered
            CHECK ((answered_at IS NOT NULL) = (state IN ('free', 'pledged')))
    )
    """,
    """
    CREATE INDEX ix_peer_question_due ON collateral.peer_question (next_at)
        WHERE next_at IS NOT NULL
    """,
    """
    CREATE TABLE collateral.peer_inquiry (
        id uuid CONSTRAINT pk_peer_inquiry PRIMARY KEY,
        peer text NOT NULL,
        nonce text NOT NULL,
        things integer NOT NULL,
        pledged integer NOT NULL,
        asked_at timestamptz NOT NULL,
        CONSTRAINT ck_peer_inquiry_pledged CHECK (pledged BETWEEN 0 AND things)
    )
    """,
    """
    CREATE UNIQUE INDEX ix_peer_inquiry_peer_nonce ON collateral.peer_inquiry (peer, nonce)
    """,
    "CREATE INDEX ix_peer_inquiry_peer_asked_at ON collateral.peer_inquiry (peer, asked_at)",
    """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON collateral.peer_inquiry
        FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()
    """,
]


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
