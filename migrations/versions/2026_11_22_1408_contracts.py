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
        structure jsonb NOT NULL DEFAULT '{}',
        status text NOT NULL CONSTRAINT ck_contract_status
            CHECK (status IN ('drafting', 'held', 'signing', 'signed', 'voided', 'brought')),
        prepared_on date NOT NULL,
        sign_by date NOT NULL,
        template text,
        document_key text,
        document_size bigint,
        sha256 text,
        signed_at timestamptz,
        voided_at timestamptz,
        void_reason text,
        CONSTRAINT ck_contract_signed_at CHECK (
            CASE status WHEN 'signed' THEN signed_at IS NOT NULL
                WHEN 'voided' THEN signed_at IS NULL OR void_reason = 'called_off'
                ELSE signed_at IS NULL END),
        CONSTRAINT ck_contract_voided_at CHECK ((status = 'voided') = (voided_at IS NOT NULL)),
        CONSTRAINT ck_contract_document
            CHECK (status IN ('drafting', 'voided', 'brought') OR sha256 IS NOT NULL),
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
    CREATE TABLE contracts.template (
        key text NOT NULL,
        kind text NOT NULL,
        jurisdiction text NOT NULL,
        owner_id uuid,
        CONSTRAINT pk_template PRIMARY KEY (key)
    )
    """,
    """
    CREATE TABLE contracts.template_version (
        id uuid NOT NULL,
        key text NOT NULL,
        number smallint NOT NULL,
        status text NOT NULL,
        text jsonb NOT NULL,
        sha256 text NOT NULL,
        variables text[] NOT NULL,
        note text NOT NULL,
        valid_from date NOT NULL,
        valid_until date,
        author_id uuid NOT NULL,
        changed_at timestamptz NOT NULL,
        approver_id uuid,
        approved_at timestamptz,
        CONSTRAINT pk_template_version PRIMARY KEY (id),
        CONSTRAINT fk_template_version_key FOREIGN KEY (key) REFERENCES contracts.template (key),
        CONSTRAINT ck_template_version_status
            CHECK (status IN ('draft', 'approved', 'discarded')),
        CONSTRAINT ck_template_version_approved_at
            CHECK ((status = 'approved') = (approved_at IS NOT NULL)),
        CONSTRAINT ck_template_version_four_eyes
            CHECK (approver_id IS NULL OR approver_id <> author_id),
        CONSTRAINT ck_template_version_validity
            CHECK (valid_until IS NULL OR valid_until > valid_from)
    )
    """,
    """
    CREATE UNIQUE INDEX ix_template_version_key_number
        ON contracts.template_version (key, number)
    """,
    """
    CREATE UNIQUE INDEX uq_template_version_open ON contracts.template_version (key)
        WHERE status = 'draft'
    """,
    """
    CREATE TABLE contracts.envelope (
        id uuid NOT NULL,
        kind text NOT NULL,
        number text NOT NULL,
        title text NOT NULL,
        sender_id uuid NOT NULL,
        parties uuid[] NOT NULL,
        contract_id uuid,
        side_of uuid,
        status text NOT NULL,
        sign_by date NOT NULL,
        template text NOT NULL,
        document_key text NOT NULL,
        document_size bigint NOT NULL,
        sha256 text NOT NULL,
        revision smallint NOT NULL,
        revision_key text NOT NULL,
        revision_size bigint NOT NULL,
        revision_sha256 text NOT NULL,
        sent_at timestamptz NOT NULL,
        ended_at timestamptz,
        reason text,
        note text,
        CONSTRAINT pk_envelope PRIMARY KEY (id),
        CONSTRAINT ck_envelope_status
            CHECK (status IN ('held', 'signing', 'signed', 'refused', 'withdrawn', 'expired')),
        CONSTRAINT ck_envelope_ended_at
            CHECK ((status IN ('held', 'signing')) = (ended_at IS NULL)),
        CONSTRAINT ck_envelope_side_of CHECK (contract_id IS NULL OR side_of IS NULL),
        CONSTRAINT uq_envelope_contract_id UNIQUE (contract_id),
        CONSTRAINT fk_envelope_side_of FOREIGN KEY (side_of) REFERENCES contracts.contract (id),
        CONSTRAINT fk_envelope_contract_id FOREIGN KEY (contract_id)
            REFERENCES contracts.contract (id)
    )
    """,
    "CREATE INDEX ix_envelope_side_of ON contracts.envelope (side_of)",
    "CREATE INDEX ix_envelope_sender_id_id ON contracts.envelope (sender_id, id)",
    "CREATE INDEX ix_envelope_parties ON contracts.envelope USING gin (parties)",
    "CREATE INDEX ix_envelope_status_sign_by ON contracts.envelope (status, sign_by)",
    """
    CREATE TABLE contracts.signer (
        envelope_id uuid NOT NULL,
        number smallint NOT NULL,
        rank smallint NOT NULL,
        organisation_id uuid NOT NULL,
        name text NOT NULL,
        uscc text NOT NULL,
        capacity text NOT NULL,
        role text NOT NULL,
        reminded_at timestamptz,
        CONSTRAINT pk_signer PRIMARY KEY (envelope_id, number),
        CONSTRAINT ck_signer_capacity CHECK (capacity IN ('seal', 'person')),
        CONSTRAINT ck_signer_number CHECK (number BETWEEN 1 AND 8),
        CONSTRAINT fk_signer_envelope_id FOREIGN KEY (envelope_id)
            REFERENCES contracts.envelope (id)
    )
    """,
    """
    CREATE INDEX ix_signer_organisation_id_envelope_id
        ON contracts.signer (organisation_id, envelope_id)
    """,
    """
    CREATE TABLE contracts.mandate (
        id uuid NOT NULL,
        envelope_id uuid NOT NULL,
        number smallint NOT NULL,
        organisation_id uuid NOT NULL,
        granted_by uuid NOT NULL,
        attorney_id uuid NOT NULL,
        wording text NOT NULL,
        sha256 text NOT NULL,
        granted_at timestamptz NOT NULL,
        CONSTRAINT pk_mandate PRIMARY KEY (id),
        CONSTRAINT fk_mandate_signer FOREIGN KEY (envelope_id, number)
            REFERENCES contracts.signer (envelope_id, number)
    )
    """,
    "CREATE INDEX ix_mandate_envelope_id_number ON contracts.mandate (envelope_id, number)",
    """
    CREATE TABLE contracts.consent (
        envelope_id uuid NOT NULL,
        number smallint NOT NULL,
        person_id uuid NOT NULL,
        person_name bytea NOT NULL,
        method text NOT NULL,
        sha256 text NOT NULL,
        mandate_id uuid,
        list_sha256 text,
        given_at timestamptz NOT NULL,
        CONSTRAINT pk_consent PRIMARY KEY (envelope_id, number),
        CONSTRAINT fk_consent_signer FOREIGN KEY (envelope_id, number)
            REFERENCES contracts.signer (envelope_id, number),
        CONSTRAINT ck_consent_method CHECK (method IN ('passkey', 'totp', 'code')),
        CONSTRAINT fk_consent_mandate_id FOREIGN KEY (mandate_id) REFERENCES contracts.mandate (id)
    )
    """,
    """
    CREATE TABLE contracts.certificate (
        id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        holder_id uuid NOT NULL,
        capacity text NOT NULL,
        subject jsonb NOT NULL,
        serial text NOT NULL,
        algorithm text NOT NULL,
        key bytea NOT NULL,
        chain jsonb NOT NULL,
        not_after timestamptz NOT NULL,
        issued_at timestamptz NOT NULL,
        CONSTRAINT pk_certificate PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_certificate_holder_id_organisation_id_capacity
        ON contracts.certificate (holder_id, organisation_id, capacity)
    """,
    """
    CREATE TABLE contracts.signature (
        envelope_id uuid NOT NULL,
        number smallint NOT NULL,
        certificate_id uuid NOT NULL,
        revision smallint NOT NULL,
        sha256 text NOT NULL,
        signed_at timestamptz NOT NULL,
        CONSTRAINT pk_signature PRIMARY KEY (envelope_id, number),
        CONSTRAINT fk_signature_consent FOREIGN KEY (envelope_id, number)
            REFERENCES contracts.consent (envelope_id, number),
        CONSTRAINT fk_signature_certificate_id FOREIGN KEY (certificate_id)
            REFERENCES contracts.certificate (id)
    )
    """,
    """
    CREATE UNIQUE INDEX ix_signature_envelope_id_revision
        ON contracts.signature (envelope_id, revision)
    """,
    """
    CREATE TABLE contracts.text_review (
        envelope_id uuid NOT NULL,
        findings jsonb NOT NULL,
        is_severe boolean NOT NULL,
        reviewed_at timestamptz NOT NULL,
        waived_at timestamptz,
        waived_by uuid,
        waiver_reason text,
        CONSTRAINT pk_text_review PRIMARY KEY (envelope_id),
        CONSTRAINT fk_text_review_envelope_id FOREIGN KEY (envelope_id)
            REFERENCES contracts.envelope (id),
        CONSTRAINT ck_text_review_waiver CHECK (
            (waived_at IS NULL) = (waived_by IS NULL)
            AND (waived_at IS NULL) = (waiver_reason IS NULL))
    )
    """,
    """
    CREATE TABLE contracts.signing_code (
        paper_id uuid NOT NULL,
        person_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        title text NOT NULL,
        message_id uuid NOT NULL,
        code bytea NOT NULL,
        sha256 text NOT NULL,
        tries_left smallint NOT NULL,
        sent_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT pk_signing_code PRIMARY KEY (paper_id, person_id),
        CONSTRAINT uq_signing_code_message_id UNIQUE (message_id)
    )
    """,
    """
    CREATE TABLE contracts.sent_codes (
        person_id uuid NOT NULL,
        since timestamptz NOT NULL,
        sent smallint NOT NULL,
        CONSTRAINT pk_sent_codes PRIMARY KEY (person_id)
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
           OR OLD.status = 'voided'
           OR (OLD.status = 'signed'
               AND (NEW.status <> 'voided' OR NEW.void_reason IS DISTINCT FROM 'called_off'))
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
    # A text that two people stand for never changes; another text is another version.
    """
    CREATE FUNCTION contracts.refuse_new_text() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.status <> 'draft' THEN
            RAISE EXCEPTION 'an approved text never changes';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    """
    CREATE TRIGGER text_is_frozen BEFORE UPDATE ON contracts.template_version
        FOR EACH ROW EXECUTE FUNCTION contracts.refuse_new_text()
    """,
    # Of an envelope only its state and its newest revision move, and nothing once it has ended.
    """
    CREATE FUNCTION contracts.refuse_new_envelope() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        moving CONSTANT text[] := ARRAY['status', 'revision', 'revision_key', 'revision_size',
                                        'revision_sha256', 'ended_at', 'reason', 'note'];
    BEGIN
        IF (to_jsonb(OLD) - moving) IS DISTINCT FROM (to_jsonb(NEW) - moving)
           OR OLD.status NOT IN ('held', 'signing') OR NEW.revision < OLD.revision
        THEN
            RAISE EXCEPTION 'what is signed never changes';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    """
    CREATE TRIGGER envelope_is_frozen BEFORE UPDATE ON contracts.envelope
        FOR EACH ROW EXECUTE FUNCTION contracts.refuse_new_envelope()
    """,
    # Signed by all and yet pending, or the other way round, is refused at the commit.
    """
    CREATE FUNCTION contracts.check_signed_by_all() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        changed CONSTANT jsonb := to_jsonb(NEW);
        wanted CONSTANT uuid := coalesce(changed ->> 'envelope_id', changed ->> 'id')::uuid;
        envelope_state text;
        missing integer;
    BEGIN
        SELECT status INTO envelope_state FROM contracts.envelope WHERE id = wanted;
        SELECT count(*) INTO missing FROM contracts.signer AS s
        WHERE s.envelope_id = wanted AND NOT EXISTS (
            SELECT FROM contracts.signature AS g
            WHERE g.envelope_id = s.envelope_id AND g.number = s.number);
        IF (envelope_state = 'signed') <> (missing = 0) THEN
            RAISE EXCEPTION 'the state of an envelope follows from its signatures';
        END IF;
        RETURN NULL;
    END
    $$
    """,
    *[
        f"""
        CREATE CONSTRAINT TRIGGER signed_by_all AFTER INSERT OR UPDATE ON contracts.{table}
            DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION contracts.check_signed_by_all()
        """
        for table in ("envelope", "signature")
    ],
    # A contract holds once its document and all that stands beside it are signed, and not before.
    """
    CREATE FUNCTION contracts.check_set_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        changed CONSTANT jsonb := to_jsonb(NEW);
        wanted CONSTANT uuid := CASE TG_TABLE_NAME WHEN 'contract' THEN changed ->> 'id'
            ELSE coalesce(changed ->> 'contract_id', changed ->> 'side_of') END::uuid;
        contract_state text;
        papers integer;
        missing integer;
    BEGIN
        SELECT status INTO contract_state FROM contracts.contract WHERE id = wanted;
        SELECT count(*), count(*) FILTER (WHERE status <> 'signed') INTO papers, missing
        FROM contracts.envelope WHERE wanted IN (contract_id, side_of);
        IF papers > 0 AND (contract_state = 'signed') <> (missing = 0) THEN
            RAISE EXCEPTION 'the state of a contract follows from its papers';
        END IF;
        RETURN NULL;
    END
    $$
    """,
    *[
        f"""
        CREATE CONSTRAINT TRIGGER set_is_signed AFTER INSERT OR UPDATE ON contracts.{table}
            DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION contracts.check_set_is_signed()
        """
        for table in ("contract", "envelope")
    ],
    *[
        f"""
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contracts.{table}
            FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()
        """
        for table in ("consent", "mandate", "signature")
    ],
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA contracts")
    for statement in [*TABLES, *FROZEN]:
        op.execute(statement)
