"""The first tables of investing."""

from __future__ import annotations

from alembic import op

revision = "2026_11_28_1710"
down_revision = "2026_11_28_1655"

TABLES: list[str] = [
    """
    CREATE TABLE investing.assessment (
        id UUID NOT NULL,
        investor_id UUID NOT NULL,
        version SMALLINT NOT NULL,
        answers JSONB NOT NULL,
        score SMALLINT NOT NULL,
        risk_class SMALLINT NOT NULL,
        assessed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        expires_on DATE NOT NULL,
        CONSTRAINT pk_assessment PRIMARY KEY (id),
        CONSTRAINT ck_assessment_risk_class CHECK (risk_class BETWEEN 1 AND 5)
    )
    """,
    """
    CREATE INDEX ix_assessment_investor_id_assessed_at ON investing.assessment (investor_id,
        assessed_at)
    """,
    """
    CREATE TABLE investing.offering (
        id UUID NOT NULL,
        issuer_id UUID NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        summary TEXT NOT NULL,
        risk_class SMALLINT NOT NULL,
        grade TEXT,
        currency CHAR(3) NOT NULL,
        target_minor BIGINT NOT NULL,
        minimum_minor BIGINT NOT NULL,
        ticket_minor BIGINT NOT NULL,
        step_minor BIGINT NOT NULL,
        most_each_minor BIGINT,
        yearly_rate NUMERIC NOT NULL,
        management_fee_rate NUMERIC NOT NULL,
        term_months SMALLINT NOT NULL,
        method TEXT NOT NULL,
        allotment TEXT NOT NULL,
        region_code TEXT NOT NULL,
        industry TEXT NOT NULL,
        closes_at TIMESTAMP WITH TIME ZONE NOT NULL,
        disclosure JSONB NOT NULL,
        status TEXT NOT NULL,
        taken_minor BIGINT NOT NULL,
        orders INTEGER NOT NULL,
        outstanding_minor BIGINT NOT NULL,
        commitment TEXT NOT NULL,
        seed TEXT NOT NULL,
        proposed_by UUID NOT NULL,
        proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        opened_at TIMESTAMP WITH TIME ZONE,
        settled_at TIMESTAMP WITH TIME ZONE,
        starts_on DATE,
        fee_through DATE,
        CONSTRAINT pk_offering PRIMARY KEY (id),
        CONSTRAINT ck_offering_kind CHECK (kind IN ('treasury_pledge', 'bank_factoring',
            'corporate_bond', 'supply_chain_abs', 'equity_crowdfunding', 'mezzanine', 'reits')),
        CONSTRAINT ck_offering_status CHECK (status IN ('proposed', 'open', 'settling', 'active',
            'failed', 'repaid')),
        CONSTRAINT ck_offering_allotment CHECK (allotment IN ('first_come', 'pro_rata',
            'lottery')),
        CONSTRAINT ck_offering_not_overfilled CHECK (taken_minor >= 0 AND (allotment <>
            'first_come' OR taken_minor <= target_minor) AND (status <> 'active' OR taken_minor
            <= target_minor)),
        CONSTRAINT ck_offering_outstanding CHECK (outstanding_minor BETWEEN 0 AND taken_minor),
        CONSTRAINT ck_offering_risk_class CHECK (risk_class BETWEEN 1 AND 5),
        CONSTRAINT ck_offering_currency CHECK (currency ~ '^[A-Z]{3}$')
    )
    """,
    """
    CREATE INDEX ix_offering_issuer_id ON investing.offering (issuer_id)
    """,
    """
    CREATE INDEX ix_offering_status_closes_at ON investing.offering (status, closes_at)
    """,
    """
    CREATE TABLE investing.plan (
        investor_id UUID NOT NULL,
        is_on BOOLEAN NOT NULL,
        currency CHAR(3) NOT NULL,
        each_minor BIGINT NOT NULL,
        budget_minor BIGINT NOT NULL,
        spent_minor BIGINT NOT NULL,
        reserve_minor BIGINT NOT NULL,
        highest_class SMALLINT NOT NULL,
        least_rate NUMERIC NOT NULL,
        most_months SMALLINT NOT NULL,
        kinds JSONB NOT NULL,
        takes_redemptions BOOLEAN NOT NULL,
        served_at TIMESTAMP WITH TIME ZONE,
        changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_plan PRIMARY KEY (investor_id),
        CONSTRAINT ck_plan_spent_minor CHECK (spent_minor BETWEEN 0 AND budget_minor),
        CONSTRAINT ck_plan_currency CHECK (currency ~ '^[A-Z]{3}$')
    )
    """,
    """
    CREATE TABLE investing.qualification (
        investor_id UUID NOT NULL,
        approval_id UUID NOT NULL,
        qualified_at TIMESTAMP WITH TIME ZONE NOT NULL,
        qualified_until DATE NOT NULL,
        CONSTRAINT pk_qualification PRIMARY KEY (investor_id)
    )
    """,
    """
    CREATE TABLE investing.ask (
        id UUID NOT NULL,
        offering_id UUID NOT NULL,
        seller_id UUID NOT NULL,
        currency CHAR(3) NOT NULL,
        units_minor BIGINT NOT NULL,
        left_minor BIGINT NOT NULL,
        price NUMERIC NOT NULL,
        is_redemption BOOLEAN NOT NULL,
        status TEXT NOT NULL,
        placed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_ask PRIMARY KEY (id),
        CONSTRAINT ck_ask_status CHECK (status IN ('open', 'sold', 'cancelled')),
        CONSTRAINT ck_ask_left_minor CHECK (left_minor BETWEEN 0 AND units_minor),
        CONSTRAINT ck_ask_price CHECK (price > 0),
        CONSTRAINT ck_ask_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT fk_ask_offering_id FOREIGN KEY(offering_id) REFERENCES investing.offering (id)
    )
    """,
    """
    CREATE INDEX ix_ask_offering_id_status_price ON investing.ask (offering_id, status, price)
    """,
    """
    CREATE INDEX ix_ask_seller_id ON investing.ask (seller_id)
    """,
    """
    CREATE TABLE investing.distribution (
        id UUID NOT NULL,
        offering_id UUID NOT NULL,
        number SMALLINT NOT NULL,
        currency CHAR(3) NOT NULL,
        principal_minor BIGINT NOT NULL,
        interest_minor BIGINT NOT NULL,
        is_exit BOOLEAN NOT NULL,
        ordered_by UUID NOT NULL,
        ordered_at TIMESTAMP WITH TIME ZONE NOT NULL,
        day DATE NOT NULL,
        CONSTRAINT pk_distribution PRIMARY KEY (id),
        CONSTRAINT ck_distribution_amounts CHECK (
            principal_minor >= 0 AND (interest_minor >= 0 OR is_exit)
            AND principal_minor + interest_minor >= 0
        ),
        CONSTRAINT ck_distribution_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT fk_distribution_offering_id FOREIGN KEY(offering_id) REFERENCES
            investing.offering (id)
    )
    """,
    """
    CREATE INDEX ix_distribution_offering_id ON investing.distribution (offering_id)
    """,
    """
    CREATE UNIQUE INDEX ix_distribution_offering_id_number ON investing.distribution
        (offering_id, number)
    """,
    """
    CREATE TABLE investing.holding (
        offering_id UUID NOT NULL,
        investor_id UUID NOT NULL,
        currency CHAR(3) NOT NULL,
        units_minor BIGINT NOT NULL,
        listed_minor BIGINT NOT NULL,
        CONSTRAINT pk_holding PRIMARY KEY (offering_id, investor_id),
        CONSTRAINT ck_holding_listed_minor CHECK (listed_minor BETWEEN 0 AND units_minor),
        CONSTRAINT ck_holding_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT fk_holding_offering_id FOREIGN KEY(offering_id) REFERENCES investing.offering
            (id)
    )
    """,
    """
    CREATE INDEX ix_holding_investor_id ON investing.holding (investor_id)
    """,
    """
    CREATE TABLE investing.holding_line (
        id UUID NOT NULL,
        offering_id UUID NOT NULL,
        investor_id UUID NOT NULL,
        kind TEXT NOT NULL,
        currency CHAR(3) NOT NULL,
        units_minor BIGINT NOT NULL,
        cash_minor BIGINT NOT NULL,
        income_minor BIGINT NOT NULL,
        fee_minor BIGINT NOT NULL,
        day DATE NOT NULL,
        CONSTRAINT pk_holding_line PRIMARY KEY (id),
        CONSTRAINT ck_holding_line_kind CHECK (kind IN ('subscribed', 'repaid', 'bought',
            'sold', 'exited')),
        CONSTRAINT ck_holding_line_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT fk_holding_line_offering_id FOREIGN KEY(offering_id) REFERENCES
            investing.offering (id)
    )
    """,
    """
    CREATE INDEX ix_holding_line_investor_id_offering_id ON investing.holding_line (investor_id,
        offering_id)
    """,
    """
    CREATE INDEX ix_holding_line_offering_id ON investing.holding_line (offering_id)
    """,
    """
    CREATE TABLE investing.subscription (
        id UUID NOT NULL,
        offering_id UUID NOT NULL,
        investor_id UUID NOT NULL,
        amount_minor BIGINT NOT NULL,
        allotted_minor BIGINT,
        currency CHAR(3) NOT NULL,
        status TEXT NOT NULL,
        plan_id UUID,
        placed_by UUID NOT NULL,
        placed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        cooling_until TIMESTAMP WITH TIME ZONE NOT NULL,
        payment_order_id UUID,
        ended_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_subscription PRIMARY KEY (id),
        CONSTRAINT ck_subscription_status CHECK (status IN ('held', 'withdrawn', 'allotted',
            'paying', 'paid', 'released', 'refused')),
        CONSTRAINT ck_subscription_amount_minor CHECK (amount_minor > 0),
        CONSTRAINT ck_subscription_allotted_minor CHECK (allotted_minor BETWEEN 0 AND
            amount_minor),
        CONSTRAINT ck_subscription_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT fk_subscription_offering_id FOREIGN KEY(offering_id) REFERENCES
            investing.offering (id)
    )
    """,
    """
    CREATE INDEX ix_subscription_investor_id ON investing.subscription (investor_id)
    """,
    """
    CREATE INDEX ix_subscription_offering_id_status ON investing.subscription (offering_id,
        status)
    """,
    """
    CREATE TABLE investing.distribution_part (
        id UUID NOT NULL,
        distribution_id UUID NOT NULL,
        investor_id UUID NOT NULL,
        currency CHAR(3) NOT NULL,
        principal_minor BIGINT NOT NULL,
        interest_minor BIGINT NOT NULL,
        fee_minor BIGINT NOT NULL,
        status TEXT NOT NULL,
        CONSTRAINT pk_distribution_part PRIMARY KEY (id),
        CONSTRAINT ck_distribution_part_fee_minor CHECK (
            fee_minor BETWEEN 0 AND greatest(interest_minor, 0)
        ),
        CONSTRAINT ck_distribution_part_status CHECK (status IN ('paying', 'paid', 'refused')),
        CONSTRAINT ck_distribution_part_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT fk_distribution_part_distribution_id FOREIGN KEY(distribution_id) REFERENCES
            investing.distribution (id)
    )
    """,
    """
    CREATE INDEX ix_distribution_part_distribution_id ON investing.distribution_part
        (distribution_id)
    """,
    """
    CREATE TABLE investing.trade (
        id UUID NOT NULL,
        ask_id UUID NOT NULL,
        offering_id UUID NOT NULL,
        seller_id UUID NOT NULL,
        buyer_id UUID NOT NULL,
        currency CHAR(3) NOT NULL,
        units_minor BIGINT NOT NULL,
        price_minor BIGINT NOT NULL,
        accrued_minor BIGINT NOT NULL,
        status TEXT NOT NULL,
        traded_at TIMESTAMP WITH TIME ZONE NOT NULL,
        settles_on DATE NOT NULL,
        CONSTRAINT pk_trade PRIMARY KEY (id),
        CONSTRAINT ck_trade_status CHECK (status IN ('held', 'paying', 'settled', 'refused')),
        CONSTRAINT ck_trade_two_sides CHECK (seller_id <> buyer_id),
        CONSTRAINT ck_trade_amounts CHECK (units_minor > 0 AND price_minor > 0),
        CONSTRAINT ck_trade_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT fk_trade_ask_id FOREIGN KEY(ask_id) REFERENCES investing.ask (id),
        CONSTRAINT fk_trade_offering_id FOREIGN KEY(offering_id) REFERENCES investing.offering
            (id)
    )
    """,
    """
    CREATE INDEX ix_trade_buyer_id ON investing.trade (buyer_id)
    """,
    """
    CREATE INDEX ix_trade_offering_id ON investing.trade (offering_id)
    """,
    """
    CREATE INDEX ix_trade_seller_id ON investing.trade (seller_id)
    """,
    """
    CREATE INDEX ix_trade_status_settles_on ON investing.trade (status, settles_on)
    """,
]

ASKING = """
    CREATE FUNCTION investing.audience_of(offered uuid, today date)
    RETURNS TABLE (investors bigint, plans bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT (
            SELECT count(*) FROM (
                SELECT DISTINCT ON (investor_id) risk_class, expires_on FROM investing.assessment
                ORDER BY investor_id, assessed_at DESC
            ) AS latest
            WHERE latest.risk_class >= offering.risk_class AND latest.expires_on >= today
        ), (
            SELECT count(*) FROM investing.plan
            WHERE plan.is_on AND plan.spent_minor < plan.budget_minor
                AND offering.risk_class <= plan.highest_class
                AND plan.least_rate <= offering.yearly_rate
                AND offering.term_months <= plan.most_months
                AND (plan.kinds = '[]' OR plan.kinds @> to_jsonb(offering.kind))
        )
        FROM investing.offering WHERE offering.id = offered
    $$
"""
"""The owner answers two counts: an issuer sees neither who may buy nor who has a plan."""


def upgrade() -> None:
    op.execute("CREATE SCHEMA investing")
    for statement in [*TABLES, ASKING]:
        op.execute(statement)
    for table in ("assessment", "holding_line"):
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investing.{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
        )
