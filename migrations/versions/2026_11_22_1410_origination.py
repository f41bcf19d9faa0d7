"""The first tables of origination: applications with their trace, documents and decisions."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1410"
down_revision = "2026_11_22_1409"

TABLES = [
    """
    CREATE TABLE origination.application (
        id uuid CONSTRAINT pk_application PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        enterprise_name text NOT NULL,
        region_code text NOT NULL,
        industry_code text NOT NULL,
        product_id uuid NOT NULL,
        product_version integer NOT NULL,
        product_kind text NOT NULL,
        product_name text NOT NULL,
        product_name_en text NOT NULL,
        institution_id uuid NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_application_currency
            CHECK (currency ~ '^[A-Z]{3}$'),
        amount_minor bigint,
        term_months smallint,
        purpose text,
        explanation text,
        stage text NOT NULL,
        version integer NOT NULL,
        assignee_id uuid,
        deadline_at timestamptz,
        late_at timestamptz,
        screening jsonb,
        contract_id uuid,
        payout_order_id uuid,
        hold_reason text,
        hold_detail text,
        outstanding_minor bigint,
        waived_minor bigint,
        agreed jsonb,
        created_at timestamptz NOT NULL,
        moved_at timestamptz NOT NULL,
        submitted_at timestamptz,
        decided_at timestamptz,
        CONSTRAINT ck_application_stage CHECK (stage IN (
            'draft', 'submitted', 'screening', 'review', 'due_diligence', 'approval', 'contract',
            'payout', 'active', 'closed', 'returned', 'rejected', 'withdrawn', 'expired')),
        CONSTRAINT ck_application_amount CHECK (amount_minor > 0),
        CONSTRAINT ck_application_term CHECK (term_months > 0),
        CONSTRAINT ck_application_complete CHECK (
            stage IN ('draft', 'returned', 'withdrawn', 'expired') OR (amount_minor IS NOT NULL
            AND term_months IS NOT NULL AND purpose IS NOT NULL AND submitted_at IS NOT NULL)),
        CONSTRAINT ck_application_contract CHECK (
            stage NOT IN ('contract', 'payout', 'active', 'closed') OR contract_id IS NOT NULL),
        CONSTRAINT ck_application_hold CHECK (hold_reason IS NULL OR stage = 'payout')
    )
    """,
    "CREATE INDEX ix_application_enterprise_id_id ON origination.application (enterprise_id, id)",
    """
    CREATE INDEX ix_application_institution_id_stage_id
        ON origination.application (institution_id, stage, id)
    """,
    """
    CREATE UNIQUE INDEX ix_application_contract_id ON origination.application (contract_id)
    """,
    """
    CREATE INDEX ix_application_deadline_at ON origination.application (deadline_at)
        WHERE late_at IS NULL AND deadline_at IS NOT NULL
    """,
    """
    CREATE TABLE origination.step (
        number bigint GENERATED ALWAYS AS IDENTITY NOT NULL CONSTRAINT pk_step PRIMARY KEY,
        application_id uuid NOT NULL CONSTRAINT fk_step_application_id
            REFERENCES origination.application (id),
        at timestamptz NOT NULL,
        actor_id uuid NOT NULL,
        side text NOT NULL,
        what text NOT NULL,
        from_stage text,
        to_stage text NOT NULL,
        reason_code text,
        note text
    )
    """,
    "CREATE INDEX ix_step_application_id_number ON origination.step (application_id, number)",
    """
    CREATE TABLE origination.document (
        id uuid CONSTRAINT pk_document PRIMARY KEY,
        application_id uuid NOT NULL CONSTRAINT fk_document_application_id
            REFERENCES origination.application (id),
        kind text NOT NULL,
        name text NOT NULL,
        file_type text NOT NULL,
        size bigint NOT NULL,
        sha256 char(64) NOT NULL,
        storage_key text NOT NULL,
        uploaded_by uuid NOT NULL,
        uploaded_at timestamptz NOT NULL,
        removed_at timestamptz
    )
    """,
    "CREATE INDEX ix_document_sha256 ON origination.document (sha256)",
    "CREATE INDEX ix_document_application_id ON origination.document (application_id)",
    """
    CREATE TABLE origination.assessment (
        id uuid CONSTRAINT pk_assessment PRIMARY KEY,
        application_id uuid NOT NULL CONSTRAINT fk_assessment_application_id
            REFERENCES origination.application (id),
        kind text NOT NULL,
        author_id uuid NOT NULL,
        note text NOT NULL,
        checklist jsonb NOT NULL,
        recorded_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_assessment_application_id ON origination.assessment (application_id)",
    """
    CREATE TABLE origination.precedent (
        id uuid CONSTRAINT pk_precedent PRIMARY KEY,
        application_id uuid NOT NULL CONSTRAINT fk_precedent_application_id
            REFERENCES origination.application (id),
        contract_id uuid NOT NULL,
        kind text NOT NULL CONSTRAINT ck_precedent_kind
            CHECK (kind IN ('stated', 'guarantee_letter')),
        what text NOT NULL,
        state text NOT NULL CONSTRAINT ck_precedent_state
            CHECK (state IN ('open', 'met', 'waiver_asked', 'waived')),
        document_id uuid,
        note text,
        acted_by uuid,
        acted_at timestamptz,
        waived_by uuid,
        waived_at timestamptz,
        CONSTRAINT ck_precedent_needs_paper CHECK (
            kind = 'stated' OR state <> 'met' OR document_id IS NOT NULL),
        CONSTRAINT ck_precedent_waiver CHECK ((state = 'waived') = (waived_by IS NOT NULL)),
        CONSTRAINT ck_precedent_four_eyes CHECK (waived_by <> acted_by)
    )
    """,
    "CREATE INDEX ix_precedent_contract_id ON origination.precedent (contract_id)",
    """
    CREATE TABLE origination.approval (
        contract_id uuid CONSTRAINT pk_approval PRIMARY KEY,
        application_id uuid NOT NULL CONSTRAINT fk_approval_application_id
            REFERENCES origination.application (id),
        amount_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_approval_currency
            CHECK (currency ~ '^[A-Z]{3}$'),
        yearly_rate numeric NOT NULL,
        day_count text NOT NULL,
        term_months smallint NOT NULL,
        method text NOT NULL,
        fee_minor bigint NOT NULL,
        structure jsonb NOT NULL DEFAULT '{}',
        conditions text,
        reviewed_by uuid,
        approved_by uuid NOT NULL,
        approved_at timestamptz NOT NULL,
        CONSTRAINT ck_approval_amount CHECK (amount_minor > 0),
        CONSTRAINT ck_approval_four_eyes CHECK (approved_by <> reviewed_by)
    )
    """,
    "CREATE INDEX ix_approval_application_id ON origination.approval (application_id)",
]

TRACE_IS_KEPT = """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON origination.step
        FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()
"""


ASKING = """
    CREATE FUNCTION origination.owed(companies uuid[], wanted text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT coalesce(
            sum(coalesce(application.outstanding_minor, approval.amount_minor)), 0
        )::bigint
        FROM origination.application
        JOIN origination.approval ON approval.contract_id = application.contract_id
        WHERE application.enterprise_id = ANY (companies)
            AND application.stage IN ('contract', 'payout', 'active')
            AND approval.currency = wanted
    $$
"""
"""The owner answers a sum: a lender counts what others have lent, and sees none of it."""


def upgrade() -> None:
    op.execute("CREATE SCHEMA origination")
    for statement in [*TABLES, TRACE_IS_KEPT, ASKING]:
        op.execute(statement)
