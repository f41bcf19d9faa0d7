"""How far apart two words are: by letters, and by sound."""

from __future__ import annotations

import re
from functools import lru_cache


def count_edits(left: str, right: str) -> int:
    """Letters added, dropped, replaced, or swapped with their neighbour.

    Optimal string alignment, all letters of `left` at once in one integer (Hyyrö 2003, "A
    bit-vector algorithm for computing Levenshtein and Damerau edit distances").
    """
    if left == right:
        return 0
    if not left or not right:
        return len(left) or len(right)
    where: dict[str, int] = {}
    for place, letter in enumerate(left):
        where[letter] = where.get(letter, 0) | 1 << place
    mask = (1 << len(left)) - 1
    last = 1 << (len(left) - 1)
    up, down, match_before, diagonal, edits = mask, 0, 0, 0, len(left)
    for letter in right:
        match = where.get(letter, 0)
        swapped = ((~diagonal & match) << 1) & match_before
        diagonal = ((((match & up) + up) ^ up) | match | down | swapped) & mask
        gained = down | (~(diagonal | up) & mask)
        lost = diagonal & up
        edits += 1 if gained & last else -1 if lost & last else 0
        gained = (gained << 1 | 1) & mask
        lost = (lost << 1) & mask
        up = lost | (~(diagonal | gained) & mask)
        down = gained & diagonal
        match_before = match
    return edits


A_SLIP = 0.6
"""What a single edit costs: one slip is a typing mistake, two are more often another name."""

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch|sh|hs|x(?=[iy])", "s"),
        (r"tch|ch|zh|dj|dzh|q(?=i)|j|ts|tz|cz", "j"),
        (r"kh|gh|ck|q|g|c(?=[^eiy]|$)|k", "k"),
        (r"ph|w|v|f|b|p", "f"),
        (r"th|dh|t|d", "t"),
        (r"c|z|s", "s"),
        (r"h(?!$)|h$", ""),
        (r"[aeiouy]+", "a"),
        (r"(.)\1+", r"\1"),
    )
]


@lru_cache(maxsize=65_536)
def to_sound(word: str) -> str:
    """Words that are written otherwise in another spelling system sound alike: Usama, Osama;
    Gaddafi, Qaddafi; Hsi, Xi."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word.removesuffix("a") or word


@lru_cache(maxsize=262_144)
def liken(left: str, right: str) -> float:
    """From 0, other words, to 1, the same. A typing mistake in a long word costs less."""
    if left == right:
        return 1.0
    longest, shortest = max(len(left), len(right)), min(len(left), len(right))
    if longest > 2 * shortest + 1:
        return 0.0
    edits = count_edits(left, right)
    by_letter = 1 - (A_SLIP if edits == 1 and shortest > 2 else edits) / longest
    if shortest >= 3 and to_sound(left) == to_sound(right):
        return max(by_letter, 0.5 + by_letter / 2)
    return by_letter
