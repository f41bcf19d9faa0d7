"""What was found in a plan, as the database keeps it."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from rongqu.modules.pitches.types import Digest, Flag

_DIGEST = TypeAdapter(Digest)
_FLAGS = TypeAdapter(tuple[Flag, ...])


def digest_to_json(digest: Digest) -> dict[str, Any]:
    return _DIGEST.dump_python(digest, mode="json")


def digest_from_json(data: object) -> Digest:
    return _DIGEST.validate_python(data)


def flags_to_json(flags: tuple[Flag, ...]) -> list[dict[str, Any]]:
    return _FLAGS.dump_python(flags, mode="json")


def flags_from_json(data: object) -> tuple[Flag, ...]:
    return _FLAGS.validate_python(data)
