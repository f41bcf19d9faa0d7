"""From cells to values: every line of a batch is judged, in columns and not one by one."""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import polars as pl

from rongqu.modules.parties.errors import DirectionUnknown
from rongqu.modules.parties.invoices.layouts import Field, Layout
from rongqu.modules.parties.types import Direction, InvoiceStatus
from rongqu.modules.parties.types import LineReason as R

FIRST_DAY = date(1994, 1, 1)
"""Value added tax as it is known today began then (增值税暂行条例, 1993)."""

STATUSES: Mapping[InvoiceStatus, tuple[str, ...]] = {
    InvoiceStatus.VALID: (
        *("有效发票", "有效", "正常", "正常发票", "已开具", "正数发票", "蓝字发票", "红字发票"),
        *("负数发票", "valid", "normal"),
    ),
    InvoiceStatus.OFFSET: (
        *("已红冲", "红冲", "已全额红冲", "已部分红冲", "全额红冲", "部分红冲"),
        *("已红冲-全额", "已红冲-部分", "offset"),
    ),
    InvoiceStatus.ABNORMAL: ("异常", "异常凭证", "失控", "失控发票", "abnormal"),
    InvoiceStatus.VOID: ("作废发票", "作废", "已作废", "空白作废", "void", "voided"),
}
DIRECTIONS: Mapping[Direction, tuple[str, ...]] = {
    Direction.INPUT: ("input", "进项", "进项发票", "取得"),
    Direction.OUTPUT: ("output", "销项", "销项发票", "开具"),
}
WITHOUT_TAX = ("***", "免税", "不征税")
"""What stands for the tax amount where none is due."""

KEY = ["enterprise_id", "direction", "number", "code"]
"""What makes an invoice the same invoice."""
CONTENT = ["issued_on", "net_minor", "tax_minor", "partner_code"]
"""What never changes about it; only its status does."""

