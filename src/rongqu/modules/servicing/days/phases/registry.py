"""Which function does which phase of a day's end."""

from rongqu.modules.servicing.days.phases.accrual import accrue_interest
from rongqu.modules.servicing.days.phases.buckets import sort_into_buckets
from rongqu.modules.servicing.days.phases.categories import classify
from rongqu.modules.servicing.days.phases.debits import plan_debits
from rongqu.modules.servicing.days.phases.demands import demand_instalments
from rongqu.modules.servicing.days.phases.notices import give_notice
from rongqu.modules.servicing.days.phases.penalties import accrue_penalties
from rongqu.modules.servicing.days.phases.portfolio import sum_up_portfolio
from rongqu.modules.servicing.days.phases.provisions import provide
from rongqu.modules.servicing.days.phases.rates import reset_rates
from rongqu.modules.servicing.days.types import Phase

PHASES = {
    Phase.RATES: reset_rates,
    Phase.ACCRUAL: accrue_interest,
    Phase.DEMANDS: demand_instalments,
    Phase.DEBITS: plan_debits,
    Phase.PENALTIES: accrue_penalties,
    Phase.BUCKETS: sort_into_buckets,
    Phase.CLASSIFICATION: classify,
    Phase.PROVISIONS: provide,
    Phase.PORTFOLIO: sum_up_portfolio,
    Phase.NOTICES: give_notice,
}

__all__ = ["PHASES"]
