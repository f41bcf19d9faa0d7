"""The bank's books: one SQLite file. A kill -9 loses nothing that was answered."""

from __future__ import annotations

from pathlib import Path

from rongqu.sandbox.book import Book

SETTLEMENT_ACCOUNT = "880000000000"
"""The custody account as a whole: what its statement is of."""

PLATFORM_ACCOUNT = "880000000001"
"""The platform's own account, for its fees; part of the custody agreement, so always there."""

SCHEMA = f"""
CREATE TABLE IF NOT EXISTS account (
    account_no TEXT PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE,
    owner_ref TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    available_minor INTEGER NOT NULL DEFAULT 0 CHECK (available_minor >= 0),
    frozen_minor INTEGER NOT NULL DEFAULT 0 CHECK (frozen_minor >= 0)
) STRICT;

CREATE TABLE IF NOT EXISTS bank_order (
    request_id TEXT PRIMARY KEY,
    order_no TEXT NOT NULL UNIQUE,
    request TEXT NOT NULL,
    kind TEXT NOT NULL,
    debit_account TEXT,
    credit_account TEXT,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    fee_minor INTEGER NOT NULL CHECK (fee_minor >= 0),
    value_date TEXT,
    status TEXT NOT NULL CHECK (status IN ('accepted', 'settled', 'failed')),
    reason TEXT,
    settled_on TEXT,
    execute_at REAL NOT NULL,
    CHECK ((status = 'failed') = (reason IS NOT NULL)),
    CHECK ((status = 'settled') = (settled_on IS NOT NULL))
) STRICT;
CREATE INDEX IF NOT EXISTS order_due ON bank_order (execute_at) WHERE status = 'accepted';

CREATE TABLE IF NOT EXISTS batch (
    batch_id TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    taken TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS hold (
    request_id TEXT PRIMARY KEY,
    account_no TEXT NOT NULL REFERENCES account,
    kind TEXT NOT NULL CHECK (kind IN ('freeze', 'unfreeze')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0)
) STRICT;

CREATE TABLE IF NOT EXISTS block_request (
    request_id TEXT PRIMARY KEY,
    account_no TEXT NOT NULL REFERENCES account,
    blocked INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS blocked_account (
    account_no TEXT PRIMARY KEY REFERENCES account
) STRICT;

CREATE TABLE IF NOT EXISTS movement (
    number INTEGER PRIMARY KEY,
    account_no TEXT NOT NULL REFERENCES account,
    amount_minor INTEGER NOT NULL,
    booked_on TEXT NOT NULL,
    reference TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS movement_of_account ON movement (account_no, number);
CREATE INDEX IF NOT EXISTS movement_of_day ON movement (booked_on, number);

CREATE TABLE IF NOT EXISTS callback (
    number INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    due_at REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    is_spoiled INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'delivered', 'lost', 'given_up'))
) STRICT;
CREATE INDEX IF NOT EXISTS callback_due ON callback (due_at) WHERE state = 'due';

CREATE TABLE IF NOT EXISTS nonce (
    nonce TEXT PRIMARY KEY,
    seen_at REAL NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS fault (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    matching TEXT NOT NULL DEFAULT '',
    times_left INTEGER NOT NULL,
    reason TEXT,
    seconds REAL
) STRICT;

CREATE TABLE IF NOT EXISTS weather (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    seed INTEGER NOT NULL,
    rates TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS closing (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    until_on TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS attempt (
    key TEXT PRIMARY KEY,
    times INTEGER NOT NULL
) STRICT;

INSERT OR IGNORE INTO account (account_no, request_id, owner_ref, name)
    VALUES ('{PLATFORM_ACCOUNT}', 'platform', 'platform', '融渠平台手续费户');
"""


class Books(Book):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "bank.sqlite3", SCHEMA)
