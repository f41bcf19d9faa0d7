"""Everything that is found in a plan, at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rongqu.modules.pitches.digesting.figures import find_figures
from rongqu.modules.pitches.digesting.sections import find_sections
from rongqu.modules.pitches.digesting.summary import summarise
from rongqu.modules.pitches.digesting.vocabulary import vocabulary
from rongqu.modules.pitches.types import (
    Classified,
    Digest,
    Passage,
    Remark,
    Section,
    SectionKind,
)

FEWEST_LETTERS = 25
"""A place with fewer has no text worth the name."""
MOST_WORDS = 6
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def is_scanned(passages: Sequence[Passage]) -> bool:
    """Nine tenths of the places have next to no text: they are pictures."""
    bare = sum(len("".join(each.text.split())) < FEWEST_LETTERS for each in passages)
    return bare * 10 >= len(passages) * 9


def digest_passages(passages: Sequence[Passage], remarks: Sequence[Remark]) -> Digest:
    """`remarks`: what the rules for texts have found in the same passages."""
    sections = find_sections(passages)
    figures = find_figures(passages)
    text = "\n".join(each.text for each in passages)
    kinds = {each.kind for each in sections}
    return Digest(
        places=len(passages),
        language="zh" if len(_CHINESE.findall(text)) * 8 > len(text) else "en",
        sections=sections,
        missing=tuple(kind for kind in vocabulary().expected if kind not in kinds),
        figures=figures,
        summary=summarise(passages, figures),
        industry=_classify(text, vocabulary().industries),
        need=_classify(_about_money(passages, sections), vocabulary().needs),
        remarks=tuple(remarks),
    )


def _classify(text: str, words: Mapping[str, re.Pattern[str]]) -> Classified | None:
    """The code whose words are found most; a word found often counts once more, not ever more."""
    hits = {code: _count(pattern.findall(text)) for code, pattern in words.items()}
    best = max(hits, key=lambda code: _weight(hits[code].values()))
    if not hits[best]:
        return None
    spoke = [word for word, _ in hits[best].most_common(MOST_WORDS)]
    return Classified(code=best, words=tuple(spoke))


def _count(words: Iterable[str]) -> Counter[str]:
    return Counter(word.lower() for word in words)


def _weight(counts: Iterable[int]) -> int:
    return sum(min(count, 3) for count in counts)


def _about_money(passages: Sequence[Passage], sections: Sequence[Section]) -> str:
    """What the money is for stands where funding is written of; else anywhere."""
    places = {each.place for each in sections if each.kind is SectionKind.FUNDING}
    about = [each.text for each in passages if each.place in places]
    return "\n".join(about or [each.text for each in passages])