_STATUS_OF = {word: status for status, words in STATUSES.items() for word in words}
_DIRECTION_OF = {word: direction for direction, words in DIRECTIONS.items() for word in words}
RANKS = {status: rank for rank, status in enumerate(InvoiceStatus)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is known about a file before its first line.

    `direction` was chosen, or stands in the file's name. `own` are the codes and the name of the
    one enterprise whose file it is; None when each line says whose it is.
    """

    layout: Layout
    direction: Direction | None
    own: frozenset[str] | None
    business_date: date


def check_plan(plan: Plan) -> None:
    """Raises DirectionUnknown where no line could tell input from output."""
    layout = plan.layout
    two_sided = layout.has_seller and layout.has_buyer
    from_sides = two_sided and plan.own is not None
    if not (plan.direction or layout.direction or layout.has(Field.DIRECTION) or from_sides):
        raise DirectionUnknown


def judge(cells: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """One row a line: `reason` is null where the line holds, and then all values are there.

    Takes the columns `line`, `ragged` and `c0`, `c1` … as text. Amounts are exact: net + tax has
    to equal the total to the fen, because the tax system itself adds them up.
    """
    cleaned = cells.select("line", "ragged", *_cleaned(plan.layout))
    values = cleaned.select("line", "ragged", *_company(plan), *_number(), *_rest())
    judged = values.with_columns(
        pl.coalesce(*(_reason(when, reason) for when, reason in _faults(plan))).alias("reason"),
        issued_on=pl.col("issued_on_text").str.to_date("%Y-%m-%d", strict=False),
        net_minor=_minor("net_text"),
        tax_minor=_minor("tax_text"),
        status=pl.col("status_text").replace_strict(_STATUS_OF, default=None),
    )
    return _number_the_numberless(
        judged.select(
            *("line", "reason", "company", "direction", "number", "code", "issued_on"),
            *("partner_code", "partner_name", "net_minor", "tax_minor", "status"),
        )
    )


def settle_repeats(accepted: pl.DataFrame) -> pl.DataFrame:
    """Lines of one batch about the same invoice: the first stands for all that agree with it.

    Adds `outcome`: first, repeated or conflicting. The first takes the latest status of those that
    agree, so the order of lines does not matter.
    """
    agrees = pl.all_horizontal(
        *(pl.col(name).eq_missing(pl.col(name).first().over(KEY)) for name in CONTENT)
    )
    rank = pl.col("status").replace_strict(RANKS, return_dtype=pl.Int8)
    ordered = accepted.sort("line").with_columns(agrees=agrees, rank=rank)
    latest = pl.when("agrees").then("rank").max().over(KEY)
    return ordered.with_columns(
        pl.when(pl.col("line") == pl.col("line").min().over(KEY))
        .then(pl.lit("first"))
        .when("agrees")
        .then(pl.lit("repeated"))
        .otherwise(pl.lit("conflicting"))
        .alias("outcome"),
        latest.replace_strict({rank: status for status, rank in RANKS.items()}).alias("status"),
    ).drop("agrees", "rank")


def _cleaned(layout: Layout) -> list[pl.Expr]:
    """A column for each field, empty where the file has none. Full-width forms, blanks, and the
    marks that keep a spreadsheet from changing a number are gone."""
    return [
        (
            pl.col(f"c{layout.columns[field]}")
            .str.normalize("NFKC")
            .str.strip_chars()
            .str.replace(r'^="(.*)"$', "$1")
            .str.strip_chars("'` \t")
            if field in layout.columns
            else pl.lit("")
        ).alias(field)
        for field in Field
    ]


def _party(code: Field, name: Field) -> tuple[pl.Expr, pl.Expr]:
    """Code and name of one side; a name alone serves as code."""
    cleaned = pl.col(code).str.replace_all(r"\s", "").str.to_uppercase()
    named = pl.col(name)
    return (
        pl.when(cleaned != "").then(cleaned).otherwise(named),
        pl.when(named != "").then(named).otherwise(cleaned),
    )


def _company(plan: Plan) -> tuple[pl.Expr, ...]:
    """Whose line it is, on which side that company stands, and who is on the other."""
    layout = plan.layout
    seller = _party(Field.SELLER_CODE, Field.SELLER_NAME)
    buyer = _party(Field.BUYER_CODE, Field.BUYER_NAME)
    if layout.has_seller and layout.has_buyer:
        direction = _direction_by_side(plan, seller, buyer)
        sells = direction == Direction.OUTPUT
        partner = tuple(
            pl.when(sells).then(b).otherwise(s) for s, b in zip(seller, buyer, strict=True)
        )
        company = pl.when(sells).then(seller[0]).otherwise(buyer[0])
    else:
        stated = pl.col(Field.DIRECTION).str.to_lowercase()
        known = pl.lit(plan.direction or layout.direction, dtype=pl.String)
        direction = stated.replace_strict(_DIRECTION_OF, default=None).fill_null(known)
        partner = _partner_of_one_side(layout, seller, buyer)
        company = _party(Field.COMPANY, Field.COMPANY)[0]
    return (
        company.alias("company"),
        direction.cast(pl.String).alias("direction"),
        partner[0].alias("partner_code"),
        partner[1].alias("partner_name"),
    )


def _direction_by_side(
    plan: Plan, seller: tuple[pl.Expr, pl.Expr], buyer: tuple[pl.Expr, pl.Expr]
) -> pl.Expr:
    """The side on which the company stands says it; what was chosen counts where both do."""
    known = pl.lit(plan.direction, dtype=pl.String)
    if plan.own is None:
        return known
    sells = seller[0].is_in(plan.own) | seller[1].is_in(plan.own)
    buys = buyer[0].is_in(plan.own) | buyer[1].is_in(plan.own)
    return (
        pl.when(sells & buys)
        .then(known)
        .when(sells)
        .then(pl.lit(str(Direction.OUTPUT)))
        .when(buys)
        .then(pl.lit(str(Direction.INPUT)))
    )


def _partner_of_one_side(
    layout: Layout, seller: tuple[pl.Expr, pl.Expr], buyer: tuple[pl.Expr, pl.Expr]
) -> tuple[pl.Expr, pl.Expr]:
    if layout.has(Field.PARTNER_CODE, Field.PARTNER_NAME):
        return _party(Field.PARTNER_CODE, Field.PARTNER_NAME)
    return seller if layout.has_seller else buyer


def _number() -> tuple[pl.Expr, ...]:
    """Paper invoices have a code and 8 digits, digital ones 20 digits and no code.

    Spreadsheets drop leading zeros: they are put back, or the same invoice would count twice.
    """
    paper, digital = pl.col(Field.NUMBER), pl.col(Field.DIGITAL_NUMBER)
    number = pl.when(digital != "").then(digital).otherwise(paper).str.replace(r"\.0$", "")
    code = pl.col(Field.CODE).str.replace(r"\.0$", "").str.to_uppercase()
    digits = number.str.contains(r"^\d+$")
    return (
        pl.when(digits).then(number.str.zfill(8)).otherwise(number).alias("number"),
        pl.when(code.str.contains(r"^\d{11}$")).then("0" + code).otherwise(code).alias("code"),
    )


def _rest() -> tuple[pl.Expr, ...]:
    tax = pl.col(Field.TAX)
    return (
        _day(pl.col(Field.DATE)).alias("issued_on_text"),
        _plain_number(pl.col(Field.NET)).alias("net_text"),
        pl.when(tax.is_in(WITHOUT_TAX))
        .then(pl.lit("0"))
        .otherwise(_plain_number(tax))
        .alias("tax_text"),
        _plain_number(pl.col(Field.TOTAL)).alias("total_text"),
        pl.col(Field.STATUS).str.to_lowercase().alias("status_text"),
    )


def _plain_number(text: pl.Expr) -> pl.Expr:
    """Without separators and currency; (1.00) and −1.00 are -1.00."""
    return (
        text.str.replace_all(r"[,¥元\s]", "")
        .str.replace_all("−", "-")
        .str.replace(r"^\((.*)\)$", "-$1")
        .str.strip_prefix("+")
    )


def _day(text: pl.Expr) -> pl.Expr:
    """As 2024-03-01: from 2024/3/1, 2024年3月1日, 20240301, with a time or not, or the number by
    which a spreadsheet counts days (from 1899-12-30)."""
    parts = (
        text.str.replace(r"^(\d{4})(\d{2})(\d{2})$", "$1-$2-$3")
        .str.replace_all(r"[年月/.]", "-")
        .str.extract_groups(r"^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})(?:日|T|\s|$)")
        .struct
    )
    written = pl.concat_str(
        parts.field("y"),
        pl.lit("-"),
        parts.field("m").str.zfill(2),
        pl.lit("-"),
        parts.field("d").str.zfill(2),
    )
    serial = text.str.extract(r"^([2-6]\d{4})(?:\.0)?$").cast(pl.Int32)
    counted = (pl.lit(date(1899, 12, 30)) + pl.duration(days=serial)).dt.to_string("%Y-%m-%d")
    return pl.coalesce(written, counted, text)


def _minor(name: str) -> pl.Expr:
    """Fen: the digits of the yuan and two more, read as one whole number. No float is ever made."""
    text = pl.col(name)
    yuan = text.str.extract(r"^-?(\d{1,12})(?:\.|$)")
    fen = text.str.extract(r"\.(\d{1,2})").fill_null("0").str.pad_end(2, "0")
    sign = pl.when(text.str.starts_with("-")).then(-1).otherwise(1)
    return (yuan + fen).cast(pl.Int64) * sign


def _reason(fault: pl.Expr, reason: R) -> pl.Expr:
    return pl.when(fault).then(pl.lit(str(reason), dtype=pl.String))


def _faults(plan: Plan) -> list[tuple[pl.Expr, R]]:
    """In the order in which a person would want to hear of them: the first one is named."""
    number, text, status = pl.col("number"), pl.col("issued_on_text"), pl.col("status_text")
    issued_on = text.str.to_date("%Y-%m-%d", strict=False)
    faults = [
        (pl.col("ragged"), R.CELL_COUNT),
        *_faults_of_company(plan),
        (number.str.contains(r"^\d(\.\d+)?[eE]\+?\d+$"), R.NUMBER_DAMAGED),
        (~number.str.contains(r"^[0-9A-Za-z-]{0,30}$"), R.NUMBER_INVALID),
        (pl.col("code").str.len_chars() > 20, R.NUMBER_INVALID),
        (text == "", R.DATE_MISSING),
        (issued_on.is_null(), R.DATE_UNREADABLE),
        (issued_on > plan.business_date, R.DATE_IN_FUTURE),
        (issued_on < FIRST_DAY, R.DATE_BEFORE_1994),
    ]
    for name in ("net_text", "tax_text", "total_text"):
        faults += _faults_of_amount(pl.col(name), may_be_missing=name == "total_text")
    total = _minor("net_text") + _minor("tax_text")
    return [
        *faults,
        ((pl.col("total_text") != "") & (total != _minor("total_text")), R.TOTAL_WRONG),
        (status == "", R.STATUS_MISSING),
        (~status.is_in(list(_STATUS_OF)), R.STATUS_UNKNOWN),
    ]


def _faults_of_company(plan: Plan) -> list[tuple[pl.Expr, R]]:
    company, direction = pl.col("company"), pl.col("direction")
    if plan.own is None:
        return [
            (company == "", R.COMPANY_UNKNOWN),
            (direction.is_null(), R.DIRECTION_UNKNOWN),
        ]
    if plan.layout.has_seller and plan.layout.has_buyer:
        other = ~company.is_in(plan.own) & ~pl.col("partner_code").is_in(plan.own)
        return [
            (other & ~pl.col("partner_name").is_in(plan.own), R.LINE_OF_OTHER_COMPANY),
            (direction.is_null(), R.DIRECTION_UNKNOWN),
        ]
    return [
        ((company != "") & ~company.is_in(plan.own), R.LINE_OF_OTHER_COMPANY),
        (direction.is_null(), R.DIRECTION_UNKNOWN),
    ]


def _faults_of_amount(text: pl.Expr, *, may_be_missing: bool) -> list[tuple[pl.Expr, R]]:
    given = text != ""
    faults = [] if may_be_missing else [(~given, R.AMOUNT_MISSING)]
    return [
        *faults,
        (given & ~text.str.contains(r"^-?\d+(\.\d+)?$"), R.AMOUNT_UNREADABLE),
        (text.str.contains(r"\.\d{2}0*[1-9]"), R.AMOUNT_DECIMALS),
        (text.str.contains(r"^-?\d{13}"), R.AMOUNT_TOO_LARGE),
    ]


def _number_the_numberless(judged: pl.DataFrame) -> pl.DataFrame:
    """A line without a number gets one made of its content, so that it is known again."""
    numberless = judged["reason"].is_null() & (judged["number"] == "")
    if not numberless.any():
        return judged
    content = judged.select(
        pl.concat_str(
            "code", pl.col("issued_on").cast(pl.String), "partner_code", "net_minor", "tax_minor",
            separator="|",
        )
    ).to_series()  # fmt: skip
    made = [f"~{sha256(text.encode()).hexdigest()[:24]}" if text else "" for text in content]
    replaced = pl.when(numberless).then(pl.Series(made)).otherwise("number")
    return judged.with_columns(replaced.alias("number"))
