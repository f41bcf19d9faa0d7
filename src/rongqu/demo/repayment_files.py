"""A bank's two files of repayments: one is booked, one waits for a second person."""

from __future__ import annotations

from rongqu.demo.cast import Cast, Lender
from rongqu.demo.world import World
from rongqu.kernel.ids import new_id
from rongqu.kernel.paging import Page
from rongqu.modules.bookings.public import TAKE_IN, LoanFileId, NewFile, hand_in, read_repayments
from rongqu.modules.compliance.public import approve, find_pending
from rongqu.modules.servicing.public import (
    Loan,
    LoanFilter,
    LoanStatus,
    RepaymentKind,
    get_standing,
    list_loans,
    quote_of,
)

LINES = 6
WHY = "银行代扣回盘，款项已到贷款人账户。"


async def bring_repayment_files(world: World, cast: Cast) -> None:
    """Of the first lender with loans under way; a line of each file is wrong."""
    for lender in cast.lenders:
        loans = await _loans_of(world, lender)
        if len(loans) < 2:
            continue
        await _bring(world, cast, lender, loans[:-1], is_agreed=True)
        await _bring(world, cast, lender, loans[-1:], is_agreed=False)
        break
    await world.settle()


async def _loans_of(world: World, lender: Lender) -> tuple[Loan, ...]:
    wanted = LoanFilter(status=LoanStatus.ACTIVE, institution_id=lender.id)
    async with world.work.open_tx() as tx:
        return (await list_loans(tx, Page(limit=LINES), wanted)).items


async def _bring(
    world: World, cast: Cast, lender: Lender, loans: tuple[Loan, ...], *, is_agreed: bool
) -> None:
    name = "代扣回盘1.csv" if is_agreed else "代扣回盘2.csv"
    rows = ["流水号,借据号,还款金额（元）,还款日期"]
    async with world.work.open_tx() as tx:
        for loan in loans:
            standing = await get_standing(tx, loan, tx.business_date)
            amount = quote_of(RepaymentKind.INSTALMENT, standing).amount.amount
            rows.append(f"{name}-{len(rows)},{loan.number},{amount},{tx.business_date}")
        rows.append(f"{name}-{len(rows)},RQ00000000,1000.00,{tx.business_date}")
    read = read_repayments("\n".join(rows).encode(), len(rows))
    new = NewFile(
        id=LoanFileId(new_id()),
        institution_id=lender.id,
        name=name,
        sha256=read.sha256,
        lines=read.lines,
    )
    async with world.act(cast.staff["settlement_officer"]) as tx:
        file = await hand_in(tx, new, WHY)
        asked = await find_pending(tx, TAKE_IN, str(file.id))
    if is_agreed and asked is not None:
        async with world.act(cast.staff["operations_manager"]) as tx:
            await approve(tx, asked.id)
