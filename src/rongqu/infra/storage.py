"""Files: a folder on a laptop, any S3-compatible store on a cluster, behind one small port.

Keys name the content (`sha256`), so that a file is put before the transaction that mentions it:
a rollback leaves an unused file, never a mention without a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import obstore
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`key` finds the file again; `sha256` proves that it is the same one."""

    key: str
    sha256: str
    size: int


class FileMissing(Exception):
    """A key that is on record but not in the store: an operator has to restore it."""


class Storage:
    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def put(self, folder: str, content: bytes) -> StoredFile:
        """Keep a file under the name of its content; the same content twice is one file."""
        digest = hashlib.sha256(content).hexdigest()
        key = f"{folder}/{digest[:2]}/{digest}"
        await obstore.put_async(self._store, key, content)
        return StoredFile(key, digest, len(content))

    async def put_named(self, key: str, content: bytes) -> None:
        """For parts of something unfinished, such as the chunks of an upload."""
        await obstore.put_async(self._store, key, content)

    async def get(self, key: str) -> bytes:
        try:
            answer = await obstore.get_async(self._store, key)
        except FileNotFoundError as error:
            raise FileMissing(key) from error
        return bytes(await answer.bytes_async())

    async def stream(self, key: str, chunk: int = 1 << 20) -> AsyncGenerator[bytes]:
        try:
            answer = await obstore.get_async(self._store, key)
        except FileNotFoundError as error:
            raise FileMissing(key) from error
        async for part in answer.stream(min_chunk_size=chunk):
            yield bytes(part)

    async def delete(self, key: str) -> None:
        """What is gone already is gone: S3 says so itself, a folder does not."""
        with suppress(FileNotFoundError):
            await obstore.delete_async(self._store, key)


def open_storage(address: str) -> Storage:
    """`file:///path`, `memory://`, or `s3://bucket/prefix` with keys and endpoint in `AWS_*`."""
    if address == "memory://":
        return Storage(MemoryStore())
    if address.startswith("s3://"):
        return Storage(S3Store.from_url(address))
    folder = Path(address.removeprefix("file://"))
    folder.mkdir(parents=True, exist_ok=True)
    return Storage(LocalStore(folder))
