"""Bodies of the privacy API. Words come from the server: they are data with versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.kernel.actor import NOBODY
from rongqu.kernel.ids import UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity.public import Locale
from rongqu.modules.privacy import wording
from rongqu.modules.privacy.holdings import Holding
from rongqu.modules.privacy.purposes import all_purposes
from rongqu.modules.privacy.types import (
    Basis,
    Choice,
    Consent,
    ConsentEnd,
    Erasure,
    ErasureState,
    Export,
    ExportState,
    Fate,
    Scope,
    Text,
    UseOfData,
    Verdict,
    Words,
)

Names = Mapping[UserId, PersonName]


def words_in(text: Text, locale: Locale) -> Words:
    return text.en if locale is Locale.EN else text.zh


class PrivacyTextBody(BaseModel):
    purpose: UseOfData
    version: int
    title: str
    body: str
    valid_from: date

    @classmethod
    def of(cls, text: Text, locale: Locale) -> Self:
        words = words_in(text, locale)
        return cls(
            purpose=text.purpose,
            version=text.version,
            title=words.title,
            body=words.body,
            valid_from=text.valid_from,
        )


class WordsBody(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    body: str = Field(min_length=1, max_length=10_000)

    @classmethod
    def of(cls, words: Words) -> Self:
        return cls(title=words.title, body=words.body)

    def to_words(self) -> Words:
        return Words(title=self.title.strip(), body=self.body.strip())


class TextVersionBody(BaseModel):
    purpose: UseOfData
    version: int
    valid_from: date
    asks_again: bool
    zh: WordsBody
    en: WordsBody
    author_id: UUID
    author_name: str | None
    recorded_at: datetime

    @classmethod
    def of(cls, text: Text, names: Names) -> Self:
        name = names.get(text.author_id)
        return cls(
            purpose=text.purpose,
            version=text.version,
            valid_from=text.valid_from,
            asks_again=text.asks_again,
            zh=WordsBody.of(text.zh),
            en=WordsBody.of(text.en),
            author_id=text.author_id,
            author_name=None if name is None else str(name),
            recorded_at=text.recorded_at,
        )


class NewTextBody(BaseModel):
    purpose: UseOfData
    valid_from: date
    asks_again: bool
    zh: WordsBody
    en: WordsBody

    def to_text(self, now: datetime) -> Text:
        return Text(
            purpose=self.purpose,
            version=0,
            valid_from=self.valid_from,
            asks_again=self.asks_again,
            zh=self.zh.to_words(),
            en=self.en.to_words(),
            author_id=UserId(NOBODY),
            recorded_at=now,
        )


class ConsentWishBody(BaseModel):
    version: int = Field(ge=1)


class ChoiceBody(BaseModel):
    """`text` is in force; `given_version` and the instants are of the last consent."""

    purpose: UseOfData
    scope: Scope
    article: str
    text: PrivacyTextBody
    is_given: bool
    given_version: int | None
    given_at: datetime | None
    withdrawn_at: datetime | None

    @classmethod
    def of(cls, choice: Choice, locale: Locale) -> Self:
        last = choice.last
        is_withdrawn = last is not None and last.end is ConsentEnd.WITHDRAWN
        return cls(
            purpose=choice.facts.purpose,
            scope=choice.facts.scope,
            article=choice.facts.article,
            text=PrivacyTextBody.of(choice.text, locale),
            is_given=choice.is_given,
            given_version=last.version if last else None,
            given_at=last.given_at if last else None,
            withdrawn_at=last.ended_at if last and is_withdrawn else None,
        )


class ConsentBody(BaseModel):
    id: UUID
    subject_id: UUID
    purpose: UseOfData
    version: int
    given_by: UUID
    given_by_name: str | None
    given_at: datetime
    ended_at: datetime | None
    end: ConsentEnd | None

    @classmethod
    def of(cls, consent: Consent, names: Names) -> Self:
        name = names.get(consent.given_by)
        return cls(
            id=consent.id,
            subject_id=consent.subject_id,
            purpose=consent.purpose,
            version=consent.version,
            given_by=consent.given_by,
            given_by_name=None if name is None else str(name),
            given_at=consent.given_at,
            ended_at=consent.ended_at,
            end=consent.end,
        )


class DataExportBody(BaseModel):
    id: UUID
    state: ExportState
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None
    size_bytes: int | None
    sha256: str | None

    @classmethod
    def of(cls, export: Export) -> Self:
        return cls(
            id=export.id,
            state=export.state,
            asked_at=export.asked_at,
            ready_at=export.ready_at,
            expires_at=export.expires_at,
            size_bytes=export.size,
            sha256=export.sha256,
        )


class VerdictBody(BaseModel):
    """What becomes of a holding, in words: what it is, and which law keeps it until when."""

    holding: str
    title: str
    body: str
    fate: Fate
    rows: int
    why: str | None
    keep_until: date | None

    @classmethod
    def of(cls, verdict: Verdict, locale: Locale) -> Self:
        words = wording.holding_words(verdict.holding, locale)
        return cls(
            holding=verdict.holding,
            title=words.title,
            body=words.body,
            fate=verdict.fate,
            rows=verdict.rows,
            why=wording.policy_words(verdict.keep, locale) if verdict.keep else None,
            keep_until=verdict.keep_until,
        )


class ErasureBody(BaseModel):
    id: UUID
    person_id: UUID
    state: ErasureState
    asked_at: datetime
    verdicts: list[VerdictBody]

    @classmethod
    def of(cls, erasure: Erasure, locale: Locale) -> Self:
        return cls(
            id=erasure.id,
            person_id=erasure.person_id,
            state=erasure.state,
            asked_at=erasure.asked_at,
            verdicts=[VerdictBody.of(each, locale) for each in erasure.verdicts],
        )


class ProcessingBody(BaseModel):
    """A line of the record of processing (PIPL, articles 51, 55 and 56)."""

    holding: str
    title: str
    body: str
    purpose: UseOfData
    purpose_title: str
    basis: Basis
    article: str
    recipients: str
    keep: str | None
    keep_months: int | None
    why: str | None
    can_erase: bool

    @classmethod
    def of(cls, holding: Holding, months: int | None, locale: Locale) -> Self:
        words, facts = wording.holding_words(holding.name, locale), all_purposes()[holding.purpose]
        return cls(
            holding=holding.name,
            title=words.title,
            body=words.body,
            purpose=holding.purpose,
            purpose_title=wording.purpose_words(holding.purpose, locale),
            basis=facts.basis,
            article=facts.article,
            recipients=wording.recipients_of(holding.name, locale),
            keep=holding.keep,
            keep_months=months,
            why=wording.policy_words(holding.keep, locale) if holding.keep else None,
            can_erase=holding.erase is not None,
        )
