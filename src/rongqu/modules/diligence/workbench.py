"""Gathers what the page of the workbench shows, and what a memo is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.pii import PersonName
from rongqu.modules.diligence import queries, rules
from rongqu.modules.diligence.deciding import read_committee_line
from rongqu.modules.diligence.memo import OnRecord, write_memo
from rongqu.modules.diligence.types import Answer, Ballot, Case, Memo, MemoSection, Visit
from rongqu.modules.identity.public import Member, list_members, name_people
from rongqu.modules.parties.public import Purpose, read_enterprise_for, read_invoice_profile
from rongqu.modules.risk.public import find_score


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    case: Case
    visits: tuple[Visit, ...]
    items: tuple[str, ...]
    answers: Mapping[str, Answer]
    memos: tuple[Memo, ...]
    ballots: tuple[Ballot, ...]
    house: tuple[Member, ...]
    committee_above: Money
    quorum: int
    names: Mapping[UserId, PersonName]


async def get_workbench(tx: Tx, application_id: ApplicationId) -> Workbench:
    case = await queries.get_case(tx, application_id)
    visits = await queries.list_visits(tx, case)
    answers = await queries.list_answers(tx, case)
    memos = await queries.list_memos(tx, case)
    ballots = await queries.list_ballots(tx, case)
    people = {
        *(visit.recorded_by for visit in visits),
        *(answer.answered_by for answer in answers.values()),
        *(memo.written_by for memo in memos),
        *(member for ballot in ballots for member in ballot.members),
    }
    return Workbench(
        case=case,
        visits=visits,
        items=rules.checklist_of(case.product_kind),
        answers=answers,
        memos=memos,
        ballots=ballots,
        house=await list_members(tx, case.institution_id),
        committee_above=await read_committee_line(tx),
        quorum=int(await read_policy(tx, "diligence.committee_quorum")),
        names=await name_people(tx, people),
    )


async def draft_memo(tx: Tx, application_id: ApplicationId) -> dict[MemoSection, str]:
    """From what is on record at this moment; nothing is kept."""
    case = await queries.get_case(tx, application_id)
    known = OnRecord(
        case=case,
        company=await read_enterprise_for(tx, case.enterprise_id, Purpose.APPLICATION),
        invoices=await read_invoice_profile(tx, case.enterprise_id, purpose=Purpose.APPLICATION),
        score=await find_score(tx, case.enterprise_id),
        visits=await queries.list_visits(tx, case),
        answers=await queries.list_answers(tx, case),
        items=rules.checklist_of(case.product_kind),
    )
    return write_memo(known)
