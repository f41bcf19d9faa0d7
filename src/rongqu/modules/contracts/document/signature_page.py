"""Where signatures stand: the last page has a frame for each signer, and the seal goes into it.

In points, from the lower left corner, as PDF counts; the template measures from the upper left.
"""

from __future__ import annotations

from dataclasses import dataclass

PAGE_HEIGHT = 842
LEFT, TOP = 68, 640
WIDTH, HEIGHT = 215, 120
ACROSS, DOWN = 245, 150
COLUMNS, ROWS = 2, 4


@dataclass(frozen=True, slots=True)
class Frame:
    left: int
    bottom: int

    @property
    def seal(self) -> tuple[int, int, int, int]:
        """A square at the right of the frame: x1, y1, x2, y2."""
        right = self.left + WIDTH - 6
        return right - 108, self.bottom + 6, right, self.bottom + 114

    @property
    def from_top(self) -> int:
        return PAGE_HEIGHT - self.bottom - HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameWords:
    """Where a signer's seal goes, in points from the upper left corner."""

    role: str
    name: str
    left: int
    from_top: int
    width: int
    height: int


def frame_of(number: int) -> Frame:
    """Of the signer with this number, from 1 on."""
    row, column = divmod(number - 1, COLUMNS)
    return Frame(left=LEFT + ACROSS * column, bottom=TOP - HEIGHT - DOWN * row)


def frame_words(number: int, role: str, name: str) -> FrameWords:
    frame = frame_of(number)
    return FrameWords(
        role=role,
        name=name,
        left=frame.left,
        from_top=frame.from_top,
        width=WIDTH,
        height=HEIGHT,
    )
