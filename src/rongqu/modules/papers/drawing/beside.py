"""What stands beside a contract 从合同: a pledge or a guarantee for what secures it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rongqu.kernel.collateral import CollateralKind as K
from rongqu.kernel.dates import add_months
from rongqu.kernel.money import Money
from rongqu.modules.contracts.public import Contract, Party, PartyValue, Values, Words
from rongqu.modules.papers.drawing.main_text import ACCOUNT, receivables_table
from rongqu.modules.papers.drawing.types import Agreed, Secured, Sheet, sheet_of

RIGHTS = {
    "invention": Words("发明专利", "invention patent"),
    "utility_model": Words("实用新型专利", "utility model"),
    "design": Words("外观设计专利", "design patent"),
    "trademark": Words("注册商标", "trademark"),
    "software": Words("计算机软件著作权", "software copyright"),
}
PATENT_OFFICE = Words("国家知识产权局", "China National Intellectual Property Administration")
COPYRIGHT_OFFICE = Words("中国版权保护中心", "Copyright Protection Centre of China")


@dataclass(frozen=True, slots=True)
class Main:
    """The contract that the others stand beside: the key of its text, and its title."""

    key: str
    title: Words


def draw_beside(agreed: Agreed, main: Main) -> tuple[Sheet, ...]:
    """In the order in which things were put on the application. What the contract itself is about
    is not pledged once more. Kinds without a text in the library, and guarantees of whoever is
    not on the platform, are papered by hand."""
    return tuple(_sheets(agreed, main))


def _sheets(agreed: Agreed, main: Main) -> Iterator[Sheet]:
    receivables = tuple(each for each in agreed.security if each.kind is K.RECEIVABLE)
    if receivables and main.key != "factoring":
        yield _receivables(agreed, main, receivables)
    for each in agreed.security:
        if each.kind is K.INTELLECTUAL_PROPERTY:
            yield _right(agreed, main, each)
        if each.guarantor is not None:
            yield _guarantee(agreed, main, each)


def _right(agreed: Agreed, main: Main, right: Secured) -> Sheet:
    kind, number = RIGHTS[right.record.text("right")], right.record.text("number")
    is_software = right.record.text("right") == "software"
    values: Values = {
        **secured_debt(agreed.contract, main),
        "right": Words(f"{kind.zh}（登记号 {number}）", f"{kind.en} (No. {number})"),
        "registry": COPYRIGHT_OFFICE if is_software else PATENT_OFFICE,
        "thing_value": right.thing.value,
        "warning_share": agreed.warning_share,
    }
    return sheet_of("pledge_ip", _pledge_parties(agreed), values)


def _receivables(agreed: Agreed, main: Main, receivables: tuple[Secured, ...]) -> Sheet:
    values: Values = {
        **secured_debt(agreed.contract, main),
        "account": ACCOUNT,
        "receivables": receivables_table(receivables),
    }
    return sheet_of("pledge_receivables", _pledge_parties(agreed), values)


def _guarantee(agreed: Agreed, main: Main, guarantee: Secured) -> Sheet:
    assert guarantee.guarantor is not None, "only who is on the platform gives a guarantee here"
    lender, borrower = agreed.contract.lender, agreed.contract.borrower
    covered = min(agreed.contract.principal, guarantee.record.money("amount"))
    values: Values = {
        **secured_debt(agreed.contract, main, covered),
        "debtor": PartyValue(borrower.name, borrower.uscc),
    }
    parties = {"guarantor": guarantee.guarantor, "creditor": lender}
    return sheet_of("guarantee", parties, values)


def _pledge_parties(agreed: Agreed) -> dict[str, Party]:
    return {"pledgor": agreed.contract.borrower, "pledgee": agreed.contract.lender}


def secured_debt(contract: Contract, main: Main, amount: Money | None = None) -> Values:
    """What every security names: the contract, the debt and its time."""
    title = main.title
    return {
        "main_contract": Words(
            f"编号 {contract.number} 的《{title.zh}》", f"{title.en} {contract.number}"
        ),
        "sign_by": contract.sign_by,
        "secured_amount": amount or contract.principal,
        "debt_from": contract.prepared_on,
        "debt_until": add_months(contract.prepared_on, contract.term_months),
    }
