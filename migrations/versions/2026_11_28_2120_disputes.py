"""The first tables of disputes; the mediation log is append-only."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_2120"
down_revision = "2026_11_28_2110"

TABLES = [
    """
    CREATE TABLE disputes.dispute (
        id uuid NOT NULL,
        contract_id uuid NOT NULL,
        enterprise_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        opened_by uuid NOT NULL,
        kind text NOT NULL,
        claim text NOT NULL,
        wish text NOT NULL,
        status text NOT NULL,
        mediator_id uuid,
        opened_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        escalated_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT pk_dispute PRIMARY KEY (id),
        CONSTRAINT ck_dispute_status
            CHECK (status IN ('open', 'mediating', 'settled', 'withdrawn', 'unsettled')),
        CONSTRAINT ck_dispute_ended_at
            CHECK ((status IN ('open', 'mediating')) = (ended_at IS NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX uq_dispute_open_contract_id ON disputes.dispute (contract_id)
        WHERE ended_at IS NULL
    """,
    "CREATE INDEX ix_dispute_enterprise_id_id ON disputes.dispute (enterprise_id, id)",
    "CREATE INDEX ix_dispute_institution_id_id ON disputes.dispute (institution_id, id)",
    """
    CREATE INDEX ix_dispute_due_at ON disputes.dispute (due_at)
        WHERE ended_at IS NULL AND escalated_at IS NULL
    """,
    """
    CREATE TABLE disputes.dispute_note (
        dispute_id uuid NOT NULL,
        number smallint NOT NULL,
        kind text NOT NULL,
        side text NOT NULL,
        author_id uuid NOT NULL,
        text text NOT NULL,
        proposal smallint,
        noted_at timestamptz NOT NULL,
        CONSTRAINT pk_dispute_note PRIMARY KEY (dispute_id, number),
        CONSTRAINT fk_dispute_note_dispute_id FOREIGN KEY (dispute_id)
            REFERENCES disputes.dispute (id)
    )
    """,
    """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disputes.dispute_note
        FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA disputes")
    for statement in TABLES:
        op.execute(statement)
