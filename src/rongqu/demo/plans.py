"""Business plans of a few companies: one shown as it should be, one that says more than was
declared, one that may not be shown."""

# python-docx leaves gaps in its types.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import asyncio
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document

from rongqu.demo.borrowers import WAN, Borrower
from rongqu.demo.world import World
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.modules.pitches.public import PlanId, PlanType, PlanUpload, receive_plan, show_plan

FOLDER = "plans"
ASKED = 500 * WAN
BOASTS = ("", "", "产品行业第一，保证年收益15%以上。")
GROWN = (1, 2, 1)
"""By how much each says it sells more than it declared."""


async def write_plans(world: World, authors: Sequence[Borrower]) -> None:
    """Read as any plan is; then each company shows its own, if it may."""
    received = list[tuple[Borrower, PlanId]]()
    for number, author in enumerate(authors[: len(BOASTS)]):
        content = await asyncio.to_thread(_write, author, BOASTS[number], GROWN[number])
        stored = await world.work.storage.put(FOLDER, content)
        upload = PlanUpload(
            id=PlanId(new_id()),
            name=f"{author.company.name}商业计划书.docx",
            file_type=PlanType.DOCX,
            stored=stored,
            asked=Money.parse(str(ASKED), "CNY"),
        )
        async with world.act(author.actor) as tx:
            plan = await receive_plan(tx, upload)
        received.append((author, plan.id))
    await world.settle()
    for (author, plan_id), boast in zip(received, BOASTS, strict=False):
        if not boast:
            async with world.act(author.actor) as tx:
                await show_plan(tx, plan_id)


def _write(author: Borrower, boast: str, grown: int) -> bytes:
    company = author.company
    sales = company.monthly_sales * 12 * grown // WAN
    trade = "、".join(company.trade.words)
    document: Any = Document()
    for title, text in (
        ("一、公司简介", f"{company.name}从事{trade}业务，员工共{company.employees}人。{boast}"),
        ("二、产品与服务", f"公司为客户提供{trade}产品，拥有稳定的生产线和质量检测能力。"),
        ("三、市场分析", f"{trade}行业需求持续增长，主要客户为本省制造企业和经销商。"),
        ("四、核心团队", f"创始人{company.owner}从业二十年，管理团队稳定。"),
        ("五、财务数据", f"2025年营业收入{sales}万元。预计2027年营业收入达到{sales * 2}万元。"),
        ("六、融资计划", f"本次拟融资{ASKED // WAN}万元，用于购置设备和补充流动资金。"),
    ):
        document.add_heading(title, level=1)
        document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
