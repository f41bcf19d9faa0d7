"""`make check` leaves out only what was good for the very files that are there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import check as tool
from tools.check import Check, Digests, remember, take_unknown


def test_a_good_check_is_run_again_when_something_it_reads_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "GOOD", tmp_path / ".make")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text(".make/\n")
    for folder in ("src", "web/src/locales"):
        (tmp_path / folder).mkdir(parents=True)
    python = Check("types", ("pyright",))
    web = Check("web types", ("tsc",), tool.WEB)
    both = Check("pages", ("pages",), reads_both=True)
    everything = [python, web, both]

    def left_after(file: str, words: str) -> list[Check]:
        (tmp_path / file).write_text(words)
        return take_unknown(everything, Digests(), anew=False)

    assert left_after("src/a.py", "1") == everything
    for each in everything:
        remember(each, Digests().of(each))
    assert take_unknown(everything, Digests(), anew=False) == []
    assert take_unknown(everything, Digests(), anew=True) == everything
    assert left_after("src/a.py", "2") == [python, both]
    assert left_after("src/a.py", "1") == []
    assert left_after("web/a.ts", "1") == [web, both]
    (tmp_path / "web/a.ts").unlink()
    assert left_after("web/src/locales/en.json", "{}") == everything
