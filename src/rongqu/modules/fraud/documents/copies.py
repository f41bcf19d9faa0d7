"""A part of a picture that was copied over another: its grain is there twice.

Whoever photographs or scans a paper leaves noise on it, and no two places have the same. Letters do
repeat on honest papers, so that only the empty ground between them is looked at: tiles of its grain
are sought in the whole picture (correlation by Fourier transform), and where a tile is found at a
distance, the two places are compared point by point. A picture without grain (drawn by a program)
says nothing, and neither does one that was compressed until its grain was gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

TILE, STEP = 128, 64
SQUARE = 8
"""JPEG works on squares of so many points."""
NEAR = 24
"""Places so near to each other share grain by themselves: lenses blur, compression smears."""
LEAST_GRAIN = 0.5
"""Levels of grey: below it there is no noise to compare."""
LOUD = 7.5
"""Standard deviations of chance: of a billion comparisons none gets so far."""
ALIKE, SAME = 0.45, 0.9
WINDOW = 13
LEAST_AREA = 300
MOST_SHARE = 0.2
"""What is alike all over is a pattern (a screen, a weave), and no copy."""
TRIED = 8


@dataclass(frozen=True, slots=True)
class Copied:
    """The middle of the two places, and how many points are the same there."""

    x: int
    y: int
    other_x: int
    other_y: int
    area: int


def find_copy(grey: Plane) -> Copied | None:
    """The largest, if there is one. `grey`: levels 0 to 255."""
    grain, ground, level = _grain_of(grey)
    if level < LEAST_GRAIN or min(grey.shape) < TILE:
        return None
    empty = ~(_mean((~ground).astype(np.float32), 2 * SQUARE + 1) > 0)
    found = (
        _compare(grain, empty if _is_in_step(offset) else ground, offset)
        for offset in _loudest(grain)
    )
    return max((one for one in found if one is not None), key=lambda it: it.area, default=None)


def _grain_of(grey: Plane) -> tuple[Plane, Mask, float]:
    """Noise in units of itself, nothing where something is printed; where ground is; its level."""
    fine = grey - _mean(grey, 5)
    level = float(np.median(np.abs(fine))) * 1.4826
    if level < LEAST_GRAIN:
        return fine, np.zeros(grey.shape, dtype=np.bool_), level
    printed = _mean((np.abs(fine) > 4 * level).astype(np.float32), 5) > 0.01
    ground = ~printed
    grain = np.where(ground, np.clip(fine / level, -3, 3), 0).astype(np.float32)
    for top in range(SQUARE):  # the seams of JPEG's squares are no grain
        for left in range(SQUARE):
            part = grain[top::SQUARE, left::SQUARE]
            inside = ground[top::SQUARE, left::SQUARE]
            part -= np.where(inside, part.sum() / max(1, inside.sum()), 0).astype(np.float32)
    return grain, ground, level


def _echoes(grain: Plane) -> Iterator[tuple[float, int, int]]:
    """Of each tile the place where it is found best besides its own: how loud, and how far off."""
    shape = [_fast_length(side + TILE) for side in grain.shape]
    whole = np.conj(np.fft.rfft2(grain, shape))
    spread = float(grain.std())
    for top in range(0, grain.shape[0] - TILE // 2, STEP):
        for left in range(0, grain.shape[1] - TILE // 2, STEP):
            tile = grain[top : top + TILE, left : left + TILE]
            energy = float(np.sqrt(np.sum(tile * tile)))
            if energy < TILE / 8:
                continue
            found = np.fft.irfft2(np.fft.rfft2(tile, shape) * whole, shape)
            echo = found.astype(np.float32)
            _hush(echo, top, left)
            place = int(np.argmax(echo))
            dy, dx = divmod(place, shape[1])
            loud = float(echo.flat[place]) / (energy * spread)
            if loud > LOUD:
                yield loud, -_signed(dy, shape[0]) - top, -_signed(dx, shape[1]) - left


def _loudest(grain: Plane) -> list[tuple[int, int]]:
    """The offsets worth a closer look. What is here as there is there as here, and told once."""
    heard: dict[tuple[int, int], float] = {}
    for loud, dy, dx in _echoes(grain):
        offset = max((dy, dx), (-dy, -dx))
        heard[offset] = max(loud, heard.get(offset, 0.0))
    return sorted(heard, key=lambda offset: -heard[offset])[:TRIED]


def _is_in_step(offset: tuple[int, int]) -> bool:
    """By whole squares of JPEG: the same letter or slope of light is smeared alike in both places.
    Only squares without print can tell, and a copy's are the same altogether."""
    return all(by % SQUARE == 0 for by in offset)


def _hush(echo: Plane, top: int, left: int) -> None:
    """A tile finds itself where it is."""
    rows = np.arange(-top - NEAR, -top + NEAR + 1) % echo.shape[0]
    columns = np.arange(-left - NEAR, -left + NEAR + 1) % echo.shape[1]
    echo[np.ix_(rows, columns)] = 0


def _signed(place: int, length: int) -> int:
    return place - length if place >= TILE else place


def _compare(grain: Plane, ground: Mask, offset: tuple[int, int]) -> Copied | None:
    """Point by point, the picture beside itself moved by the offset."""
    here, there = _overlap(grain.shape, offset)
    if min(grain[here].shape) < WINDOW:
        return None
    left, right = grain[here], grain[there]
    both = (ground[here] & ground[there]).astype(np.float32)
    known = _mean(both, WINDOW)
    power = _mean(left * left * both, WINDOW) * _mean(right * right * both, WINDOW)
    product = _mean(left * right * both, WINDOW)
    least = SAME if _is_in_step(offset) else ALIKE
    alike = (product > least * np.sqrt(np.maximum(power, 1e-6))) & (known > 0.3) & (both > 0)
    area = int(alike.sum())
    if area < LEAST_AREA or area > MOST_SHARE * float(both.sum()):
        return None
    rows, columns = np.nonzero(alike)
    y, x = int(np.median(rows)) + here[0].start, int(np.median(columns)) + here[1].start
    return Copied(x, y, x + offset[1], y + offset[0], area)


def _overlap(
    shape: tuple[int, ...], offset: tuple[int, int]
) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    here, there = list[slice](), list[slice]()
    for side, by in zip(shape, offset, strict=True):
        here.append(slice(max(0, -by), max(0, min(side, side - by))))
        there.append(slice(max(0, by), max(0, min(side, side + by))))
    return (here[0], here[1]), (there[0], there[1])


def _mean(plane: Plane, width: int) -> Plane:
    """Of the square around each point, by running sums; the rim repeats."""
    half = width // 2
    for axis in (0, 1):
        edges = [(half + 1, half) if at == axis else (0, 0) for at in (0, 1)]
        sums = np.cumsum(np.pad(plane, edges, mode="edge"), axis=axis, dtype=np.float64)
        if axis == 0:
            plane = ((sums[width:] - sums[:-width]) / width).astype(np.float32)
        else:
            plane = ((sums[:, width:] - sums[:, :-width]) / width).astype(np.float32)
    return plane


def _fast_length(length: int) -> int:
    """The next one with small factors only."""
    return next(it for it in range(length, 2 * length + 1) if _is_smooth(it))


def _is_smooth(number: int) -> bool:
    for factor in (2, 3, 5):
        while number % factor == 0:
            number //= factor
    return number == 1
