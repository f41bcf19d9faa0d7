"""A signer whose structures are encoded once.

asn1crypto encodes whatever was put together anew each time it is asked, twice at every level: the
issuer's name, eight levels deep in the signed attributes, was encoded some thousand times for one
signature, which was half of its time. What is read back from its own bytes is settled: nothing in
it has changed, and its bytes are at hand.
"""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from asn1crypto import cms, keys, tsp, x509
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import CertificateStore


class SettledSigner(SimpleSigner):
    """Signs as PAdES wants it: of the signer nothing but the certificate (ETSI EN 319 142-1)."""

    def __init__(
        self, certificate: x509.Certificate, key: keys.PrivateKeyInfo, store: CertificateStore
    ) -> None:
        super().__init__(certificate, key, store)
        self.signed_attr_prov_spec = _OnlyTheCertificate(certificate)

    async def signed_attrs(self, *given: Any, **named: Any) -> cms.CMSAttributes:
        attributes = await super().signed_attrs(*given, **named)
        return cms.CMSAttributes.load(attributes.dump())


class _OnlyTheCertificate(SignedAttributeProviderSpec):
    def __init__(self, certificate: x509.Certificate) -> None:
        self._reference = _Reference(certificate)

    def signed_attr_providers(
        self,
        data_digest: bytes,  # noqa: ARG002  what is signed is added by pyHanko
        digest_algorithm: str,  # noqa: ARG002
    ) -> Iterable[CMSAttributeProvider]:
        return [self._reference]


class _Reference(CMSAttributeProvider):
    attribute_type = "signing_certificate_v2"

    def __init__(self, certificate: x509.Certificate) -> None:
        made = as_signing_certificate_v2(certificate)
        self._value = tsp.SigningCertificateV2.load(made.dump())

    async def build_attr_value(
        self,
        dry_run: bool = False,  # noqa: ARG002  a rehearsal has the same certificate
    ) -> tsp.SigningCertificateV2:
        return self._value
