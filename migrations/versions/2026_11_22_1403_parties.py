"""The first tables of parties: profiles, invoices, and the imports that bring them."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1403"
down_revision = "2026_11_22_1402"

PROFILES = [
    """
    CREATE TABLE parties.enterprise (
        id uuid CONSTRAINT pk_enterprise PRIMARY KEY,
        name text NOT NULL,
        uscc char(18) NOT NULL CONSTRAINT uq_enterprise_uscc UNIQUE,
        alias text CONSTRAINT uq_enterprise_alias UNIQUE,
        industry_code text NOT NULL,
        region_code char(6) NOT NULL,
        founded_on date NOT NULL,
        registered_capital_minor bigint NOT NULL
            CONSTRAINT ck_enterprise_registered_capital_minor
            CHECK (registered_capital_minor >= 0),
        currency char(3) NOT NULL CONSTRAINT ck_enterprise_currency CHECK (currency ~ '^[A-Z]{3}$'),
        employees integer NOT NULL CONSTRAINT ck_enterprise_employees CHECK (employees >= 0),
        is_test boolean NOT NULL,
        registered_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_enterprise_industry_code ON parties.enterprise (industry_code)",
    "CREATE INDEX ix_enterprise_region_code ON parties.enterprise (region_code)",
    """
    CREATE TABLE parties.figures (
        enterprise_id uuid NOT NULL
            CONSTRAINT fk_figures_enterprise_id REFERENCES parties.enterprise (id),
        year smallint NOT NULL,
        revenue_minor bigint NOT NULL,
        net_assets_minor bigint NOT NULL,
        net_profit_minor bigint NOT NULL,
        total_liabilities_minor bigint NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_figures_currency CHECK (currency ~ '^[A-Z]{3}$'),
        stated_by uuid NOT NULL,
        stated_at timestamptz NOT NULL,
        CONSTRAINT pk_figures PRIMARY KEY (enterprise_id, year),
        CONSTRAINT ck_figures_not_negative
            CHECK (revenue_minor >= 0 AND total_liabilities_minor >= 0)
    )
    """,
    """
    CREATE TABLE parties.representative (
        enterprise_id uuid CONSTRAINT pk_representative PRIMARY KEY
            CONSTRAINT fk_representative_enterprise_id REFERENCES parties.enterprise (id),
        name bytea NOT NULL,
        id_number bytea NOT NULL,
        id_digest bytea NOT NULL,
        stated_by uuid NOT NULL,
        stated_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_representative_id_digest ON parties.representative (id_digest)",
    """
    CREATE TABLE parties.bank_account (
        enterprise_id uuid CONSTRAINT pk_bank_account PRIMARY KEY
            CONSTRAINT fk_bank_account_enterprise_id REFERENCES parties.enterprise (id),
        bank text NOT NULL,
        kind text NOT NULL CONSTRAINT ck_bank_account_kind CHECK (kind IN ('card', 'company')),
        number bytea NOT NULL,
        number_digest bytea NOT NULL,
        stated_by uuid NOT NULL,
        stated_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_bank_account_number_digest ON parties.bank_account (number_digest)",
    """
    CREATE TABLE parties.institution (
        id uuid CONSTRAINT pk_institution PRIMARY KEY,
        name text NOT NULL,
        kind text NOT NULL CONSTRAINT ck_institution_kind
            CHECK (kind IN ('bank', 'leasing', 'factoring', 'guarantee', 'park',
                'law_firm', 'accounting_firm', 'appraiser')),
        uscc char(18) NOT NULL CONSTRAINT uq_institution_uscc UNIQUE,
        region_code char(6) NOT NULL,
        registered_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE parties.investor (
        id uuid CONSTRAINT pk_investor PRIMARY KEY,
        name bytea NOT NULL,
        kind text NOT NULL CONSTRAINT ck_investor_kind CHECK (kind IN ('person', 'company')),
        uscc char(18) CONSTRAINT uq_investor_uscc UNIQUE,
        registered_at timestamptz NOT NULL,
        CONSTRAINT ck_investor_uscc CHECK ((kind = 'company') = (uscc IS NOT NULL))
    )
    """,
]

# No foreign keys on the large tables: their rows come in sets that were joined with what they
# point to, and nothing they point to is ever deleted.
INVOICES = [
    """
    CREATE TABLE parties.invoice (
        id uuid DEFAULT uuidv7() CONSTRAINT pk_invoice PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        import_id uuid NOT NULL,
        partner_id bigint NOT NULL,
        net_minor bigint NOT NULL,
        tax_minor bigint NOT NULL,
        issued_on date NOT NULL,
        direction text NOT NULL
            CONSTRAINT ck_invoice_direction CHECK (direction IN ('input', 'output')),
        status text NOT NULL CONSTRAINT ck_invoice_status
            CHECK (status IN ('valid', 'offset', 'abnormal', 'void')),
        number text NOT NULL,
        code text NOT NULL,
        CONSTRAINT uq_invoice_natural_key UNIQUE (enterprise_id, direction, number, code)
    )
    """,
    """
    CREATE TABLE parties.partner (
        id bigint GENERATED ALWAYS AS IDENTITY NOT NULL CONSTRAINT pk_partner PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        code text NOT NULL,
        name text NOT NULL,
        CONSTRAINT uq_partner_enterprise_id_code UNIQUE (enterprise_id, code)
    )
    """,
    """
    CREATE TABLE parties.invoice_month (
        enterprise_id uuid NOT NULL,
        direction text NOT NULL,
        month date NOT NULL,
        net_minor bigint NOT NULL,
        tax_minor bigint NOT NULL,
        invoice_count integer NOT NULL,
        void_count integer NOT NULL,
        red_count integer NOT NULL,
        CONSTRAINT pk_invoice_month PRIMARY KEY (enterprise_id, direction, month)
    )
    """,
]

IMPORTS = [
    """
    CREATE TABLE parties.invoice_import (
        id uuid CONSTRAINT pk_invoice_import PRIMARY KEY,
        organisation_id uuid NOT NULL,
        enterprise_id uuid,
        direction text,
        file_name text NOT NULL,
        size bigint NOT NULL,
        sha256 text,
        received bigint NOT NULL,
        status text NOT NULL CONSTRAINT ck_invoice_import_status CHECK (
            status IN ('receiving', 'waiting', 'running', 'done', 'refused', 'cancelled')),
        refusal_code text,
        refusal_params jsonb NOT NULL,
        total_lines integer,
        lines integer NOT NULL,
        accepted integer NOT NULL,
        updated integer NOT NULL,
        already_there integer NOT NULL,
        repeated integer NOT NULL,
        refused integer NOT NULL,
        refused_by_reason jsonb NOT NULL,
        first_on date,
        last_on date,
        header text[] NOT NULL,
        started_by uuid NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT ck_invoice_import_every_line
            CHECK (lines = accepted + updated + already_there + repeated + refused),
        CONSTRAINT ck_invoice_import_received CHECK (received <= size)
    )
    """,
    """
    CREATE INDEX ix_invoice_import_organisation_id ON parties.invoice_import (organisation_id)
    """,
    """
    CREATE INDEX ix_invoice_import_unended ON parties.invoice_import (sha256)
        WHERE ended_at IS NULL
    """,
    """
    CREATE TABLE parties.import_part (
        import_id uuid NOT NULL
            CONSTRAINT fk_import_part_import_id REFERENCES parties.invoice_import (id),
        starts_at bigint NOT NULL,
        size integer NOT NULL,
        CONSTRAINT pk_import_part PRIMARY KEY (import_id, starts_at)
    )
    """,
    """
    CREATE TABLE parties.import_share (
        import_id uuid NOT NULL
            CONSTRAINT fk_import_share_import_id REFERENCES parties.invoice_import (id),
        enterprise_id uuid NOT NULL,
        accepted integer NOT NULL,
        updated integer NOT NULL,
        refused integer NOT NULL,
        CONSTRAINT pk_import_share PRIMARY KEY (import_id, enterprise_id)
    )
    """,
    """
    CREATE TABLE parties.refused_line (
        import_id uuid NOT NULL
            CONSTRAINT fk_refused_line_import_id REFERENCES parties.invoice_import (id),
        line integer NOT NULL,
        reason text NOT NULL,
        cells text[] NOT NULL,
        enterprise_id uuid,
        CONSTRAINT pk_refused_line PRIMARY KEY (import_id, line)
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA parties")
    for statement in [*PROFILES, *INVOICES, *IMPORTS]:
        op.execute(statement)
