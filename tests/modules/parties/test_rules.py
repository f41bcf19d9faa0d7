from __future__ import annotations

import pytest

from rongqu.modules.parties.rules import harmless_cell


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+86 512", "'+86 512"),
        ("-2+3", "'-2+3"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("-5.00", "-5.00"),
        ("10000001", "10000001"),
        ("苏州", "苏州"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_marked_as_text(cell: str, written: str) -> None:
    assert harmless_cell(cell) == written
