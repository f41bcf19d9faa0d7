"""`rongqu review`: what the rules find in a text, before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from rich.console import Console

from rongqu.infra.policies import read_pack
from rongqu.modules.contracts.public import Finding, Reviewed, Rule, Severity, TextKind, review

RATE_CAP = "catalog.yearly_rate_cap"
WORDS = {
    Rule.RATE_ABOVE_CAP: "the year's whole cost is above the cap 综合年化成本超过上限",
    Rule.MISSING_CLAUSE: "a statutory clause is missing 缺少法定条款",
    Rule.GUARANTEED_RETURN: "promises principal or return 承诺保本或收益",
    Rule.EXAGGERATION: "exaggerates 夸大宣传",
    Rule.UNEQUAL_PENALTY: "burdens one side only 权利义务不对等",
    Rule.CONTRADICTION: "figures contradict each other 数字互相矛盾",
    Rule.INTEREST_IN_ADVANCE: "takes interest in advance 预先扣除利息",
}


def review_files(files: Sequence[Path], kind: TextKind) -> bool:
    """Print the findings. Returns whether nothing of high severity was found. The cap is that of
    the policy pack: no platform is asked."""
    console = Console(highlight=False, soft_wrap=True)
    cap: Decimal = read_pack()[RATE_CAP].value
    is_good = True
    for file in files:
        text = file.read_text("utf-8")
        findings = review(Reviewed(text=text, kind=kind, rate_cap=cap))
        is_good &= all(each.severity is not Severity.HIGH for each in findings)
        mark = "[green]✓[/]" if not findings else "[red]✗[/]"
        console.print(f"{mark} {file.name}: {len(findings)}")
        for finding in findings:
            _tell(console, text, finding)
    return is_good


def _tell(console: Console, text: str, finding: Finding) -> None:
    line = text.count("\n", 0, finding.start) + 1
    where = f"line {line}" if finding.end else "whole text"
    console.print(f"    {where}: {WORDS[finding.rule]} ({finding.severity})")
    details = [f"{name} {value}" for name, value in finding.details.items()]
    quoted = " · ".join([*([f"“{finding.excerpt}”"] if finding.excerpt else []), *details])
    console.print(f"        {quoted}", markup=False)
