"""Proofs as files that strangers keep and check without us.

`rongqu-proof/1` is JSON: the fact, its salt, and a C2SP `tlog-proof` that the leaf made of both is
in the log. `rongqu-consistency/1` holds two checkpoints and the path between them.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from typing import Any, cast

from rongqu.modules.evidence.canonical import NotCanonical, canonical_json
from rongqu.modules.evidence.notes import SIZE, NoteInvalid, read_hash

PROOF, CONSISTENCY, TLOG = "rongqu-proof/1", "rongqu-consistency/1", "c2sp.org/tlog-proof@v1"


class FileUnreadable(ValueError):
    """It is no proof, or a part of it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFile:
    """`fact` is canonical JSON; `note` is the checkpoint with its signatures."""

    fact: str
    salt: bytes
    index: int
    path: tuple[bytes, ...]
    note: str

    @property
    def tlog_proof(self) -> str:
        hashes = "".join(f"{b64encode(each).decode()}\n" for each in self.path)
        return f"{TLOG}\nindex {self.index}\n{hashes}\n{self.note}"

    def dump(self) -> str:
        content = {
            "format": PROOF,
            "fact": json.loads(self.fact),
            "salt": self.salt.hex(),
            "proof": self.tlog_proof,
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyFile:
    older: str
    newer: str
    path: tuple[bytes, ...]

    def dump(self) -> str:
        path = [b64encode(each).decode() for each in self.path]
        content = {"format": CONSISTENCY, "older": self.older, "newer": self.newer, "path": path}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def load(content: bytes) -> ProofFile | ConsistencyFile:
    try:
        found: Any = json.loads(content)
        match found:
            case {"format": "rongqu-proof/1", "fact": dict(), "salt": str(), "proof": str()}:
                return _load_proof(cast(dict[str, Any], found))
            case {"format": "rongqu-consistency/1", "older": str(), "newer": str(), "path": list()}:
                path = tuple(map(read_hash, found["path"]))
                return ConsistencyFile(older=found["older"], newer=found["newer"], path=path)
            case _:
                raise FileUnreadable("this is no proof of a log")
    except (UnicodeDecodeError, ValueError, TypeError, RecursionError) as error:
        raise FileUnreadable("this is no proof of a log") from error


def _load_proof(found: dict[str, Any]) -> ProofFile:
    index, path, note = _read_tlog_proof(found["proof"])
    try:
        fact = canonical_json(found["fact"])
    except NotCanonical as error:
        raise FileUnreadable("the fact has no canonical form") from error
    salt = bytes.fromhex(found["salt"])
    return ProofFile(fact=fact, salt=salt, index=index, path=path, note=note)


def _read_tlog_proof(text: str) -> tuple[int, tuple[bytes, ...], str]:
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    if len(lines) > 1 and lines[1].startswith("extra "):
        del lines[1]
    kind, _, number = lines[1].partition(" ") if len(lines) > 1 else ("", "", "")
    if not separator or lines[0] != TLOG or kind != "index" or not SIZE.fullmatch(number):
        raise NoteInvalid("a proof is a head, an index, hashes and a checkpoint")
    return int(number), tuple(map(read_hash, lines[2:])), note
