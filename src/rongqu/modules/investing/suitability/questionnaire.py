"""The questionnaire: versioned data; what answers make of an investor is pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rongqu.modules.investing.errors import AnswersIncomplete, UnknownQuestionnaire

IN_FORCE = "2026_1.toml"
SAFEST = 1


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    points: Mapping[str, int]
    """Answer -> points, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """`classes`: from how many points on an investor is of which class. `shields`: question and
    answer that keep an investor in the safest class, whatever the points."""

    version: int
    questions: tuple[Question, ...]
    classes: Mapping[int, int]
    shields: frozenset[tuple[str, str]]

    @property
    def highest_score(self) -> int:
        return sum(max(question.points.values()) for question in self.questions)


@dataclass(frozen=True, slots=True)
class Result:
    score: int
    risk_class: int


@cache
def questionnaire_in_force() -> Questionnaire:
    folder = resources.files("rongqu.modules.investing").joinpath("questionnaires")
    return read_questionnaire(folder.joinpath(IN_FORCE).read_text("utf-8"))


def read_questionnaire(text: str) -> Questionnaire:
    content: dict[str, Any] = tomllib.loads(text)
    return Questionnaire(
        version=content["version"],
        questions=tuple(Question(each["key"], each["answers"]) for each in content["questions"]),
        classes={int(name): points for name, points in content["classes"].items()},
        shields=frozenset((question, answer) for question, answer in content["shields"]),
    )


def assess(asked: Questionnaire, version: int, answers: Mapping[str, str]) -> Result:
    """Every question is answered, with one of its answers, or nothing is made of it."""
    if version != asked.version:
        raise UnknownQuestionnaire(version=version, in_force=asked.version)
    wanted = {question.key for question in asked.questions}
    wrong = wanted.symmetric_difference(answers)
    wrong |= {each.key for each in asked.questions if answers.get(each.key) not in each.points}
    if wrong:
        raise AnswersIncomplete(questions=", ".join(sorted(wrong)))
    score = sum(question.points[answers[question.key]] for question in asked.questions)
    if asked.shields & answers.items():
        return Result(score, SAFEST)
    return Result(score, max(each for each, least in asked.classes.items() if score >= least))
