"""Five categories 五级分类: the worst of what days past due, triggers and people say.

Days and the ranks of triggers are policies; an override needs two people and is never better than
the days say (商业银行金融资产风险分类办法, 银保监会令〔2023〕1号). Only changes are written.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from rongqu.events.servicing import LoanClassified
from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.servicing.days.statements import closing_statement, days_of
from rongqu.modules.servicing.days.types import Category, Closing, Outcome, Trigger

BY_DAYS = [category for category in Category if category is not Category.NORMAL]
POLICIES = [
    *(f"servicing.{category}_days" for category in BY_DAYS),
    *(f"servicing.trigger_{trigger}" for trigger in Trigger),
]

CLASSIFY = closing_statement("""
    WITH triggered AS (
        SELECT DISTINCT ON (loan_id) loan_id, kind, rank
        FROM servicing.loan_trigger JOIN unnest(CAST(:kinds AS text[]), CAST(:ranks AS int[]))
            AS known (kind, rank) USING (kind)
        WHERE lifted_on IS NULL ORDER BY loan_id, rank DESC, kind
    ), judged AS (
        SELECT loan.id AS loan_id, coalesce(:as_of - loan.late_since, 0) AS days,
               CASE WHEN :as_of - loan.late_since >= :loss THEN 5
                    WHEN :as_of - loan.late_since >= :doubtful THEN 4
                    WHEN :as_of - loan.late_since >= :substandard THEN 3
                    WHEN :as_of - loan.late_since >= :special_mention THEN 2 ELSE 1 END AS by_days,
               coalesce(triggered.rank, 1) AS by_trigger, triggered.kind,
               coalesce(array_position(CAST(:categories AS text[]), override.category), 1)
                   AS by_people,
               coalesce(known.category, 'normal') AS former
        FROM servicing.loan
        LEFT JOIN triggered ON triggered.loan_id = loan.id
        LEFT JOIN servicing.category_override AS override
            ON override.loan_id = loan.id AND override.lifted_on IS NULL
        LEFT JOIN servicing.classification AS known ON known.loan_id = loan.id
        WHERE loan.status = 'active' AND (loan.late_since IS NOT NULL
            OR triggered.kind IS NOT NULL OR override.id IS NOT NULL OR known.loan_id IS NOT NULL)
    ), changed AS (
        SELECT loan_id, days, former, category, CASE
                   WHEN worst = by_days THEN 'days'
                   WHEN worst = by_trigger THEN kind ELSE 'override' END AS cause
        FROM judged,
             LATERAL (SELECT greatest(by_days, by_trigger, by_people) AS worst) AS verdict,
             LATERAL (SELECT (CAST(:categories AS text[]))[worst] AS category) AS named
        WHERE category <> former
    ), logged AS (
        INSERT INTO servicing.classification_change
            (loan_id, day, former, category, cause, days_past_due)
        SELECT loan_id, :day, former, category, cause, days FROM changed
    ), kept AS (
        INSERT INTO servicing.classification (loan_id, category, cause, since)
        SELECT loan_id, category, cause, :day FROM changed
        ON CONFLICT (loan_id) DO UPDATE
            SET category = excluded.category, cause = excluded.cause, since = excluded.since
    )
    SELECT changed.*, loan.application_id, loan.enterprise_id, loan.institution_id,
           loan.outstanding_minor, loan.currency
    FROM changed JOIN servicing.loan ON loan.id = changed.loan_id
    ORDER BY changed.loan_id
""")


async def classify(tx: Tx, closing: Closing) -> Outcome:
    policies = await read_policies_on(tx, POLICIES, closing.as_of)
    given: dict[str, Any] = {
        **days_of(closing),
        "kinds": list(Trigger),
        "ranks": [int(policies[f"servicing.trigger_{trigger}"]) for trigger in Trigger],
        "categories": list(Category),
        **{category: int(policies[f"servicing.{category}_days"]) for category in BY_DAYS},
    }
    changed = (await tx.connection.execute(CLASSIFY, given)).all()
    await tx.publish_all([_as_event(row) for row in changed])
    return Outcome(rows=len(changed))


def _as_event(row: Row[Any]) -> LoanClassified:
    return LoanClassified(
        subject_id=row.loan_id,
        parties=(row.institution_id,),
        application_id=row.application_id,
        enterprise_id=row.enterprise_id,
        institution_id=row.institution_id,
        former=row.former,
        category=row.category,
        cause=row.cause,
        days_past_due=row.days,
        outstanding=Money(row.outstanding_minor, row.currency),
    )
