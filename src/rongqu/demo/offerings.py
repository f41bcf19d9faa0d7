"""What is offered to investors in the demo: terms and project pages as issuers write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rongqu.kernel.money import Money
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.investing.public import Allotment, InvestmentKind, OfferingTerms

FEE = Decimal("0.0030")
RISKS = "本项目不保本，本金可能损失。转让价格随市场变化，急需用款时可能无法及时转出。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An offering before its days are known; `wan`: target and minimum in ten thousand yuan."""

    kind: InvestmentKind
    title: str
    summary: str
    risk_class: int
    wan: tuple[int, int]
    yearly_rate: str
    term_months: int
    allotment: Allotment
    region_code: str
    industry: str
    disclosure: dict[str, str]
    method: RepaymentMethod = RepaymentMethod.INTEREST_ONLY

    def terms(self, closes_at: datetime) -> OfferingTerms:
        target, minimum = (yuan(wan * 10_000) for wan in self.wan)
        return OfferingTerms(
            kind=self.kind,
            title=self.title,
            summary=self.summary,
            risk_class=self.risk_class,
            target=target,
            minimum=minimum,
            ticket=yuan(1_000),
            step=yuan(100),
            most_each=None,
            yearly_rate=Decimal(self.yearly_rate),
            management_fee_rate=FEE,
            term_months=self.term_months,
            method=self.method,
            allotment=self.allotment,
            region_code=self.region_code,
            industry=self.industry,
            closes_at=closes_at,
            disclosure=self.disclosure | {"risks": RISKS},
        )


def yuan(amount: int) -> Money:
    return Money.parse(str(amount), "CNY")


TREASURY_ONE = Draft(
    kind=InvestmentKind.TREASURY_PLEDGE,
    title="江南惠商国债质押一号",
    summary="银行以记账式国债足额质押融入短期资金，按月付息，到期还本。",
    risk_class=1,
    wan=(60, 30),
    yearly_rate="0.0280",
    term_months=6,
    allotment=Allotment.FIRST_COME,
    region_code="320500",
    industry="J66",
    disclosure={
        "use_of_money": "补充小微企业信用贷款的短期头寸，不投向房地产和证券市场。",
        "pledge": "2024年记账式附息国债，质押面值为募集金额的105%。",
        "custodian": "中央国债登记结算机构办理质押登记，每日盯市。",
    },
)
FACTORING_ONE = Draft(
    kind=InvestmentKind.BANK_FACTORING,
    title="前海信联应收账款一号",
    summary="受让精密制造供应商对上市公司的应收账款，附银行保函，违约部分由保函付款。",
    risk_class=2,
    wan=(80, 30),
    yearly_rate="0.0460",
    term_months=9,
    allotment=Allotment.FIRST_COME,
    region_code="440300",
    industry="C34",
    method=RepaymentMethod.EQUAL_PRINCIPAL,
    disclosure={
        "use_of_money": "受让三十二家供应商的应收账款，账期九十天以内，循环受让。",
        "receivables": "应收账款余额1,060万元，折扣率75%，单一债务人占比不超过30%。",
        "debtor": "债务人为三家制造业上市公司，近三年无逾期付款记录。",
        "bank_guarantee": "岭南城市银行出具保函，覆盖未收回款项的80%。",
    },
)
TOO_SMALL = Draft(
    kind=InvestmentKind.REITS,
    title="中原冷链仓储收益权一号",
    summary="持有郑州两座冷链仓库的租金收益权，租约加权剩余期限四年。",
    risk_class=3,
    wan=(200, 100),
    yearly_rate="0.0520",
    term_months=12,
    allotment=Allotment.PRO_RATA,
    region_code="410100",
    industry="G59",
    disclosure={
        "use_of_money": "收购郑州两座冷链仓库的租金收益权。",
        "properties": "仓库两座，可租面积2.4万平方米，2021年竣工。",
        "occupancy": "出租率91%，前三大租户占租金的58%。",
        "valuation": "2026年6月评估值3,150万元，收益法，折现率7.5%。",
        "distributions": "每月分派可供分配现金的90%。",
    },
)
PAST = (TREASURY_ONE, FACTORING_ONE, TOO_SMALL)

