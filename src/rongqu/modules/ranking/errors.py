"""Every refusal of ranking."""

from rongqu.kernel.errors import DomainError, NotFound


class RankingNotFound(NotFound):
    code = "ranking.not_found"


class TooFewLists(DomainError):
    """`known` lists with a choice; `least` are needed to learn from some and judge by the rest."""

    code = "ranking.too_few_lists"
    status = 422


class NotBetter(DomainError):
    """On lists that it has not seen it is not surely better than the rules: `low` is the lower end
    of its gain."""

    code = "ranking.not_better"


class ShareOutsidePolicy(DomainError):
    """More than nothing and `most` at most: the rules always keep a part to compare with."""

    code = "ranking.share_outside_policy"
    status = 422


class NothingRuns(DomainError):
    code = "ranking.nothing_runs"
