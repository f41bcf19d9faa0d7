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
        model_version text NOT NULL,
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
    CREATE TABLE risk.sight (
        enterprise_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        since timestamptz NOT NULL,
        CONSTRAINT pk_sight PRIMARY KEY (enterprise_id, institution_id)
    )
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA risk")
    for statement in TABLES:
        op.execute(statement)
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON risk.score "
        "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
    )
