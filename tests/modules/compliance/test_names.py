"""Which names are one name: pairs that a person would judge the same way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rongqu.infra.policies import read_pack
from rongqu.modules.compliance.errors import ListNotReadable
from rongqu.modules.compliance.screening.compare import compare, score_names
from rongqu.modules.compliance.screening.index import NameIndex
from rongqu.modules.compliance.screening.lists import ListedName, read_list
from rongqu.modules.compliance.screening.normal import Kind, normalise
from rongqu.modules.compliance.screening.spelling import count_edits
from tests.builders.compliance import ALIASES, ENTRIES

PERSON, COMPANY = Kind.PERSON, Kind.COMPANY
ENOUGH = float(read_pack()["compliance.screening_score"].value)

SAME = [
    ("Sergei Volkov", "VOLKOV, Sergei", PERSON),
    ("Serghei Volkov", "Sergei Volkov", PERSON),
    ("Сергей Волков", "Sergei Volkov", PERSON),
    ("Γιώργος Παπάς", "Giorgos Papas", PERSON),
    ("김민수", "Gim Minsu", PERSON),
    ("Dr. Sergei Volkov", "Sergei Volkov", PERSON),
    ("SergeiVolkov", "Sergei Volkov", PERSON),
    ("Serg3i V0lkov", "Sergei Volkov", PERSON),
    ("José Núñez", "Jose Nunez", PERSON),
    ("Muhammad ibn Yusuf", "Mohammed bin Yousef", PERSON),
    ("王小明", "WANG Xiaoming", PERSON),
    ("王小明", "Xiao Ming Wang", PERSON),
    ("王小明", "Wang Hsiao-ming", PERSON),
    ("謝雪紅", "谢雪红", PERSON),
    ("謝雪紅", "Hsieh Hsueh-hung", PERSON),
    ("邓小东", "Teng Hsiao-tung", PERSON),
    ("欧阳明", "Ouyang Ming", PERSON),
    ("单雄信", "Shan Xiongxin", PERSON),
    ("远方科技有限公司", "Yuanfang Technology Co., Ltd.", COMPANY),
    ("遠方科技有限公司", "远方科技", COMPANY),
    ("北京市远方贸易有限公司", "Beijing Yuanfang Trading Limited", COMPANY),
    ("Nordwind GmbH", "Nordwind Gesellschaft mit beschränkter Haftung", COMPANY),
    ("ООО Северный Ветер", "Severnyi Veter LLC", COMPANY),
    ("Nordwind & Sons", "Nordwind and Sons", COMPANY),
    ("Nordwind, S.A.", "NORDWIND SA", COMPANY),
    ("NordwindAG", "Nordwind AG", COMPANY),
    ("Brigade Forty-four", "Brigade 44", COMPANY),
]
OTHERS = [
    ("Sergei Volkov", "Andrei Volkov", PERSON),
    ("Sergei Volkov", "Sergei Morozov", PERSON),
    ("Sergei", "Sergei Petrovich Volkov", PERSON),
    ("王小明", "王小朋", PERSON),
    ("张伟", "章伟", PERSON),
    ("Nordwind Systems Inc", "Nordhaven Systems Inc", COMPANY),
    ("北京远方科技有限公司", "北京近处科技有限公司", COMPANY),
    ("Bank of Atlantis (North) Ltd", "Bank of Atlantis (South) Ltd", COMPANY),
    ("有限公司", "Nordwind Ltd", COMPANY),
]


@pytest.mark.parametrize(("left", "right", "kind"), SAME)
def test_two_spellings_are_one_name(left: str, right: str, kind: Kind) -> None:
    assert score_names(left, right, kind) >= ENOUGH
    assert score_names(right, left, kind) >= ENOUGH


@pytest.mark.parametrize(("left", "right", "kind"), OTHERS)
def test_two_names_stay_two(left: str, right: str, kind: Kind) -> None:
    assert score_names(left, right, kind) < ENOUGH


def test_a_score_says_word_by_word_why() -> None:
    found = compare("Serghei Volkov", "VOLKOV, Sergei Petrovich", PERSON)

    pairs = {(each.left, each.right): each.likeness for each in found.words}
    assert pairs[("volkov", "volkov")] == 1.0
    assert 0.8 < pairs[("serghei", "sergei")] < 1.0
    assert pairs[(None, "petrovich")] == 0.0
    assert found.score == round(
        score_names("Serghei Volkov", "VOLKOV, Sergei Petrovich", PERSON), 4
    )
    assert compare("謝雪紅", "谢雪红", PERSON).by_characters


def plain_edits(left: str, right: str) -> int:
    """The textbook table, to check the bits against."""
    rows = {(i, -1): i + 1 for i in range(-1, len(left))}
    rows |= {(-1, j): j + 1 for j in range(-1, len(right))}
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            best = min(rows[i - 1, j], rows[i, j - 1]) + 1
            best = min(best, rows[i - 1, j - 1] + (one != other))
            if i and j and (one, left[i - 1]) == (right[j - 1], other):
                best = min(best, rows[i - 2, j - 2] + 1)
            rows[i, j] = best
    return rows[len(left) - 1, len(right) - 1]


@given(some.text("abc", max_size=7), some.text("abc", max_size=7))
def test_edits_are_those_of_the_textbook(left: str, right: str) -> None:
    assert count_edits(left, right) == plain_edits(left, right)


@given(some.text(max_size=30), some.text(max_size=30), some.sampled_from(Kind))
def test_any_two_texts_have_a_score(left: str, right: str, kind: Kind) -> None:
    assert 0.0 <= score_names(left, right, kind) <= 1.0
    assert compare(left, right, kind).score <= 1.0


def test_the_index_finds_what_comparing_with_each_finds() -> None:
    listed = read_list(ENTRIES.encode(), ALIASES.encode())
    names = [each.name for each in listed]
    index = NameIndex.of(names, [each.kind for each in listed])

    for asked, kind in [("Serghei Wolkov", PERSON), ("王小明", PERSON), ("苏州精工机械", COMPANY)]:
        found = {hit.position for hit in index.search(asked, kind, at_least=ENOUGH)}
        each = {
            position
            for position, entry in enumerate(listed)
            if entry.kind is kind and score_names(asked, entry.name, kind) >= ENOUGH
        }
        assert found == each != set()
    assert index.search("Nobody Alike", PERSON, at_least=ENOUGH) == []
    assert index.search("??", PERSON, at_least=ENOUGH) == []
    assert NameIndex.of([], []).search("Volkov", PERSON, at_least=ENOUGH) == []


def test_a_list_is_read_with_its_aliases_once_each() -> None:
    listed = read_list(ENTRIES.encode(), (ALIASES + "1,aka,SERGEY WOLKOW\n9,aka,STRAY\n").encode())

    assert len(listed) == 6
    assert listed[0] == ListedName(
        "1", "VOLKOV, Sergei Petrovich", PERSON, False, "TEST1", "1970 · Nowhere"
    )
    assert listed[-1] == ListedName("2", "JINGGONG JIXIE", COMPANY, True, "TEST2", "")
    united = "data_id,kind,name,name_original_script,list_type\n7,individual,Li Wei,李伟,X\n"
    assert [each.name for each in read_list(united.encode())] == ["Li Wei", "李伟"]


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        (b"\xff\xfe", "utf-8"),
        (b"who,name\n1,A\n", "entity_no"),
        (b"entity_no,type\n1,entity\n", "name"),
        (b"entity_no,name\n1,A\n", "type"),
    ],
)
def test_another_file_is_refused_by_its_missing_column(content: bytes, missing: str) -> None:
    with pytest.raises(ListNotReadable) as refused:
        read_list(content)
    assert refused.value.params == {"missing": missing}


def test_normal_words_are_kept_for_the_next_comparison() -> None:
    assert normalise("Sergei Volkov", PERSON) is normalise("Sergei Volkov", PERSON)
