"""What the ledger is held against: a bare function, and COPY, on tables of the same constraints."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import text

from rongqu.infra.database import Connection, Engine, create_engine
from rongqu.infra.scopes import PLATFORM, PLATFORM_ROLE
from rongqu.infra.tx import utc_now
from rongqu.kernel.ids import new_id

# Columns, keys, checks and indexes of the ledger, and accounts of the same owners; no triggers, no
# accounts to open, no holds, no repetition to answer.
TABLES = [
    "CREATE SCHEMA bare",
    "CREATE TABLE bare.account (LIKE ledger.account INCLUDING ALL)",
    "CREATE TABLE bare.entry (LIKE ledger.entry INCLUDING ALL)",
    "CREATE TABLE bare.posting (LIKE ledger.posting INCLUDING ALL)",
    "CREATE TABLE bare.balance (LIKE ledger.balance INCLUDING ALL) WITH (fillfactor = 50)",
    "ALTER TABLE bare.posting ADD FOREIGN KEY (entry_id) REFERENCES bare.entry (id)",
    "ALTER TABLE bare.posting ADD FOREIGN KEY (account_id) REFERENCES bare.account (id)",
    "ALTER TABLE bare.entry ADD FOREIGN KEY (reverses) REFERENCES bare.entry (id)",
    "ALTER TABLE bare.entry ADD FOREIGN KEY (hold_id) REFERENCES ledger.hold (id)",
    """
    INSERT INTO bare.account OVERRIDING SYSTEM VALUE
        SELECT id, code, owner, currency, parts FROM ledger.account WHERE code = 'custody'
    """,
    "INSERT INTO bare.balance SELECT id, 0, 1, -1000000000000, 0, true FROM bare.account",
    """
    CREATE FUNCTION bare.transfer(
        entry uuid, ref text, day date, at timestamptz, by uuid, source_owner uuid,
        target_owner uuid, amount bigint
    ) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        source bigint;
        target bigint;
    BEGIN
        SELECT id INTO source FROM bare.account
            WHERE (code, owner, currency) = ('custody', source_owner, 'CNY');
        SELECT id INTO target FROM bare.account
            WHERE (code, owner, currency) = ('custody', target_owner, 'CNY');
        INSERT INTO bare.entry VALUES (entry, ref, day, day, at, by, by, NULL, NULL);
        INSERT INTO bare.posting VALUES (entry, 0, source, amount), (entry, 1, target, -amount);
        IF source < target THEN
            UPDATE bare.balance SET debit_minor = debit_minor + amount
                WHERE account_id = source AND part = 0;
            UPDATE bare.balance SET debit_minor = debit_minor - amount
                WHERE account_id = target AND part = 0;
        ELSE
            UPDATE bare.balance SET debit_minor = debit_minor - amount
                WHERE account_id = target AND part = 0;
            UPDATE bare.balance SET debit_minor = debit_minor + amount
                WHERE account_id = source AND part = 0;
        END IF;
    END
    $$
    """,
]
GRANTS = [
    f"GRANT USAGE ON SCHEMA bare TO {PLATFORM_ROLE}",
    f"GRANT ALL ON ALL TABLES IN SCHEMA bare TO {PLATFORM_ROLE}",
]
TRANSFER = text("SELECT bare.transfer(:entry, :ref, :day, :at, :by, :source, :target, 100)")


async def make_bare_tables(url: str) -> None:
    owner = create_engine(url, pool_size=1, role=None)
    async with owner.begin() as connection:
        for statement in (*TABLES, *GRANTS):
            await connection.execute(text(statement))
    await owner.dispose()


def transfer_of(source: UUID, target: UUID, day: date, by: UUID) -> dict[str, object]:
    """Arguments of one bare transfer, between two owners."""
    entry = new_id()
    return {
        "entry": entry,
        "ref": f"bench.transfer:{entry}",
        "day": day,
        "at": utc_now(),
        "by": by,
        "source": source,
        "target": target,
    }


async def copy_entries(connection: Connection, pairs: list[tuple[int, int]], by: UUID) -> None:
    """The fastest way to bring that many rows into such tables at all."""
    day, at = utc_now().date(), utc_now()
    ids = [new_id() for _ in pairs]
    entries = [(e, f"bench.transfer:{e}", day, day, at, by, by, None, None) for e in ids]
    postings = [
        line
        for entry, (source, target) in zip(ids, pairs, strict=True)
        for line in ((entry, 0, source, 100), (entry, 1, target, -100))
    ]
    await connection.driver.copy_records_to_table("entry", schema_name="bare", records=entries)
    await connection.driver.copy_records_to_table("posting", schema_name="bare", records=postings)


async def bare_accounts(engine: Engine) -> list[int]:
    """Their numbers, as COPY needs them."""
    async with engine.connect(PLATFORM) as connection:
        return list((await connection.execute(text("SELECT id FROM bare.account"))).scalars())
