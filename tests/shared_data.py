"""The evaluation data is no part of the project: tests that read it skip where it is absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("RONGQU_DATA", "../shared/data"))


def shared_data(part: str) -> Path:
    folder = FOLDER / part
    if not folder.is_dir():
        pytest.skip(f"the evaluation data is not at {folder} (set RONGQU_DATA)")
    return folder
