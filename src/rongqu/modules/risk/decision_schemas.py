"""Bodies of the API of strategies and decisions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import MoneyBody
from rongqu.modules.risk.deciding import Outcome, Strategy, read_strategy, write_strategy
from rongqu.modules.risk.deciding.strategy import Operator
from rongqu.modules.risk.types import Decision, Followed, KeptStrategy, Moved

NUMBER = r"^(-?[0-9]{1,12}(\.[0-9]{1,8})?|@[a-z0-9_.]{1,60})$"
"""A number, or the name of another fact."""
NAME = r"^[a-z0-9_.]{1,60}$"


class RuleConditionBody(BaseModel):
    fact: str = Field(pattern=NAME)
    op: Operator
    value: str = Field(pattern=NUMBER)


class RuleBody(BaseModel):
    code: str = Field(pattern=r"^[a-z0-9_]{1,40}$")
    when: list[RuleConditionBody] = Field(min_length=1, max_length=10)
    outcome: Outcome
    zh: str = Field(min_length=1, max_length=100)
    en: str = Field(min_length=1, max_length=100)


class MatrixBody(BaseModel):
    row: str = Field(pattern=NAME)
    row_edges: list[str] = Field(max_length=20)
    column: str = Field(pattern=NAME)
    column_edges: list[str] = Field(max_length=20)
    cells: list[list[Outcome]]


class StrategyDocument(BaseModel):
    """The machine never approves: `fast` is the fast lane, `refuse` is proposed to a person."""

    needed: list[str] = Field(max_length=50)
    rules: list[RuleBody] = Field(max_length=200)
    matrix: MatrixBody

    def to_strategy(self) -> Strategy:
        return read_strategy(self.model_dump())

    @classmethod
    def of(cls, strategy: Strategy) -> Self:
        return cls.model_validate(write_strategy(strategy))


class StrategyWishBody(BaseModel):
    document: StrategyDocument
    valid_from: date
    reason: str = Field(min_length=5, max_length=500)


class AskedStrategyBody(BaseModel):
    approval_id: UUID


class StrategyBody(BaseModel):
    """Number 0 comes with the platform. `is_in_force`: today's decisions follow it."""

    id: UUID
    number: int
    document: StrategyDocument
    valid_from: date
    reason: str
    asked_at: datetime
    decided_at: datetime | None
    is_in_force: bool

    @classmethod
    def of(cls, kept: KeptStrategy, in_force: int) -> Self:
        return cls(
            id=kept.id,
            number=kept.number,
            document=StrategyDocument.of(kept.strategy),
            valid_from=kept.valid_from,
            reason=kept.reason,
            asked_at=kept.asked_at,
            decided_at=kept.decided_at,
            is_in_force=kept.number == in_force,
        )


class CaseBody(BaseModel):
    asked: MoneyBody


class OverrideBody(BaseModel):
    outcome: Outcome
    reason: str = Field(min_length=5, max_length=500)


class OverriddenBody(BaseModel):
    outcome: Outcome
    reason: str
    at: datetime


class ReasonWords(BaseModel):
    """`zh` and `en` are empty for `matrix` and `missing.<fact>`, whose words are the web app's."""

    code: str
    zh: str
    en: str


class KnownFactBody(BaseModel):
    name: str
    value: str


class CaseDecisionBody(BaseModel):
    id: UUID
    enterprise_id: UUID
    enterprise_name: str
    application_id: UUID | None
    score_id: UUID | None
    strategy_number: int
    outcome: Outcome
    reasons: list[ReasonWords]
    facts: list[KnownFactBody]
    decided_at: datetime
    override: OverriddenBody | None

    @classmethod
    def of(cls, decision: Decision, strategy: Strategy, enterprise_name: str) -> Self:
        rules = {rule.code: rule for rule in strategy.rules}
        over = decision.override
        return cls(
            id=decision.id,
            enterprise_id=decision.enterprise_id,
            enterprise_name=enterprise_name,
            application_id=decision.application_id,
            score_id=decision.score_id,
            strategy_number=decision.strategy_number,
            outcome=decision.outcome,
            reasons=[
                ReasonWords(
                    code=code,
                    zh=rules[code].zh if code in rules else "",
                    en=rules[code].en if code in rules else "",
                )
                for code in decision.reasons
            ],
            facts=[
                KnownFactBody(name=n, value=_text(v)) for n, v in sorted(decision.facts.items())
            ],
            decided_at=decision.decided_at,
            override=None
            if over is None
            else OverriddenBody(outcome=over.outcome, reason=over.reason, at=over.at),
        )


class FollowedBody(BaseModel):
    """Decisions of one outcome that people left (`changed` is empty) or changed alike. `known` of
    them were followed by a loan that has shown how it goes, `bad` of those badly."""

    outcome: Outcome
    changed: Outcome | None
    decisions: int
    known: int
    bad: int

    @classmethod
    def of(cls, followed: Followed) -> Self:
        return cls.model_validate(asdict(followed))


class ReplayBody(BaseModel):
    """The decision played again on its own facts by its own strategy."""

    outcome: Outcome
    reasons: list[str]
    is_same: bool


class MovedBody(BaseModel):
    before: Outcome
    after: Outcome
    count: int

    @classmethod
    def of(cls, moved: Moved) -> Self:
        return cls(before=moved.before, after=moved.after, count=moved.count)


class StrategyTestBody(BaseModel):
    """What a strategy would have said of the latest decisions."""

    decisions: int
    moves: list[MovedBody]


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}"
