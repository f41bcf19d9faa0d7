"""The first tables of ledger, and the triggers that keep its law."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1402"
down_revision = "2026_11_22_1401"

TABLES = [
    """
    CREATE TABLE ledger.entry (
        id uuid CONSTRAINT pk_entry PRIMARY KEY,
        reference text NOT NULL CONSTRAINT uq_entry_reference UNIQUE,
        effective_on date NOT NULL,
        booked_on date NOT NULL,
        posted_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE ledger.posting (
        entry_id uuid NOT NULL CONSTRAINT fk_posting_entry_id REFERENCES ledger.entry (id),
        number smallint NOT NULL,
        account_code text NOT NULL,
        account_owner uuid NOT NULL,
        amount_minor bigint NOT NULL
            CONSTRAINT ck_posting_amount_minor CHECK (amount_minor <> 0),
        currency char(3) NOT NULL CONSTRAINT ck_posting_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT pk_posting PRIMARY KEY (entry_id, number)
    )
    """,
    """
    CREATE INDEX ix_posting_account_code_account_owner_currency_entry_id
        ON ledger.posting (account_code, account_owner, currency, entry_id)
    """,
    """
    CREATE TABLE ledger.balance (
        account_code text NOT NULL,
        account_owner uuid NOT NULL,
        currency char(3) NOT NULL,
        part smallint NOT NULL,
        debit_minor bigint NOT NULL,
        CONSTRAINT pk_balance PRIMARY KEY (account_code, account_owner, currency, part),
        CONSTRAINT ck_balance_not_overdrawn
            CHECK (account_code NOT IN ('custody', 'frozen') OR debit_minor <= 0),
        CONSTRAINT ck_balance_part
            CHECK (part = 0 OR account_code IN ('bank_settlement', 'fee_income'))
    )
    """,
]

# An account that everybody posts to would make everybody wait for its row. It is kept in sixteen
# parts, chosen by the connection; a balance is the sum of the parts. Only accounts that may have
# any balance can be kept so.
PARTS = """
    CREATE FUNCTION ledger.part_of(code text) RETURNS smallint STABLE LANGUAGE sql AS $$
        SELECT CASE WHEN code IN ('bank_settlement', 'fee_income')
            THEN (pg_backend_pid() % 16)::smallint ELSE 0::smallint END
    $$
"""

# An entry comes in one statement, so the statement is what has to balance: one check for a batch
# of any size, and no way to complete an entry later. Balances move in the same statement, their
# rows locked in one order by everybody, so that two entries never wait for each other.
BOOK = [
    """
    CREATE FUNCTION ledger.book() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM added GROUP BY entry_id, currency HAVING sum(amount_minor) <> 0
        ) THEN
            RAISE EXCEPTION 'an entry does not balance' USING ERRCODE = 'check_violation';
        END IF;

        INSERT INTO ledger.balance (account_code, account_owner, currency, part, debit_minor)
            SELECT DISTINCT account_code, account_owner, currency, ledger.part_of(account_code), 0
            FROM added ORDER BY 1, 2, 3, 4
            ON CONFLICT DO NOTHING;

        PERFORM FROM ledger.balance b
            WHERE (account_code, account_owner, currency, part) IN (
                SELECT account_code, account_owner, currency, ledger.part_of(account_code)
                FROM added
            )
            ORDER BY account_code, account_owner, currency, part
            FOR UPDATE;

        UPDATE ledger.balance b SET debit_minor = b.debit_minor + moved.minor
            FROM (
                SELECT account_code, account_owner, currency,
                       ledger.part_of(account_code) AS part, sum(amount_minor)::bigint AS minor
                FROM added GROUP BY 1, 2, 3, 4
            ) moved
            WHERE (b.account_code, b.account_owner, b.currency, b.part)
                = (moved.account_code, moved.account_owner, moved.currency, moved.part);
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER posting_is_booked AFTER INSERT ON ledger.posting
        REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION ledger.book()
    """,
    """
    CREATE FUNCTION ledger.refuse_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF pg_trigger_depth() < 2 THEN
            RAISE EXCEPTION 'balances are changed by postings only';
        END IF;
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER balance_is_kept BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ledger.balance
        FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_by_hand()
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA ledger")
    for statement in [*TABLES, PARTS, *BOOK]:
        op.execute(statement)
    for table in ("ledger.entry", "ledger.posting"):
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
        )
