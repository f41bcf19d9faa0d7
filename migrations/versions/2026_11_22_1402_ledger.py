"""The first tables of ledger, and the triggers that keep its law."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1402"
down_revision = "2026_11_22_1401"

CHART = """
    CREATE TABLE ledger.chart (
        code text CONSTRAINT pk_chart PRIMARY KEY,
        side text NOT NULL CONSTRAINT ck_chart_side CHECK (side IN ('debit', 'credit')),
        owned_by text NOT NULL CONSTRAINT ck_chart_owned_by
            CHECK (owned_by IN ('platform', 'organisation', 'loan', 'agreement')),
        is_limited boolean NOT NULL,
        parts smallint NOT NULL,
        CONSTRAINT ck_chart_limited CHECK (NOT is_limited OR (side = 'credit' AND parts = 1)),
        CONSTRAINT ck_chart_parts CHECK (parts BETWEEN 1 AND 64)
    )
"""

# Limited accounts are never overdrawn. Accounts that everybody posts to have no limit to check and
# are kept in parts, chosen by the connection, so that nobody waits for their one row.
CHART_LINES = """
    INSERT INTO ledger.chart (code, side, owned_by, is_limited, parts) VALUES
        ('bank_settlement', 'debit', 'platform', false, 32),
        ('custody', 'credit', 'organisation', true, 1),
        ('frozen', 'credit', 'organisation', true, 1),
        ('in_transit', 'debit', 'platform', false, 1),
        ('loan_principal', 'debit', 'loan', false, 1),
        ('interest_receivable', 'debit', 'loan', false, 1),
        ('penalty_receivable', 'debit', 'loan', false, 1),
        ('accrued_interest', 'debit', 'organisation', false, 1),
        ('lender_funding', 'credit', 'organisation', false, 1),
        ('interest_income', 'credit', 'organisation', false, 1),
        ('penalty_income', 'credit', 'organisation', false, 1),
        ('loss_allowance', 'credit', 'organisation', false, 1),
        ('loss_expense', 'debit', 'organisation', false, 1),
        ('recovered_income', 'credit', 'organisation', false, 1),
        ('fee_income', 'credit', 'platform', false, 32),
        ('management_fee_income', 'credit', 'platform', false, 32),
        ('coupon_cost', 'debit', 'platform', false, 32),
        ('reserve_cash', 'debit', 'agreement', false, 1),
        ('risk_reserve', 'credit', 'agreement', true, 1),
        ('compensation_fund', 'credit', 'agreement', true, 1),
        ('suspense', 'credit', 'platform', false, 1)
