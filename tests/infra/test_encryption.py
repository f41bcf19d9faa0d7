"""Personal data at rest: what the database holds opens nothing, and every process opens it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import tink  # pyright: ignore[reportMissingTypeStubs]  it has none
from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, func, select, text, update

from rongqu.infra.database import Engine, create_engine
from rongqu.infra.encryption import ciphers
from rongqu.infra.encryption.data_keys import data_key
from rongqu.infra.encryption.key_encryption import HeldKey, open_key
from rongqu.infra.encryption.reencryption import (
    list_tables_to_reencrypt,
    reencrypt_piece,
    rotate_data_key,
)
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.pii import MobileNumber, PersonName
from rongqu.modules.identity import tables
from rongqu.modules.identity.jobs import rotate_data_keys
from tests.builders.identity import given_owner

RAW = text("SELECT display_name, email FROM identity.person")


@pytest.fixture
async def other_process(engine: Engine, database_url: str) -> AsyncGenerator[Engine]:
    """Another engine on the same database: it reads the keys for itself."""
    assert engine
    other = create_engine(database_url, pool_size=1)
    yield other
    await other.dispose()


async def test_the_database_holds_no_name_and_no_address(engine: Engine) -> None:
    person = await given_owner(engine)

    async with engine.connect(PLATFORM) as connection:
        name, email = (await connection.execute(RAW)).one()
        read = (await connection.execute(select(tables.person.c.display_name))).scalar_one()

    assert "张小明".encode() not in name
    assert person.login.encode() not in email
    assert read == PersonName("张小明")


async def test_the_same_value_is_never_stored_alike(engine: Engine) -> None:
    await given_owner(engine)
    await given_owner(engine)

    async with engine.connect(PLATFORM) as connection:
        names = (await connection.execute(text("SELECT display_name FROM identity.person"))).all()
    assert len(set(names)) == 2


async def test_what_one_process_wrote_another_reads(engine: Engine, other_process: Engine) -> None:
    await given_owner(engine)

    async with other_process.connect() as connection:
        read = (await connection.execute(select(tables.person.c.display_name))).scalar_one()
    assert read.reveal() == "张小明"


async def test_a_value_moved_to_another_kind_of_column_does_not_open(engine: Engine) -> None:
    await given_owner(engine)
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(text("UPDATE identity.person SET mobile = display_name"))

        moved = await connection.execute(select(tables.person.c.mobile))
        with pytest.raises(tink.TinkError):
            moved.all()


def test_a_wrapped_key_opens_with_its_own_master_key_only() -> None:
    ours, theirs = HeldKey("ours", b"1" * 32), HeldKey("theirs", b"2" * 32)
    wrapped = ciphers.new_keyset(ours)

    cipher = ciphers.open_keyset(wrapped, ours)
    secret = cipher.encrypt(b"13812345678", MobileNumber.__name__)

    assert cipher.decrypt(secret, MobileNumber.__name__) == b"13812345678"
    assert secret.startswith(cipher.id)
    with pytest.raises(InvalidTag):
        ciphers.open_keyset(wrapped, theirs)


def test_a_key_file_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    address = (tmp_path / "keys" / "master.key").as_uri()

    first, second = open_key(address), open_key(address)

    assert second.decrypt(first.encrypt(b"plain", b""), b"") == b"plain"
    assert (tmp_path / "keys" / "master.key").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in (tmp_path / "keys").iterdir()] == ["master.key"]


DAY = timedelta(days=1)


async def test_only_what_may_change_is_closed_anew(engine: Engine) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        names = {table.fullname for table in await list_tables_to_reencrypt(tx)}

    assert {"identity.person", "identity.totp", "parties.investor"} <= names
    assert "contracts.signature" not in names


async def test_the_nightly_job_runs_to_its_end_when_a_key_is_due(
    engine: Engine, work: Work, database_url: str
) -> None:
    """As another process would: the key in force changes once it has read the table anew."""
    await given_owner(engine)
    [old] = set(await key_ids(engine))
    later = replace(work, engine=create_engine(database_url), clock=lambda: utc_now() + 91 * DAY)
    try:
        await rotate_data_keys.run(later)
        async with engine.connect(PLATFORM) as connection:
            keys = (await connection.execute(select(data_key.c.id))).scalars().all()
        assert len(keys) == 2
    finally:
        async with open_tx(engine, SYSTEM) as tx:
            await tx.connection.execute(delete(data_key).where(data_key.c.id != old))
        await later.engine.dispose()


async def key_ids(engine: Engine) -> list[bytes]:
    """What the stored names begin with."""
    async with engine.connect(PLATFORM) as connection:
        names = await connection.execute(text("SELECT display_name FROM identity.person"))
        return [bytes(name)[: ciphers.ID_BYTES] for name in names.scalars()]


async def test_a_key_is_rotated_when_it_is_old_and_not_before(engine: Engine) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        assert not await rotate_data_key(tx, DAY)

    async with open_tx(engine, SYSTEM, lambda: utc_now() + 2 * DAY) as tx:
        assert await rotate_data_key(tx, DAY)
        assert not await rotate_data_key(tx, DAY)
        assert len((await tx.connection.execute(select(data_key.c.id))).all()) == 2
        await tx.connection.execute(delete(data_key).where(data_key.c.active_from > tx.now))


async def test_rows_are_closed_anew_in_pieces_while_both_keys_open_them(
    engine: Engine, database_url: str
) -> None:
    people = [await given_owner(engine) for _ in range(5)]
    [old] = set(await key_ids(engine))
    async with open_tx(engine, SYSTEM) as tx:
        assert await rotate_data_key(tx, -DAY)
        await tx.connection.execute(
            update(data_key).where(data_key.c.id != old).values(active_from=func.now())
        )
    rotated = create_engine(database_url, pool_size=1)
    try:
        async with open_tx(rotated, SYSTEM) as tx:
            first = await reencrypt_piece(tx, tables.person, limit=2)
        assert first.rows == 2
        async with open_tx(rotated, SYSTEM) as tx:  # as if it had been killed: from the beginning
            rest = await reencrypt_piece(tx, tables.person, limit=10)
        assert (rest.rows, rest.last) == (3, None)

        assert old not in await key_ids(engine)
        async with engine.connect(PLATFORM) as connection:
            read = (await connection.execute(select(tables.person.c.email))).scalars().all()
        assert {email.reveal() for email in read if email} == {each.login for each in people}
    finally:
        async with rotated.begin() as connection:
            await connection.execute(delete(data_key).where(data_key.c.id != old))
        await rotated.dispose()
