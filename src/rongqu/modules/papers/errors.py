"""Every refusal of papers."""

from rongqu.kernel.errors import DomainError


class SignersWrong(DomainError):
    """Each party that the text names signs once, and nobody else."""

    code = "papers.signers_wrong"
    status = 422


class NotASigner(DomainError):
    """Whoever sends a paper signs it, too."""

    code = "papers.not_a_signer"


class PartyUnknown(DomainError):
    """Nobody on the platform has this number: only who is here can sign here."""

    code = "papers.party_unknown"
    status = 422


class SignByWrong(DomainError):
    """The last day for signing is over already, or too far away."""

    code = "papers.sign_by_wrong"
    status = 422


class ContractNotOpen(DomainError):
    """Nothing is put beside a contract that is signed by all, void, or still being made."""

    code = "papers.contract_not_open"
