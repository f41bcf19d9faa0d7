"""Sign a contract for one of its parties."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert, update

from rongqu.events.contracts import ContractPartySigned, ContractSigned
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts import permissions, queries, rules, tables
from rongqu.modules.contracts.types import Contract, ContractStatus, Signature
from rongqu.modules.identity.public import get_user


async def sign_contract(tx: Tx, contract_id: ContractId, sha256: str) -> Contract:
    """`sha256` is of the file that the signer was shown. The endpoint asked for the password."""
    tx.actor.require(permissions.SIGN)
    contract = await queries.lock_contract(tx, contract_id)
    side = rules.side_of(contract, tx.actor.organisation)
    rules.check_can_sign(contract, side, sha256, tx.business_date)

    signer = await get_user(tx, tx.actor.id)
    signature = Signature(
        side=side,
        organisation_id=tx.actor.organisation,
        signer_id=signer.id,
        signer_name=signer.display_name,
        signed_at=tx.now,
        sha256=sha256,
    )
    await _insert_signature(tx, contract, signature)
    signed = await _move_on(tx, replace(contract, signatures=(*contract.signatures, signature)))

    await _tell(tx, signed, signature)
    return signed


async def _insert_signature(tx: Tx, contract: Contract, signature: Signature) -> None:
    await tx.connection.execute(
        insert(tables.signature).values(
            contract_id=contract.id,
            side=signature.side,
            organisation_id=signature.organisation_id,
            signer_id=signature.signer_id,
            signer_name=signature.signer_name,
            signed_at=signature.signed_at,
            sha256=signature.sha256,
        )
    )


async def _move_on(tx: Tx, contract: Contract) -> Contract:
    """The state follows from the signatures, in the same transaction as the last of them."""
    status = rules.status_after(each.side for each in contract.signatures)
    if status is contract.status:
        return contract
    await tx.connection.execute(
        update(tables.contract)
        .where(tables.contract.c.id == contract.id)
        .values(status=status, signed_at=tx.now)
    )
    return replace(contract, status=status, signed_at=tx.now)


async def _tell(tx: Tx, contract: Contract, signature: Signature) -> None:
    await tx.publish(
        ContractPartySigned(
            subject_id=contract.id,
            parties=contract.parties,
            application_id=contract.application_id,
            signer_organisation_id=signature.organisation_id,
            sha256=signature.sha256,
        )
    )
    if contract.status is ContractStatus.SIGNED:
        await tx.publish(
            ContractSigned(
                subject_id=contract.id,
                parties=contract.parties,
                application_id=contract.application_id,
                enterprise_id=contract.enterprise_id,
                institution_id=contract.institution_id,
                principal=contract.principal,
                sha256=signature.sha256,
            )
        )
