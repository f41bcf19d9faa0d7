"""Every refusal of investing."""

from rongqu.kernel.errors import DomainError, NotFound


class OfferingNotFound(NotFound):
    """Also one that the actor may not see."""

    code = "investing.offering_not_found"


class SubscriptionNotFound(NotFound):
    code = "investing.subscription_not_found"


class HoldingNotFound(NotFound):
    code = "investing.holding_not_found"


class NotAnInvestor(DomainError):
    """The organisation has not been registered as an investor yet."""

    code = "investing.not_an_investor"


class UnknownQuestionnaire(DomainError):
    """Answers to a questionnaire that is not in force any more: the new one has to be read."""

    code = "investing.unknown_questionnaire"
    status = 422


class AnswersIncomplete(DomainError):
    code = "investing.answers_incomplete"
    status = 422


class AssessedTooOften(DomainError):
    """Asking until the answer suits is no assessment."""

    code = "investing.assessed_too_often"


class ProofTooLow(DomainError):
    """The figures are below what the policy asks of a qualified investor."""

    code = "investing.proof_too_low"
    status = 422


class TermsFault(DomainError):
    """Something about proposed terms; `field` names where."""

    status = 422


class AmountsOutOfOrder(TermsFault):
    code = "investing.amounts_out_of_order"


class RateOutsidePolicy(TermsFault):
    code = "investing.rate_outside_policy"


class FeeOutsidePolicy(TermsFault):
    code = "investing.fee_outside_policy"


class RiskUnderstated(TermsFault):
    """The kind is never as safe as that."""

    code = "investing.risk_understated"


class DisclosureMissing(TermsFault):
    code = "investing.disclosure_missing"


class ClosesTooSoon(TermsFault):
    code = "investing.closes_too_soon"


class OfferingIdTaken(DomainError):
    """The id belongs to an offering that has been proposed already."""

    code = "investing.offering_id_taken"


class OfferingNotOpen(DomainError):
    """Not yet, not any more, or the deadline has passed."""

    code = "investing.offering_not_open"


class AboveRemainder(DomainError):
    """Less is left than was ordered; `left` says how much."""

    code = "investing.above_remainder"


class AmountNotOrderable(DomainError):
    """Below the least order, above the most, or not in whole steps."""

    code = "investing.amount_not_orderable"
    status = 422


class NotSuitable(DomainError):
    """`reason` says why this investor may not buy this: see `Refusal`."""

    code = "investing.not_suitable"


class NotEnoughMoney(DomainError):
    code = "investing.not_enough_money"


class SubscriptionIdTaken(DomainError):
    """The id belongs to an order with another content."""

    code = "investing.subscription_id_taken"


class CoolingOffOver(DomainError):
    """The order is binding: its cooling-off is over, or it has ended otherwise."""

    code = "investing.cooling_off_over"


class NotActive(DomainError):
    """The offering has not begun, or has ended: nothing of it is paid or traded."""

    code = "investing.not_active"


class AboveOutstanding(DomainError):
    """More principal than is outstanding, or nothing at all."""

    code = "investing.above_outstanding"
    status = 422


class DistributionUnderWay(DomainError):
    """The one before has not been paid to everybody yet."""

    code = "investing.distribution_under_way"


class TradesUnderWay(DomainError):
    """Holdings are changing hands; they settle on the next business day."""

    code = "investing.trades_under_way"


class DistributionIdTaken(DomainError):
    code = "investing.distribution_id_taken"


class AskNotFound(NotFound):
    code = "investing.ask_not_found"


class AskNotOpen(DomainError):
    """Sold or cancelled; or less of it is left than was wanted."""

    code = "investing.ask_not_open"


class TooFewUnits(DomainError):
    """More is offered for sale than is held free."""

    code = "investing.too_few_units"


class PriceOutsidePolicy(DomainError):
    code = "investing.price_outside_policy"
    status = 422


class TradeWithOneself(DomainError):
    code = "investing.trade_with_oneself"


class OnlyInTurn(DomainError):
    """Sold by the redemption queue, in its order: a bid at its price is served by it."""

    code = "investing.only_in_turn"


class TradingHalted(DomainError):
    """A payment of the issuer is near; who gets it is settled first."""

    code = "investing.trading_halted"


class TradeIdTaken(DomainError):
    code = "investing.trade_id_taken"


class TradeNotFound(NotFound):
    code = "investing.trade_not_found"


class PlanNotSound(DomainError):
    """The limits of a plan do not fit together."""

    code = "investing.plan_not_sound"
    status = 422


class TooFewProjects(DomainError):
    """Fewer projects fit than a spread portfolio needs."""

    code = "investing.too_few_projects"


class TextSevere(DomainError):
    """The project's page says what is not to be published: promised returns, exaggeration."""

    code = "investing.text_severe"
    status = 422
