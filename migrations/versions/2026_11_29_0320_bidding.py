"""The first tables of bidding."""

from __future__ import annotations

from alembic import op

revision = "2026_11_29_0320"
down_revision = "2026_11_29_0110"

AMOUNT = """
        amount_minor bigint NOT NULL CONSTRAINT ck_{0}_amount CHECK (amount_minor > 0),
        currency char(3) NOT NULL CONSTRAINT ck_{0}_currency CHECK (currency ~ '^[A-Z]{{3}}$'),
"""

TABLES = [
    f"""
    CREATE TABLE bidding.request (
        id uuid CONSTRAINT pk_request PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        {AMOUNT.format("request")}
        term_months smallint NOT NULL,
        purpose text NOT NULL,
        pledges text[] NOT NULL,
        shows text[] NOT NULL,
        status text NOT NULL CONSTRAINT ck_request_status
            CHECK (status IN ('open', 'accepted', 'cancelled', 'lapsed')),
        reason text,
        asked_by uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        closes_at timestamptz NOT NULL,
        decide_by timestamptz NOT NULL,
        told_at timestamptz,
        settled_at timestamptz,
        application_id uuid,
        CONSTRAINT ck_request_settled_at CHECK ((status = 'open') = (settled_at IS NULL)),
        CONSTRAINT ck_request_application_id
            CHECK ((status = 'accepted') = (application_id IS NOT NULL)),
        CONSTRAINT ck_request_clock CHECK (asked_at < closes_at AND closes_at < decide_by)
    )
    """,
    "CREATE INDEX ix_request_enterprise_id_id ON bidding.request (enterprise_id, id)",
    "CREATE INDEX ix_request_closes_at ON bidding.request (closes_at) WHERE status = 'open'",
    f"""
    CREATE TABLE bidding.invitation (
        id uuid CONSTRAINT pk_invitation PRIMARY KEY,
        request_id uuid NOT NULL
            CONSTRAINT fk_invitation_request_id REFERENCES bidding.request (id),
        enterprise_id uuid NOT NULL,
        enterprise_name text NOT NULL,
        institution_id uuid NOT NULL,
        {AMOUNT.format("invitation")}
        term_months smallint NOT NULL,
        purpose text NOT NULL,
        pledges text[] NOT NULL,
        picture jsonb NOT NULL,
        products jsonb NOT NULL,
        status text NOT NULL CONSTRAINT ck_invitation_status CHECK (status IN (
            'open', 'declined', 'withdrawn', 'won', 'lost', 'cancelled', 'lapsed')),
        reason text,
        invited_at timestamptz NOT NULL,
        closes_at timestamptz NOT NULL,
        decide_by timestamptz NOT NULL,
        settled_at timestamptz,
        CONSTRAINT ck_invitation_settled_at CHECK ((status = 'open') = (settled_at IS NULL)),
        CONSTRAINT uq_invitation_request_id_institution_id UNIQUE (request_id, institution_id)
    )
    """,
    "CREATE INDEX ix_invitation_institution_id_id ON bidding.invitation (institution_id, id)",
    f"""
    CREATE TABLE bidding.offer (
        id uuid CONSTRAINT pk_offer PRIMARY KEY,
        invitation_id uuid NOT NULL
            CONSTRAINT fk_offer_invitation_id REFERENCES bidding.invitation (id),
        request_id uuid NOT NULL CONSTRAINT fk_offer_request_id REFERENCES bidding.request (id),
        enterprise_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        product_id uuid NOT NULL,
        product_version integer NOT NULL,
        {AMOUNT.format("offer")}
        term_months smallint NOT NULL CONSTRAINT ck_offer_term CHECK (term_months > 0),
        yearly_rate numeric NOT NULL CONSTRAINT ck_offer_yearly_rate CHECK (yearly_rate > 0),
        fee_bps integer NOT NULL,
        days_to_money smallint NOT NULL,
        conditions text,
        valid_until timestamptz NOT NULL,
        status text NOT NULL CONSTRAINT ck_offer_status
            CHECK (status IN ('open', 'replaced', 'withdrawn', 'accepted', 'lost')),
        reason text,
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        confirmed_by uuid,
        settled_at timestamptz,
        CONSTRAINT ck_offer_settled_at CHECK ((status = 'open') = (settled_at IS NULL)),
        CONSTRAINT ck_offer_four_eyes CHECK (confirmed_by <> made_by)
    )
    """,
    "CREATE INDEX ix_offer_request_id ON bidding.offer (request_id)",
    "CREATE UNIQUE INDEX uq_offer_open ON bidding.offer (invitation_id) WHERE status = 'open'",
    """
    CREATE UNIQUE INDEX uq_offer_accepted ON bidding.offer (request_id) WHERE status = 'accepted'
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA bidding")
    for statement in TABLES:
        op.execute(statement)
