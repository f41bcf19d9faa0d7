"""A business park that puts companies forward: one list that was approved, one that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from rongqu.demo.borrowers import Borrower
from rongqu.demo.cast import DOMAIN, Cast, House, found
from rongqu.demo.log_ins import Login
from rongqu.demo.world import World
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import ProductId, new_id
from rongqu.modules.catalog.public import ProductKind, publish_product, read_starter_products
from rongqu.modules.parks.public import (
    BatchDecision,
    NewBatch,
    ParkBatchId,
    check_may_put_forward,
    decide_batch,
    put_forward,
    read_sheet,
)
from rongqu.modules.parties.public import InstitutionKind, synthetic_uscc

PARK = House("park", "长三角科创园区管理有限公司", "Yangtze", InstitutionKind.PARK, "320500", (), 0)
HEAD = "企业名称,统一社会信用代码,联系人手机,申请金额（万元）,期限（月）"
APPROVED, STRANGERS = 5, 4
WRONG = ("园区一号孵化器,91330000000000000X,13900000001,50,12", ",,13900000002,50,12")
"""Lines as people get them wrong."""


async def put_companies_forward(world: World, cast: Cast, borrowers: Sequence[Borrower]) -> Login:
    """The first lender has a product for parks as well; it decides on the first list."""
    park = await found(world, PARK, cast.password, Random("park"))
    lender = cast.lenders[0]
    [starter] = [each for each in read_starter_products() if each.kind is ProductKind.PARK_BATCH]
    product_id = ProductId(new_id())
    terms = replace(starter, valid_from=world.first, collateral=())
    async with world.act(lender.approver) as tx:
        await publish_product(tx, product_id, terms)
    known = [_line_of(each) for each in borrowers]
    first = await _hand_in(world, park.officer, product_id, known[:APPROVED])
    async with world.act(lender.approver) as tx:
        await decide_batch(tx, first, BatchDecision(is_approved=True, note="园区担保充足，同意"))
    others = [*known[APPROVED : 4 * APPROVED], *map(_stranger, range(STRANGERS)), *WRONG]
    await _hand_in(world, park.officer, product_id, others)
    await world.settle()
    return Login(f"{PARK.login}.officer@{DOMAIN}", "officer", PARK.name)


async def _hand_in(
    world: World, park: Actor, product_id: ProductId, lines: Sequence[str]
) -> ParkBatchId:
    batch_id = ParkBatchId(new_id())
    async with world.act(park) as tx:
        limits = await check_may_put_forward(tx, product_id)
        content = "\n".join((HEAD, *lines)).encode()
        file = read_sheet(content, "园区企业名单.csv", limits.bounds, limits.lines)
        await put_forward(tx, NewBatch(id=batch_id, product_id=product_id, file=file))
    await world.settle()
    return batch_id


def _line_of(borrower: Borrower) -> str:
    company = borrower.company
    wan = 30 + company.number % 8 * 10
    return f"{company.name},{company.uscc},{company.mobile},{wan},12"


def _stranger(number: int) -> str:
    name = f"园区新锐{'甲乙丙丁'[number]}号科技有限公司"
    return f"{name},{synthetic_uscc(f'demo/park/{number}')},1390000100{number},60,12"
