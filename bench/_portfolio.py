"""A portfolio of made loans: written by the database in sets, as years of lending leave it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from rongqu.infra.database import Engine, create_engine

LENDERS = 50
MONTHS = 12

# Paid out evenly over the 350 days before. One in forty stopped paying some months ago, one in
# three agreed to direct debits. 120,000 in twelve equal parts, 40.42 of interest for each that is
# left: what counts here is how many rows there are and which, not how their plan came about.
LOANS = """
    INSERT INTO servicing.loan (id, number, application_id, enterprise_id, institution_id,
        borrower_name, lender_name, region_code, product_kind, product_name, principal_minor,
        currency,
        yearly_rate, day_count, term_months, method, penalty_daily_rate, prepayment_fee_rate,
        allocation, opened_on, last_due_on, status, outstanding_minor, bucket)
    SELECT uuidv7(), 'L' || n, uuidv7(), uuidv7(),
           CAST(md5('lender' || n % :lenders) AS uuid), '苏州精工机械有限公司', '钱江银行',
           '320500', 'credit_loan', '科创信用贷', 12000000, 'CNY', 0.0485, 'thirty_e_360', :months,
           'equal_principal', 0.0485 * 1.5 / 360, 0, '{penalty,interest,principal}',
           opened_on, CAST(opened_on + :months * interval '1 month' AS date), 'active',
           1000000 * (:months - paid), 'current'
    FROM generate_series(1, :loans) AS n,
         LATERAL (SELECT CAST(:day AS date) - CAST(n % 350 + 1 AS int) AS opened_on) AS at,
         LATERAL (SELECT CASE WHEN n % 40 = 0 THEN CAST(n / 40 % 9 AS int)
                         ELSE :months END AS stopped) AS s,
         LATERAL (SELECT least(stopped, 12 * extract(year FROM age(CAST(:day AS date), opened_on))
             + extract(month FROM age(CAST(:day AS date), opened_on)))::int AS paid) AS p
"""
INSTALMENTS = """
    INSERT INTO servicing.instalment (loan_id, number, starts_on, due_on, principal_minor,
        interest_minor, balance_minor, currency, principal_paid_minor, interest_paid_minor, paid_on)
    SELECT id, k, opened_on + (k - 1) * interval '1 month', due_on, 1000000,
           4042 * (:months - k + 1), 1000000 * (:months - k), 'CNY',
           CASE WHEN is_paid THEN 1000000 ELSE 0 END,
           CASE WHEN is_paid THEN 4042 * (:months - k + 1) ELSE 0 END,
           CASE WHEN is_paid THEN due_on END
    FROM servicing.loan, generate_series(1, :months) AS k,
         LATERAL (SELECT CAST(opened_on + k * interval '1 month' AS date) AS due_on,
                         k <= :months - outstanding_minor / 1000000 AS is_paid) AS line
    ORDER BY id, k
"""
MANDATES = """
    INSERT INTO servicing.direct_debit_mandate (loan_id, given_by, given_at)
    SELECT id, uuidv7(), now() FROM servicing.loan WHERE uuid_extract_timestamp(id) IS NOT NULL
        AND get_byte(uuid_send(id), 15) % 3 = 0
"""


async def make_portfolio(engine: Engine, loans: int, day: date, lenders: int = LENDERS) -> None:
    """As of the evening of `day`: what was due until then is paid, but for those who stopped."""
    given = {"loans": loans, "lenders": lenders, "months": MONTHS, "day": day}
    owner = create_engine(engine.url, pool_size=1, role=None)
    async with owner.begin() as connection:
        # Their contracts are left out: "replica" puts the foreign keys to sleep meanwhile.
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        for statement in (LOANS, INSTALMENTS, MANDATES):
            named = {name: value for name, value in given.items() if f":{name}" in statement}
            await connection.execute(text(statement), named)
    async with owner.connect() as connection:
        await connection.execute(text("SET statement_timeout = 0"))
        await connection.execute(text("VACUUM (ANALYZE) servicing.loan, servicing.instalment"))
    await owner.dispose()
