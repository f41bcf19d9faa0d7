"""A newcomer's whole way in a real browser: from signing up to the first instalment repaid."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from playwright.sync_api import FilePayload
from pyotp.totp import TOTP

from rongqu.kernel.uscc import synthetic_uscc
from tests.browser.visitor import Door, Visitor
from tests.builders.files import pdf_file
from tests.flows import story
from tests.flows.people import PASSWORD, Crowd, Person
from tests.flows.programs import Programs
from tests.flows.story import Lender

LIVE_SECONDS = 5.0
"""Less than one on a quiet machine; a test machine is not always quiet."""

SCAN = pdf_file()
FILE = 'input[type="file"]'
MISSING = ".document-kinds li:has(.warning-mark)"
STILL_MISSING = "([what, count]) => document.querySelectorAll(what).length <= count"
NAME = "杭州青荷软件有限公司"
VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WATCH = """words => {
    window.seenAt = undefined;
    const look = () => {
        const tags = [...document.querySelectorAll('.page-head .status-tag, h1 ~ * .status-tag')];
        if (window.seenAt === undefined && tags.some(tag => tag.textContent.includes(words)))
            window.seenAt = Date.now();
    };
    new MutationObserver(look).observe(document.body, {
        childList: true, subtree: true, characterData: true,
    });
}"""


def test_a_newcomer_is_financed_and_repays(
    door: Door, crowd: Crowd, lender: Lender, capsys: pytest.CaptureFixture[str]
) -> None:
    owner, approver = door.enter(), door.enter()
    approver.sign_in(lender.approver.login)

    owner.go("/sign-up")
    newcomer = crowd.newcomer("n")
    _sign_up(owner, newcomer)
    _describe_company(owner)
    _import_invoices(owner)
    _see_score(owner)
    application = _apply_for_what_fits(owner)

    approver.go(application.replace("enterprise", "institution"))
    waited = _approve(approver, owner)
    with capsys.disabled():
        sys.stdout.write(f"\nThe applicant's open page followed after {waited:.2f} s.\n")
    assert waited < LIVE_SECONDS

    _sign(owner, newcomer)
    _sign(approver, lender.approver)
    owner.go(application)
    owner.sees("款项已到账，请按计划还款。")
    _repay_one_instalment(owner)
    assert door.faults() == []


def test_a_second_factor_is_set_up_and_asked_for(
    door: Door, crowd: Crowd, programs: Programs
) -> None:
    """Passkeys need a host name, and a device: Chromium's virtual one."""
    local = programs.base_url.replace("127.0.0.1", "localhost")
    owner, newcomer = door.enter(), crowd.newcomer("f")
    page = owner.page
    devtools: Any = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    owner.go(f"{local}/sign-up")
    _sign_up(owner, newcomer)

    owner.go(f"{local}/enterprise/account")
    owner.press("设置验证器应用")
    app = TOTP(page.locator(".totp-secret").inner_text().replace(" ", ""))
    page.get_by_label("应用显示的 6 位验证码").fill(app.now())
    owner.press("启用")
    owner.sees("验证器应用已启用")
    owner.press("生成恢复码")
    page.locator(".recovery-codes code").first.wait_for()
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    owner.press("我已保存")
    owner.press("添加通行密钥")
    page.get_by_label("名称", exact=True).fill("办公电脑")
    owner.press("继续")
    owner.sees("办公电脑")

    _sign_out(owner)
    owner.go(f"{local}/sign-in")
    page.get_by_label("手机号或邮箱").fill(newcomer.login)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").first.click()
    page.get_by_label("验证码").fill(codes[0])
    page.get_by_role("button", name="登录").first.click()
    page.get_by_role("navigation").first.wait_for()

    _sign_out(owner)
    owner.go(f"{local}/sign-in")
    page.get_by_role("button", name="使用通行密钥").click()
    page.get_by_role("navigation").first.wait_for()
    assert door.faults() == []


def _sign_out(visitor: Visitor) -> None:
    visitor.page.context.clear_cookies()


def _sign_up(owner: Visitor, newcomer: Person) -> None:
    page = owner.page
    page.get_by_label("名称", exact=True).fill(NAME)
    page.get_by_label("您的姓名").fill("沈青荷")
    page.get_by_label("手机号或邮箱").fill(newcomer.login)
    owner.press("获取验证码")
    page.get_by_label("验证码").fill(newcomer.mailbox.sign_up_code())
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("我已阅读并同意服务协议和隐私政策").check()
    owner.press("注册并继续")
    owner.sees("第一步：完善企业资料")


