"""What issuers and investors say to each other: questions, a promise, a report, a vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rongqu.demo.cast import Cast
from rongqu.demo.offerings import Draft, yuan
from rongqu.demo.papers import print_paper
from rongqu.demo.world import World
from rongqu.kernel.actor import Actor
from rongqu.kernel.files import FileType
from rongqu.kernel.ids import DocumentId, OfferingId, new_id
from rongqu.modules.aftercare.public import (
    BallotId,
    Covenant,
    Measure,
    NewBallot,
    NewDocument,
    NewQuestion,
    OfferingDocumentKind,
    QuestionId,
    Submission,
    add_document,
    agree_covenant,
    answer_question,
    ask_question,
    call_ballot,
    cast_vote,
    list_reports,
    submit_report,
)

CASH = yuan(200_000_000)
REPORT = "本季度质押物足值，募集资金全部投向小微企业信用贷款，无逾期。"
FIGURES = {
    Measure.REVENUE: yuan(486_000_000),
    Measure.NET_PROFIT: yuan(121_500_000),
    Measure.CASH: yuan(3_920_000_000),
}
PAPERS = (
    (OfferingDocumentKind.PROSPECTUS, "募集说明书"),
    (OfferingDocumentKind.FINANCIALS, "最近一期财务报表"),
)
VOTE_FOR = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Talk:
    world: World
    cast: Cast

    async def promise(self, issuer: Actor, offering_id: OfferingId) -> None:
        covenant = Covenant(offering_id=offering_id, measure=Measure.CASH, least=CASH)
        async with self.world.act(issuer) as tx:
            await agree_covenant(tx, covenant)

    async def publish(self, issuer: Actor, offering_id: OfferingId, draft: Draft) -> None:
        """What is to be read before one orders."""
        for kind, name in PAPERS:
            title = f"{draft.title}：{name}"
            stored = await print_paper(
                self.cast.papers.storage, "offerings", title, *draft.disclosure.values()
            )
            paper = NewDocument(
                id=DocumentId(new_id()),
                offering_id=offering_id,
                kind=kind,
                name=f"{title}.pdf",
                file_type=FileType.PDF,
                stored=stored,
            )
            async with self.world.act(issuer) as tx:
                await add_document(tx, paper)

    async def begin(self, running: OfferingId, open_one: OfferingId) -> None:
        """The running one has reported its quarters; of the open one a question is answered."""
        async with self.world.act(self.cast.lenders[0].approver) as tx:
            for report in await list_reports(tx, running):
                if report.ends_on < tx.business_date:
                    await submit_report(
                        tx, Submission(report_id=report.id, text=REPORT, figures=FIGURES)
                    )
        asked = await self._ask(open_one, "超额认购时按什么比例配售，多余的钱什么时候退回？")
        answer = "按各人认购金额同比例配售，以一百元为一步；多余的部分在结束当天解冻。"
        async with self.world.act(self.cast.lenders[1].approver) as tx:
            await answer_question(tx, asked, answer)

    async def finish(self, of_company: OfferingId, running: OfferingId) -> None:
        """A question waits for its answer, and a vote is under way."""
        await self._ask(of_company, "两条产线预计什么时候投产？新增产能有订单支持吗？")
        ballot_id = BallotId(new_id())
        async with self.world.act(self.cast.lenders[5].approver) as tx:
            await call_ballot(
                tx,
                NewBallot(
                    id=ballot_id,
                    offering_id=running,
                    question="是否同意将单一债务人占比上限由30%调整为35%？",
                    options=("同意", "不同意"),
                    closes_at=tx.now + VOTE_FOR,
                ),
            )
        async with self.world.act(self.cast.investors[1]) as tx:
            await cast_vote(tx, ballot_id, 0)

    async def _ask(self, offering_id: OfferingId, text: str) -> QuestionId:
        question_id = QuestionId(new_id())
        async with self.world.act(self.cast.investors[0]) as tx:
            await ask_question(tx, NewQuestion(id=question_id, offering_id=offering_id, text=text))
        return question_id
