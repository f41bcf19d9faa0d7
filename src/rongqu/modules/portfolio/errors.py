"""Every refusal of portfolio."""

from rongqu.kernel.errors import DomainError


class FactorTwice(DomainError):
    """A stress names the same part of the book twice."""

    code = "portfolio.factor_twice"
    status = 422
