from __future__ import annotations

import json
from base64 import b64decode
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongqu.modules.evidence.tree.hashing import (
    EMPTY_ROOT,
    hash_leaf,
    root_of,
    root_of_leaves,
    split,
)
from rongqu.modules.evidence.tree.proofs import (
    Flaw,
    ProofWrong,
    check_consistency,
    check_inclusion,
)
from rongqu.modules.evidence.tree.tiles import (
    TileKey,
    TileMissing,
    consistency_path,
    grow,
    inclusion_path,
    root_from_edge,
    root_of_span,
    tiles_for,
    widths,
)
from tests.shared_data import shared_data

LEAVES = [hash_leaf(str(number).encode()) for number in range(70_000)]


def grown(sizes: list[int]) -> dict[TileKey, bytes]:
    """The tiles of a tree that grew in steps of these sizes."""
    tiles: dict[TileKey, bytes] = {}
    size = 0
    for step in sizes:
        edge = {key: tiles[key] for key in widths(size)}
        tiles |= grow(size, edge, b"".join(LEAVES[size : size + step]))
        size += step
    return tiles


def test_the_empty_tree_and_the_first_leaves_hash_as_the_rfc_says() -> None:
    assert root_of_leaves([]) == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert hash_leaf(b"").hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )


@settings(max_examples=40)
@given(st.lists(st.integers(1, 700), min_size=1, max_size=6))
def test_a_tree_grown_in_steps_has_the_root_of_the_tree_made_at_once(steps: list[int]) -> None:
    tiles = grown(steps)
    for size in accumulate(steps):
        edge = {key: tiles[key][: width * 32] for key, width in widths(size).items()}
        assert root_from_edge(size, edge) == root_of(LEAVES[:size])


@settings(max_examples=60)
@given(st.data())
def test_proofs_from_tiles_hold_for_every_leaf_and_every_older_tree(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1500))
    index = data.draw(st.integers(0, size - 1))
    older = data.draw(st.integers(1, size))
    tiles, root = grown([size]), root_of(LEAVES[:size])

    spans = inclusion_path(index, size)
    needed = {key: tiles[key] for key in tiles_for(spans)}
    path = [root_of_span(span, needed) for span in spans]
    check_inclusion(LEAVES[index], index, size, path, root)

    path = [root_of_span(span, tiles) for span in consistency_path(older, size)]
    check_consistency(older, size, path, root_of(LEAVES[:older]), root)


def test_a_tree_of_three_levels_needs_few_tiles() -> None:
    tiles = grown([70_000])
    spans = inclusion_path(12_345, 70_000)

    assert max(key.level for key in tiles) == 2
    assert len(tiles_for(spans)) <= 6
    path = [root_of_span(span, tiles) for span in spans]
    check_inclusion(LEAVES[12_345], 12_345, 70_000, path, root_of(LEAVES))


def test_a_path_for_another_size_is_told_apart_from_a_wrong_one() -> None:
    tiles, root = grown([1000]), root_of(LEAVES[:1000])
    path = [root_of_span(span, tiles) for span in inclusion_path(5, 1000)]

    def flaw_of(leaf: bytes, size: int, path: list[bytes]) -> Flaw:
        with pytest.raises(ProofWrong) as refused:
            check_inclusion(leaf, 5, size, path, root)
        return refused.value.flaw

    assert flaw_of(LEAVES[5], 100, path) is Flaw.TOO_LONG
    assert flaw_of(LEAVES[5], 5000, path) is Flaw.TOO_SHORT
    assert flaw_of(LEAVES[5], 5, path) is Flaw.OUTSIDE
    assert flaw_of(LEAVES[6], 1000, path) is Flaw.OTHER_ROOT
    assert flaw_of(LEAVES[5], 1000, [*path[:-1], b"short"]) is Flaw.NO_HASH


def test_a_tree_with_another_history_is_a_fork() -> None:
    tiles, root = grown([1000]), root_of(LEAVES[:1000])
    path = [root_of_span(span, tiles) for span in consistency_path(300, 1000)]
    with pytest.raises(ProofWrong) as refused:
        check_consistency(300, 1000, path, root_of(LEAVES[1:301]), root)
    assert refused.value.flaw is Flaw.FORK


def test_a_tile_that_is_missing_or_short_is_noticed() -> None:
    tiles = grown([300])
    with pytest.raises(TileMissing):
        root_from_edge(300, {})
    with pytest.raises(TileMissing):
        root_of_span(
            inclusion_path(0, 300)[-1], {key: hashes[:-32] for key, hashes in tiles.items()}
        )
    assert split(tiles[TileKey(1, 0)]) == [root_of(LEAVES[:256])]


def _bytes(text: str | None) -> bytes:
    return b64decode(text or "")


def _holds(case: dict[str, Any]) -> bool:
    proof: list[str] = case["proof"] or []
    path = [_bytes(each) for each in proof]
    try:
        if "leaf_index" in case:
            place = (case["leaf_index"], case["tree_size"])
            check_inclusion(_bytes(case["leaf_hash"]), *place, path, _bytes(case["root"]))
        else:
            roots = (_bytes(case["root1"]), _bytes(case["root2"]))
            check_consistency(case["size1"], case["size2"], path, *roots)
    except ProofWrong:
        return False
    return True


@pytest.mark.parametrize("kind", ["inclusion", "consistency"])
def test_published_proofs_are_judged_as_published(kind: str) -> None:
    vectors = json.loads((shared_data("vectors") / "rfc6962_proofs.json").read_text())

    misjudged = [case["case"] for case in vectors[kind] if _holds(case) is case["must_fail"]]

    assert len(vectors[kind]) == 98
    assert misjudged == []
