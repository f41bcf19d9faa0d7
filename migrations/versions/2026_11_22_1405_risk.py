"""The first tables of risk."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1405"
down_revision = "2026_11_22_1404"

TABLES: list[str] = [
    """
    CREATE TABLE risk.score (
        id uuid CONSTRAINT pk_score PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        score smallint NOT NULL CONSTRAINT ck_score_score CHECK (score BETWEEN 300 AND 850),
        grade text NOT NULL
            CONSTRAINT ck_score_grade CHECK (grade IN ('A', 'B', 'C', 'D', 'E')),
        lane text NOT NULL
            CONSTRAINT ck_score_lane CHECK (lane IN ('fast', 'normal', 'manual')),
        reasons jsonb NOT NULL,
        features jsonb NOT NULL,
        model_number integer NOT NULL,
        model_version text NOT NULL,
        chance double precision NOT NULL,
        computed_at timestamptz NOT NULL,
        data_through date NOT NULL
    )
    """,
    "CREATE INDEX ix_score_enterprise_id_id ON risk.score (enterprise_id, id)",
    """
    CREATE TABLE risk.standing (
        enterprise_id uuid CONSTRAINT pk_standing PRIMARY KEY,
        score_id uuid CONSTRAINT fk_standing_score_id REFERENCES risk.score (id),
        months_seen smallint NOT NULL,
        industry_section text NOT NULL,
        industry text NOT NULL
    )
    """,
    """
    CREATE INDEX ix_standing_industry_section_industry
        ON risk.standing (industry_section, industry)
    """,
    """
    CREATE TABLE risk.strategy (
        id uuid CONSTRAINT pk_strategy PRIMARY KEY,
        number integer NOT NULL,
        document jsonb NOT NULL,
        valid_from date NOT NULL,
        reason text NOT NULL,
        asked_by uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        decided_by uuid NOT NULL,
        decided_at timestamptz NOT NULL,
        CONSTRAINT ck_strategy_four_eyes CHECK (decided_by <> asked_by)
    )
    """,
    "CREATE UNIQUE INDEX ix_strategy_number ON risk.strategy (number)",
    """
    CREATE TABLE risk.decision (
        id uuid CONSTRAINT pk_decision PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        application_id uuid,
        score_id uuid CONSTRAINT fk_decision_score_id REFERENCES risk.score (id),
        strategy_number integer NOT NULL,
        outcome text NOT NULL CONSTRAINT ck_decision_outcome
            CHECK (outcome IN ('fast', 'normal', 'refer', 'refuse')),
        reasons jsonb NOT NULL,
        facts jsonb NOT NULL,
        decided_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_decision_enterprise_id_id ON risk.decision (enterprise_id, id)",
    "CREATE UNIQUE INDEX ix_decision_application_id ON risk.decision (application_id)",
    """
    CREATE TABLE risk.override (
        decision_id uuid CONSTRAINT pk_override PRIMARY KEY
            CONSTRAINT fk_override_decision_id REFERENCES risk.decision (id),
        outcome text NOT NULL CONSTRAINT ck_override_outcome
            CHECK (outcome IN ('fast', 'normal', 'refer', 'refuse')),
        reason text NOT NULL,
        by uuid NOT NULL,
        at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE risk.human_review (
        id uuid CONSTRAINT pk_human_review PRIMARY KEY,
        enterprise_id uuid NOT NULL,
        decision_id uuid
            CONSTRAINT fk_human_review_decision_id REFERENCES risk.decision (id),
        score_id uuid CONSTRAINT fk_human_review_score_id REFERENCES risk.score (id),
        statement text NOT NULL,
        asked_by uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        late_told_at timestamptz,
        outcome text CONSTRAINT ck_human_review_outcome CHECK (outcome IN ('upheld', 'changed')),
        answer text,
        answered_by uuid,
        answered_at timestamptz,
        CONSTRAINT ck_human_review_answered CHECK ((answered_at IS NULL) = (outcome IS NULL))
    )
    """,
    """
    CREATE UNIQUE INDEX uq_human_review_open ON risk.human_review (enterprise_id)
        WHERE answered_at IS NULL
    """,
    "CREATE INDEX ix_human_review_enterprise_id_id ON risk.human_review (enterprise_id, id)",
    """
    CREATE INDEX ix_human_review_due_at ON risk.human_review (due_at)
        WHERE answered_at IS NULL AND late_told_at IS NULL
    """,
    """
    CREATE TABLE risk.sight (
        enterprise_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        since timestamptz NOT NULL,
        CONSTRAINT pk_sight PRIMARY KEY (enterprise_id, institution_id)
    )
    """,
]

ASKING = """
    CREATE FUNCTION risk.peers_of(company uuid, needed integer)
    RETURNS TABLE (
        industry text, companies bigint,
        feature text, lower_quarter numeric, middle numeric, upper_quarter numeric
    )
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        WITH peer AS (
            SELECT 1 AS turn, own.industry AS code, other.score_id
            FROM risk.standing AS own JOIN risk.standing AS other USING (industry)
            WHERE own.enterprise_id = company AND other.enterprise_id <> company
                AND other.score_id IS NOT NULL
            UNION ALL
            SELECT 2, own.industry_section, other.score_id
            FROM risk.standing AS own JOIN risk.standing AS other USING (industry_section)
            WHERE own.enterprise_id = company AND other.enterprise_id <> company
                AND other.score_id IS NOT NULL
        ), chosen AS (
            SELECT turn, code, count(*) AS companies FROM peer
            GROUP BY turn, code HAVING count(*) >= needed ORDER BY turn LIMIT 1
        )
        SELECT chosen.code, chosen.companies, shown.key,
               percentile_disc(0.25) WITHIN GROUP (ORDER BY shown.value::numeric),
               percentile_disc(0.5) WITHIN GROUP (ORDER BY shown.value::numeric),
               percentile_disc(0.75) WITHIN GROUP (ORDER BY shown.value::numeric)
        FROM chosen
        JOIN peer USING (turn)
        JOIN risk.score ON score.id = peer.score_id
        CROSS JOIN LATERAL (
            SELECT key, value FROM jsonb_each_text(score.features)
            UNION ALL SELECT 'score', score.score::text
        ) AS shown (key, value)
        GROUP BY chosen.code, chosen.companies, shown.key
        ORDER BY shown.key
    $$
"""
"""The owner answers quartiles of many: a lender compares with whom it may not see."""


def upgrade() -> None:
    op.execute("CREATE SCHEMA risk")
    for statement in [*TABLES, ASKING]:
        op.execute(statement)
    for table in ("score", "decision", "override"):
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON risk.{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
        )