TREASURY_TWO = Draft(
    kind=InvestmentKind.TREASURY_PLEDGE,
    title="江南惠商国债质押二号",
    summary="一号的接续项目，质押物和托管安排不变，期限缩短为三个月。",
    risk_class=1,
    wan=(80, 20),
    yearly_rate="0.0265",
    term_months=3,
    allotment=Allotment.FIRST_COME,
    region_code="320500",
    industry="J66",
    disclosure=TREASURY_ONE.disclosure,
)
BOND = Draft(
    kind=InvestmentKind.CORPORATE_BOND,
    title="岭南城市银行绿色小微债",
    summary="募集资金专项用于节能改造和光伏安装的小微贷款，按月付息。",
    risk_class=2,
    wan=(30, 20),
    yearly_rate="0.0390",
    term_months=12,
    allotment=Allotment.PRO_RATA,
    region_code="440100",
    industry="J66",
    disclosure={
        "use_of_money": "发放节能改造、屋顶光伏等绿色小微贷款，季度披露投向。",
        "issuer_finances": "2025年末资产总额812亿元，资本充足率13.1%，不良率1.24%。",
        "rating": "主体评级AA+，债项评级AA+，展望稳定。",
        "covenants": "每季末货币资金不低于两亿元；低于时十个工作日内补足并公告。",
    },
)
PARK = Draft(
    kind=InvestmentKind.REITS,
    title="渤海智造产业园租金收益权",
    summary="天津智造园三栋标准厂房的租金收益权，申购超额时以公开种子抽签。",
    risk_class=3,
    wan=(120, 40),
    yearly_rate="0.0545",
    term_months=18,
    allotment=Allotment.LOTTERY,
    region_code="120100",
    industry="K70",
    disclosure={
        "use_of_money": "收购三栋标准厂房的租金收益权并维修屋面。",
        "properties": "标准厂房三栋，建筑面积3.1万平方米，天津市北辰区。",
        "occupancy": "出租率94%，承租企业十九家，平均租期五年。",
        "valuation": "2026年8月评估值4,480万元，收益法，折现率7.2%。",
        "distributions": "每月分派可供分配现金的90%。",
    },
)
POOL = Draft(
    kind=InvestmentKind.SUPPLY_CHAIN_ABS,
    title="前海信联供应链一期优先级",
    summary="以核心企业确权的应付账款为基础资产，优先级占比82%，只面向机构。",
    risk_class=3,
    wan=(300, 150),
    yearly_rate="0.0485",
    term_months=9,
    allotment=Allotment.PRO_RATA,
    region_code="440300",
    industry="L72",
    disclosure={
        "use_of_money": "向上游供应商支付受让价款。",
        "pool": "应付账款218笔，余额3,900万元，加权账期112天，核心企业均已确权。",
        "tranches": "优先级82%，次级18%由原始权益人持有。",
        "servicer": "前海信联商业保理有限公司负责回款归集，每周划转。",
    },
)
LEASES = Draft(
    kind=InvestmentKind.BANK_FACTORING,
    title="西南智造租金应收一号",
    summary="受让设备租赁的未到期租金，承租人为成渝地区零部件企业。",
    risk_class=2,
    wan=(60, 20),
    yearly_rate="0.0475",
    term_months=6,
    allotment=Allotment.FIRST_COME,
    region_code="500100",
    industry="L71",
    method=RepaymentMethod.EQUAL_PRINCIPAL,
    disclosure={
        "use_of_money": "购置数控机床并出租给已签约的十四家承租人。",
        "receivables": "未到期租金余额940万元，平均剩余期限七个月，首付比例20%。",
        "debtor": "承租人十四家，最大一家占12%，设备投保财产一切险。",
        "bank_guarantee": "江南惠商银行出具保函，覆盖逾期九十天以上租金。",
    },
)
INCUBATOR = Draft(
    kind=InvestmentKind.REITS,
    title="楚天科创孵化楼租金收益权",
    summary="武汉光谷一栋孵化楼的租金收益权，政府平台整租，按月分派。",
    risk_class=3,
    wan=(90, 30),
    yearly_rate="0.0510",
    term_months=12,
    allotment=Allotment.FIRST_COME,
    region_code="420100",
    industry="K70",
    disclosure={
        "use_of_money": "收购孵化楼十二个月的租金收益权。",
        "properties": "孵化楼一栋，建筑面积1.6万平方米，2019年竣工。",
        "occupancy": "整租给区属平台公司，租约剩余六年。",
        "valuation": "2026年7月评估值2,720万元，收益法，折现率6.8%。",
        "distributions": "每月分派可供分配现金的90%。",
    },
)
PRESENT = (TREASURY_TWO, BOND, PARK, POOL, LEASES, INCUBATOR)

WAITING = Draft(
    kind=InvestmentKind.BANK_FACTORING,
    title="前海信联应收账款二号",
    summary="受让医疗器械供应商对公立医院的应收账款，账期一百二十天以内。",
    risk_class=2,
    wan=(100, 40),
    yearly_rate="0.0455",
    term_months=6,
    allotment=Allotment.FIRST_COME,
    region_code="440300",
    industry="C35",
    disclosure=FACTORING_ONE.disclosure
    | {
        "use_of_money": "受让十五家医疗器械供应商的应收账款，循环受让。",
        "debtor": "债务人为省内公立医院，近三年无逾期付款记录。",
    },
)
GROWTH = Draft(
    kind=InvestmentKind.CORPORATE_BOND,
    title="设备更新私募债",
    summary="企业为更新产线向合格投资者募集，按月付息，到期还本。",
    risk_class=3,
    wan=(50, 20),
    yearly_rate="0.0620",
    term_months=12,
    allotment=Allotment.FIRST_COME,
    region_code="320500",
    industry="C34",
    disclosure={
        "use_of_money": "购置两条自动化产线，合同已签，预付款占三成。",
        "issuer_finances": "近十二个月销售和现金流见平台税票数据，资产负债率52%。",
        "rating": "平台评级见页首，无外部评级。",
        "covenants": "存续期内不新增对外担保；季度营业收入不低于一百万元。",
    },
)
