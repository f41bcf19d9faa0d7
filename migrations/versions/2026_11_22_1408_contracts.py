"""The first tables of contracts, and the triggers that keep a signed word."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1408"
down_revision = "2026_11_22_1407"

TABLES = [
    """
    CREATE TABLE contracts.contract (
        id uuid CONSTRAINT pk_contract PRIMARY KEY,
        application_id uuid NOT NULL,
        enterprise_id uuid NOT NULL,
        enterprise_name text NOT NULL,
        enterprise_uscc text NOT NULL,
        institution_id uuid NOT NULL,
        institution_name text NOT NULL,
        institution_uscc text NOT NULL,
        product_id uuid NOT NULL,
        product_kind text NOT NULL,
        product_name text NOT NULL,
        principal_minor bigint NOT NULL,
        fee_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_contract_currency CHECK (currency ~ '^[A-Z]{3}$'),
        yearly_rate numeric NOT NULL,
        day_count text NOT NULL,
        term_months smallint NOT NULL,
        method text NOT NULL,
        penalty_multiplier numeric NOT NULL,
        prepayment_fee_rate numeric NOT NULL,
        allocation text[] NOT NULL,
        status text NOT NULL CONSTRAINT ck_contract_status
            CHECK (status IN ('drafting', 'signing', 'signed', 'voided')),
        prepared_on date NOT NULL,
        sign_by date NOT NULL,
        template text,
        document_key text,
        document_size bigint,
        sha256 text,
        signed_at timestamptz,
        voided_at timestamptz,
        void_reason text,
        CONSTRAINT ck_contract_signed_at CHECK ((status = 'signed') = (signed_at IS NOT NULL)),
        CONSTRAINT ck_contract_voided_at CHECK ((status = 'voided') = (voided_at IS NOT NULL)),
        CONSTRAINT ck_contract_document
            CHECK (status IN ('drafting', 'voided') OR sha256 IS NOT NULL),
        CONSTRAINT ck_contract_amounts CHECK (principal_minor > 0 AND fee_minor >= 0),
        CONSTRAINT ck_contract_two_parties CHECK (enterprise_id <> institution_id)
    )
    """,
    """
    CREATE UNIQUE INDEX uq_contract_live_application_id ON contracts.contract (application_id)
        WHERE status <> 'voided'
    """,
    "CREATE INDEX ix_contract_enterprise_id_id ON contracts.contract (enterprise_id, id)",
    "CREATE INDEX ix_contract_institution_id_id ON contracts.contract (institution_id, id)",
    "CREATE INDEX ix_contract_status_sign_by ON contracts.contract (status, sign_by)",
    """
    CREATE TABLE contracts.signature (
        contract_id uuid NOT NULL
            CONSTRAINT fk_signature_contract_id REFERENCES contracts.contract (id),
        side text NOT NULL
            CONSTRAINT ck_signature_side CHECK (side IN ('enterprise', 'institution')),
        organisation_id uuid NOT NULL,
        signer_id uuid NOT NULL,
        signer_name bytea NOT NULL,
        signed_at timestamptz NOT NULL,
        sha256 text NOT NULL,
        CONSTRAINT pk_signature PRIMARY KEY (contract_id, side)
    )
    """,
]

# What was agreed never changes, and a document once recorded is not exchanged for another: only
# the state moves. A changed agreement is a new contract.
FROZEN = [
    """
    CREATE FUNCTION contracts.refuse_new_terms() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (to_jsonb(OLD) - ARRAY['status', 'template', 'document_key', 'document_size', 'sha256',
                                  'signed_at', 'voided_at', 'void_reason'])
           IS DISTINCT FROM
           (to_jsonb(NEW) - ARRAY['status', 'template', 'document_key', 'document_size', 'sha256',
                                  'signed_at', 'voided_at', 'void_reason'])
           OR (OLD.sha256 IS NOT NULL AND NEW.sha256 IS DISTINCT FROM OLD.sha256)
           OR OLD.status IN ('signed', 'voided')
        THEN
            RAISE EXCEPTION 'what was agreed never changes';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    """
    CREATE TRIGGER terms_are_frozen BEFORE UPDATE ON contracts.contract
        FOR EACH ROW EXECUTE FUNCTION contracts.refuse_new_terms()
    """,
    """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contracts.signature
        FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA contracts")
    for statement in [*TABLES, *FROZEN]:
        op.execute(statement)