"""

TABLES = [
    """
    CREATE TABLE ledger.account (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_account PRIMARY KEY,
        code text NOT NULL CONSTRAINT fk_account_code REFERENCES ledger.chart (code),
        owner uuid NOT NULL,
        currency char(3) NOT NULL CONSTRAINT ck_account_currency CHECK (currency ~ '^[A-Z]{3}$'),
        parts smallint NOT NULL,
        CONSTRAINT uq_account_code_owner_currency UNIQUE (code, owner, currency)
    )
    """,
    """
    CREATE TABLE ledger.hold (
        id uuid CONSTRAINT pk_hold PRIMARY KEY,
        account_id bigint NOT NULL CONSTRAINT fk_hold_account_id REFERENCES ledger.account (id),
        reference text NOT NULL,
        amount_minor bigint NOT NULL,
        left_minor bigint NOT NULL,
        posted_minor bigint NOT NULL,
        status text NOT NULL CONSTRAINT ck_hold_status
            CHECK (status IN ('open', 'posted', 'voided', 'expired')),
        placed_at timestamptz NOT NULL,
        expires_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT ck_hold_amounts CHECK (
            amount_minor > 0 AND left_minor >= 0 AND posted_minor >= 0
            AND left_minor + posted_minor <= amount_minor
        ),
        CONSTRAINT ck_hold_open CHECK (
            (status = 'open') = (left_minor > 0) AND (status = 'open') = (ended_at IS NULL)
        )
    )
    """,
    "CREATE INDEX ix_hold_account_id_id ON ledger.hold (account_id, id)",
    "CREATE INDEX ix_hold_expires_at ON ledger.hold (expires_at) WHERE status = 'open'",
    """
    CREATE TABLE ledger.entry (
        id uuid CONSTRAINT pk_entry PRIMARY KEY,
        reference text NOT NULL CONSTRAINT uq_entry_reference UNIQUE,
        effective_on date NOT NULL,
        booked_on date NOT NULL,
        posted_at timestamptz NOT NULL,
        posted_by uuid NOT NULL,
        correlation_id uuid NOT NULL,
        hold_id uuid CONSTRAINT fk_entry_hold_id REFERENCES ledger.hold (id),
        reverses uuid CONSTRAINT fk_entry_reverses REFERENCES ledger.entry (id)
    )
    """,
    """
    CREATE UNIQUE INDEX ix_entry_reverses ON ledger.entry (reverses) WHERE reverses IS NOT NULL
    """,
    "CREATE INDEX ix_entry_hold_id ON ledger.entry (hold_id) WHERE hold_id IS NOT NULL",
    "CREATE INDEX ix_entry_days ON ledger.entry USING brin (booked_on, effective_on)",
    """
    CREATE TABLE ledger.posting (
        entry_id uuid NOT NULL CONSTRAINT fk_posting_entry_id REFERENCES ledger.entry (id),
        number smallint NOT NULL,
        account_id bigint NOT NULL CONSTRAINT fk_posting_account_id REFERENCES ledger.account (id),
        amount_minor bigint NOT NULL
            CONSTRAINT ck_posting_amount_minor CHECK (amount_minor <> 0),
        CONSTRAINT pk_posting PRIMARY KEY (entry_id, number)
    )
    """,
    "CREATE INDEX ix_posting_account_id_entry_id ON ledger.posting (account_id, entry_id)",
    """
    CREATE TABLE ledger.entry_product (
        entry_id uuid CONSTRAINT pk_entry_product PRIMARY KEY
            CONSTRAINT fk_entry_product_entry_id REFERENCES ledger.entry (id),
        product text NOT NULL
    )
    """,
    """
    CREATE TABLE ledger.balance (
        account_id bigint NOT NULL CONSTRAINT fk_balance_account_id REFERENCES ledger.account (id),
        part smallint NOT NULL,
        parts smallint NOT NULL,
        debit_minor bigint NOT NULL,
        held_minor bigint NOT NULL CONSTRAINT ck_balance_held_minor CHECK (held_minor >= 0),
        is_limited boolean NOT NULL,
        CONSTRAINT pk_balance PRIMARY KEY (account_id, part),
        CONSTRAINT ck_balance_not_overdrawn
            CHECK (NOT is_limited OR debit_minor + held_minor <= 0)
    ) WITH (fillfactor = 50)
    """,
]

# A closed period takes no entry any more. Whoever posts shares a lock that closing takes alone, so
# that none is under way when a period closes.
CLOSING = [
    """
    CREATE TABLE ledger.closing (
        through date CONSTRAINT pk_closing PRIMARY KEY,
        closed_at timestamptz NOT NULL,
        closed_by uuid NOT NULL,
        entries bigint NOT NULL, sha256 text NOT NULL
    )
    """,
    """
    CREATE FUNCTION ledger.refuse_closed(day date) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock_shared('ledger.closing'::regclass::oid::bigint);
        IF EXISTS (SELECT FROM ledger.closing WHERE through >= day) THEN
            RAISE EXCEPTION 'period_closed' USING ERRCODE = 'check_violation';
        END IF;
    END $$
    """,
    """
    CREATE FUNCTION ledger.check_open() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM ledger.refuse_closed(day)
            FROM (SELECT min(effective_on) AS day FROM added) earliest WHERE day IS NOT NULL;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER period_is_open AFTER INSERT ON ledger.entry REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger.check_open()
    """,
    """
    CREATE FUNCTION ledger.close_alone() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock('ledger.closing'::regclass::oid::bigint);
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER closing_waits BEFORE INSERT ON ledger.closing
        FOR EACH STATEMENT EXECUTE FUNCTION ledger.close_alone()
    """,
    """
    CREATE TABLE ledger.proof (
        id uuid CONSTRAINT pk_proof PRIMARY KEY,
        proved_at timestamptz NOT NULL,
        accounts bigint NOT NULL,
        entries bigint NOT NULL,
        postings bigint NOT NULL,
        wrong_balances bigint NOT NULL, wrong_holds bigint NOT NULL,
        unbalanced_entries bigint NOT NULL, changed_periods bigint NOT NULL
    )
    """,
]

# An account gets its balance, at zero, when it is opened: to book is only ever an update.
OPENING = [
    """
    CREATE FUNCTION ledger.open_balance() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO ledger.balance (account_id, part, parts, debit_minor, held_minor, is_limited)
            SELECT NEW.id, part, NEW.parts, 0, 0, chart.is_limited
            FROM ledger.chart, generate_series(0, NEW.parts - 1) part
            WHERE chart.code = NEW.code;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER account_has_balance AFTER INSERT ON ledger.account
        FOR EACH ROW EXECUTE FUNCTION ledger.open_balance()
    """,
    """
    CREATE FUNCTION ledger.open_accounts(codes text[], owners uuid[], currencies text[])
    RETURNS bigint[] LANGUAGE plpgsql AS $$
    DECLARE
        found bigint[];
    BEGIN
        FOR attempt IN 1..2 LOOP
            SELECT array_agg(a.id ORDER BY w.number) INTO found
                FROM unnest(codes, owners, currencies)
                    WITH ORDINALITY AS w (code, owner, currency, number)
                LEFT JOIN ledger.account a
                    ON (a.code, a.owner, a.currency) = (w.code, w.owner, w.currency::char(3));
            EXIT WHEN array_position(found, NULL) IS NULL;
            INSERT INTO ledger.account (code, owner, currency, parts)
                SELECT w.code, w.owner, w.currency, chart.parts
                FROM unnest(codes, owners, currencies) AS w (code, owner, currency)
                JOIN ledger.chart USING (code)
                ORDER BY 1, 2, 3
                ON CONFLICT DO NOTHING;
        END LOOP;
        RETURN found;
    END $$
    """,
]

# An entry comes in one statement, so the statement is what has to balance: one check for a batch
# of any size, and no way to complete an entry later (its posting number 0 is there already).
# Balances move in the same statement, their rows taken in one order by everybody, so that two
# entries never wait for each other for good.
BOOK = [
    """
    CREATE FUNCTION ledger.book() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        moved record;
    BEGIN
        -- In the common case, one currency and nothing wrong, this first look is all.
        IF EXISTS (
            SELECT FROM added JOIN ledger.account a ON a.id = added.account_id
            GROUP BY added.entry_id
            HAVING sum(added.amount_minor) <> 0 OR min(added.number) <> 0
                OR min(a.currency) <> max(a.currency)
        ) THEN
            IF EXISTS (
                SELECT FROM added JOIN ledger.account a ON a.id = added.account_id
                GROUP BY added.entry_id, a.currency HAVING sum(added.amount_minor) <> 0
            ) THEN
                RAISE EXCEPTION 'an entry does not balance' USING ERRCODE = 'check_violation';
            END IF;
            IF EXISTS (SELECT FROM added GROUP BY entry_id HAVING min(number) <> 0) THEN
                RAISE EXCEPTION 'an entry is never added to' USING ERRCODE = 'check_violation';
            END IF;
        END IF;

        FOR moved IN
            SELECT a.id, pg_backend_pid() % a.parts AS part,
                sum(added.amount_minor)::bigint AS minor
            FROM added JOIN ledger.account a ON a.id = added.account_id
            GROUP BY 1, 2 ORDER BY 1, 2
        LOOP
            UPDATE ledger.balance SET debit_minor = debit_minor + moved.minor
                WHERE account_id = moved.id AND part = moved.part;
        END LOOP;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER posting_is_booked AFTER INSERT ON ledger.posting
        REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger.book()
    """,
]

# Money that is held is still the owner's, and not available.
HOLDS = [
    """
    CREATE FUNCTION ledger.book_hold() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        before bigint := 0;
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF OLD.status <> 'open' OR NEW.left_minor > OLD.left_minor
                OR (OLD.id, OLD.account_id, OLD.reference, OLD.amount_minor)
                    IS DISTINCT FROM (NEW.id, NEW.account_id, NEW.reference, NEW.amount_minor)
            THEN
                RAISE EXCEPTION 'a hold only ever shrinks, and ends once'
                    USING ERRCODE = 'check_violation';
            END IF;
            before := OLD.left_minor;
        END IF;
        UPDATE ledger.balance SET held_minor = held_minor + NEW.left_minor - before
            WHERE account_id = NEW.account_id AND is_limited;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'only limited accounts have holds' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER hold_is_booked AFTER INSERT OR UPDATE ON ledger.hold
        FOR EACH ROW EXECUTE FUNCTION ledger.book_hold()
    """,
    # What the entries that name a hold take from its account is no longer held; unless the rest
    # is kept, the hold ends with it. Balances are locked first, in everybody's order.
    """
    CREATE FUNCTION ledger.take_holds(
        holds uuid[], keep_rest boolean[], accounts bigint[],
        of_entry int[], of_account int[], amounts bigint[], at timestamptz
    ) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
    DECLARE
        taken record;
    BEGIN
        PERFORM FROM ledger.hold WHERE id = ANY (holds) ORDER BY id FOR UPDATE;
        PERFORM FROM ledger.balance b JOIN ledger.account a ON a.id = b.account_id
            WHERE b.account_id = ANY (accounts) AND b.part = pg_backend_pid() % a.parts
            ORDER BY b.account_id FOR UPDATE OF b;
        FOR taken IN
            SELECT h.id, h.status, h.left_minor, h.expires_at, bool_or(keep_rest[p.entry]) AS keeps,
                coalesce(sum(p.amount) FILTER (WHERE accounts[p.account] = h.account_id), 0)
                    AS minor
            FROM unnest(of_entry, of_account, amounts) AS p (entry, account, amount)
            JOIN ledger.hold h ON h.id = holds[p.entry]
            GROUP BY h.id ORDER BY h.id
        LOOP
            IF taken.status <> 'open' THEN
                RAISE EXCEPTION 'hold_ended %', taken.id USING ERRCODE = 'check_violation';
            ELSIF taken.expires_at <= at THEN
                RAISE EXCEPTION 'hold_expired %', taken.id USING ERRCODE = 'check_violation';
            ELSIF taken.minor <= 0 OR taken.minor > taken.left_minor THEN
                RAISE EXCEPTION 'hold_exceeded %', taken.id USING ERRCODE = 'check_violation';
            END IF;
            UPDATE ledger.hold SET
                posted_minor = posted_minor + taken.minor,
                left_minor = CASE WHEN taken.keeps THEN left_minor - taken.minor ELSE 0 END,
                status = CASE WHEN taken.keeps AND left_minor > taken.minor
                    THEN 'open' ELSE 'posted' END,
                ended_at = CASE WHEN taken.keeps AND left_minor > taken.minor THEN NULL ELSE at END
                WHERE id = taken.id;
        END LOOP;
    END $$
    """,
]

# The way in: entries, the accounts they touch and their postings, each as arrays; the last four
# only where an entry uses them. Returns the ids of the entries that were not made because their
# reference, or the entry they reverse, is taken. Planned once: to plan anew for each size of the
# arrays costs more than posting.
POST = [
    """
    CREATE FUNCTION ledger.keep_postings(
        entries uuid[], made uuid[],
        INOUT of_entry int[], INOUT numbers smallint[], INOUT of_account int[],
        INOUT amounts bigint[]
    ) LANGUAGE sql SET plan_cache_mode = force_custom_plan AS $$
        SELECT coalesce(array_agg(p.entry), '{}'), array_agg(p.number), array_agg(p.account),
            array_agg(p.amount)
        FROM unnest(of_entry, numbers, of_account, amounts) AS p (entry, number, account, amount)
        JOIN unnest(entries) WITH ORDINALITY AS wished (id, place) ON wished.place = p.entry
        JOIN unnest(made) AS new (id) ON new.id = wished.id
    $$
    """,
    """
    CREATE FUNCTION ledger.post(
        entries uuid[], refs text[], codes text[], owners uuid[], currencies text[],
        of_entry int[], numbers smallint[], of_account int[], amounts bigint[],
        booked date, at timestamptz, by uuid, correlation uuid,
        days date[] DEFAULT NULL, holds uuid[] DEFAULT NULL, keep_rest boolean[] DEFAULT NULL,
        reversed uuid[] DEFAULT NULL
    ) RETURNS uuid[] LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
    DECLARE
        accounts bigint[] := ledger.open_accounts(codes, owners, currencies);
        made uuid[];
        known uuid[] := '{}';
    BEGIN
        WITH new AS (
            INSERT INTO ledger.entry (
                id, reference, effective_on, booked_on, posted_at, posted_by, correlation_id,
                hold_id, reverses
            )
            SELECT id, reference, coalesce(day, booked), booked, at, by, correlation, hold, reverses
            FROM unnest(entries, refs, days, holds, reversed)
                AS w (id, reference, day, hold, reverses)
            ON CONFLICT DO NOTHING RETURNING id
        ) SELECT coalesce(array_agg(id), '{}') INTO made FROM new;

        IF cardinality(made) < cardinality(entries) THEN
            known := ARRAY(SELECT unnest(entries) EXCEPT SELECT unnest(made));
            SELECT * INTO of_entry, numbers, of_account, amounts FROM ledger.keep_postings(
                entries, made, of_entry, numbers, of_account, amounts
            );
        END IF;
        IF holds IS NOT NULL THEN
            PERFORM ledger.take_holds(
                holds, keep_rest, accounts, of_entry, of_account, amounts, at
            );
        END IF;
        INSERT INTO ledger.posting (entry_id, number, account_id, amount_minor)
            SELECT entries[p.entry], p.number, accounts[p.account], p.amount
            FROM unnest(of_entry, numbers, of_account, amounts)
                AS p (entry, number, account, amount);
        RETURN known;
    END $$
    """,
]

# The short way for most entries: one, with two postings. It is a view whose trigger does all, so
# that the statement trigger, which sees to what is inserted by hand or by `post`, need not look
# again: inside a trigger nobody is but this one.
TRANSFER = [
    """
    CREATE VIEW ledger.transfer AS SELECT
        id AS entry_id, reference, ''::text AS first_code, id AS first_owner,
        ''::text AS second_code, id AS second_owner, ''::char(3) AS currency,
        0::bigint AS amount_minor, effective_on, booked_on, posted_at, posted_by, correlation_id,
        hold_id, false AS keeps_rest, reverses
    FROM ledger.entry WHERE false
    """,
    """
    CREATE FUNCTION ledger.book_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        first bigint;
        second bigint;
        lower bigint;
        amount bigint := NEW.amount_minor;
    BEGIN
        SELECT id INTO first FROM ledger.account
            WHERE (code, owner, currency) = (NEW.first_code, NEW.first_owner, NEW.currency);
        SELECT id INTO second FROM ledger.account
            WHERE (code, owner, currency) = (NEW.second_code, NEW.second_owner, NEW.currency);
        IF first IS NULL OR second IS NULL THEN
            SELECT a[1], a[2] INTO first, second FROM ledger.open_accounts(
                ARRAY[NEW.first_code, NEW.second_code], ARRAY[NEW.first_owner, NEW.second_owner],
                ARRAY[NEW.currency::text, NEW.currency::text]
            ) AS a;
        END IF;
        INSERT INTO ledger.entry VALUES (
            NEW.entry_id, NEW.reference, NEW.effective_on, NEW.booked_on, NEW.posted_at,
            NEW.posted_by, NEW.correlation_id, NEW.hold_id, NEW.reverses
        ) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
        PERFORM ledger.refuse_closed(NEW.effective_on);
        IF NEW.hold_id IS NOT NULL THEN
            PERFORM ledger.take_holds(
                ARRAY[NEW.hold_id], ARRAY[NEW.keeps_rest], ARRAY[first, second],
                ARRAY[1, 1], ARRAY[1, 2], ARRAY[amount, -amount], NEW.posted_at
            );
        END IF;
        INSERT INTO ledger.posting VALUES
            (NEW.entry_id, 0, first, amount), (NEW.entry_id, 1, second, -amount);

        lower := first;
        IF first > second THEN
            lower := second;
            amount := -amount;
        END IF;
        UPDATE ledger.balance SET debit_minor = debit_minor + amount
            WHERE account_id = lower AND part = pg_backend_pid() % parts;
        UPDATE ledger.balance SET debit_minor = debit_minor - amount
            WHERE account_id = first + second - lower AND part = pg_backend_pid() % parts;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER transfer_is_booked INSTEAD OF INSERT ON ledger.transfer
        FOR EACH ROW EXECUTE FUNCTION ledger.book_transfer()
    """,
]


def upgrade() -> None:
    op.execute("CREATE SCHEMA ledger")
    for part in ([CHART, CHART_LINES], TABLES, CLOSING, OPENING, BOOK, HOLDS, POST, TRANSFER):
        for statement in part:
            op.execute(statement)
    for table in ("account", "entry", "posting", "entry_product", "closing", "proof"):
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
        )
    op.execute(
        "CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON ledger.hold "
        "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
    )
    op.execute(
        "CREATE FUNCTION ledger.refuse_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'balances are changed by postings and holds only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER balance_is_kept BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE "
        "ON ledger.balance FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) "
        "EXECUTE FUNCTION ledger.refuse_by_hand()"
    )
