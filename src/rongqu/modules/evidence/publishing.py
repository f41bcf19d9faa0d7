"""What everybody may read of the log: tiles and entries, in the form of C2SP `tlog-tiles`."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.evidence import queries
from rongqu.modules.evidence.commitments import leaf_of
from rongqu.modules.evidence.errors import TileNotFound
from rongqu.modules.evidence.log_paths import TileAddress, parse_path
from rongqu.modules.evidence.tree.hashing import HASH_BYTES
from rongqu.modules.evidence.tree.tiles import TILE_HASHES, TileKey


async def read_tile(tx: Tx, path: str) -> bytes:
    address = parse_path(path)
    if address is None:
        raise TileNotFound(path=path)
    content = await _read(tx, address)
    if content is None:
        raise TileNotFound(path=path)
    return content


async def _read(tx: Tx, address: TileAddress) -> bytes | None:
    if address.level is None:
        return await _read_entries(tx, address)
    key = TileKey(address.level, address.number)
    hashes = (await queries.read_tiles(tx, [key])).get(key, b"")
    wanted = address.width * HASH_BYTES
    return hashes[:wanted] if len(hashes) >= wanted else None


async def _read_entries(tx: Tx, address: TileAddress) -> bytes | None:
    """Each entry after its length in two bytes."""
    start = address.number * TILE_HASHES
    entries = await queries.list_entries_between(tx, start, start + address.width)
    if len(entries) < address.width:
        return None
    leaves = [leaf_of(entry.commitment) for entry in entries[: address.width]]
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)