def _describe_company(owner: Visitor) -> None:
    owner.press("开始填写")
    page = owner.page
    page.get_by_label("统一社会信用代码").fill(synthetic_uscc(NAME))
    _choose(owner, "所在地区", "杭州")
    _choose(owner, "所属行业", "软件和信息技术")
    page.get_by_label("成立日期").click()
    page.locator(".ant-picker-year-btn").first.click()
    for cell in ("2019", "2019-04", "2019-04-01"):
        page.locator(f'td[title="{cell}"]').first.click()
    owner.press("下一步")
    page.get_by_label("注册资本").fill("500")
    page.get_by_label("员工人数").fill("35")
    owner.press("下一步")
    for name, wan in (
        ("营业收入", "2400"),
        ("净资产", "900"),
        ("净利润", "180"),
        ("负债合计", "300"),
    ):
        page.get_by_label(name).fill(wan)
    owner.press("提交")
    owner.sees("还没有发票")


def _choose(owner: Visitor, label: str, words: str) -> None:
    """In a tree of choices one types what one looks for."""
    owner.page.get_by_label(label).click()
    owner.page.keyboard.type(words)
    owner.page.locator(".ant-cascader-menu-item", has_text=words).first.click()


def _import_invoices(owner: Visitor) -> None:
    owner.go("/enterprise/invoices?tab=imports")
    owner.press("同意并继续")
    for direction, words in (("output", "销项"), ("input", "进项")):
        owner.go("/enterprise/invoices?tab=imports")
        owner.page.get_by_title(words, exact=True).first.click()
        content = story.invoice_file(direction)
        _hand_over(owner, FilePayload(name=f"{words}.csv", mimeType="text/csv", buffer=content))
        owner.sees("已完成")


def _hand_over(owner: Visitor, file: FilePayload) -> None:
    owner.page.locator(f"{MISSING} {FILE}, .drop-field {FILE}").first.set_input_files(file)


def _see_score(owner: Visitor) -> None:
    owner.press("查看评分与额度")
    owner.page.locator(".score-dial").first.wait_for()
    owner.press("查看信用详情")
    owner.sees("客户分散")


def _apply_for_what_fits(owner: Visitor) -> str:
    """Returns the address of the application."""
    page = owner.page
    page.get_by_role("navigation").get_by_role("link", name="适合我的").first.click()
    page.get_by_label("需要多少钱").fill("20")
    owner.press("看看结果")
    owner.sees("个产品适合")
    owner.press("申请")
    owner.press("申请这款")
    owner.sees("金额与用途")
    page.locator(".purpose-choice label").first.click()
    owner.press("下一步")
    owner.sees("待上传")
    while missing := page.locator(MISSING).count():
        _hand_over(owner, FilePayload(name="scan.pdf", mimeType="application/pdf", buffer=SCAN))
        page.wait_for_function(STILL_MISSING, arg=[MISSING, missing - 1])
    owner.press("下一步")
    owner.press("提交申请")
    owner.sees("等待资金方审批")
    return "/" + page.url.split("/", 3)[3].split("?")[0]


def _approve(approver: Visitor, owner: Visitor) -> float:
    """Returns the seconds from the answer to the approver until the applicant's page showed it."""
    approver.press("批准")
    approver.press("下一步：核对")
    owner.page.evaluate(WATCH, "签约")
    dialog = approver.page.get_by_role("dialog").last
    with approver.page.expect_response(lambda answer: answer.url.endswith("/approval")) as told:
        dialog.get_by_role("button", name="批").click()
    timing = told.value.request.timing
    answered_at = timing["startTime"] + timing["responseStart"]
    owner.page.wait_for_function("() => window.seenAt !== undefined")
    return (owner.page.evaluate("() => window.seenAt") - answered_at) / 1000


def _sign(person: Visitor, who: Person) -> None:
    person.press("查看并签署合同")
    before = len(who.mailbox.codes())
    person.press("签署合同")
    person.press("发送验证码")
    person.page.get_by_label("验证码").fill(who.mailbox.next_code(before))
    person.press("确认签署")
    person.sees("签署")
    person.page.get_by_role("dialog").wait_for(state="hidden")


def _repay_one_instalment(owner: Visitor) -> None:
    owner.press("还款计划")
    owner.page.get_by_role("button", name="还款 ").first.click()
    owner.press("确认还款")
    owner.sees("已还")
