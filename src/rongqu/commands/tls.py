"""TLS for `rongqu serve` where no proxy stands in front: version 1.3 and nothing older."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.settings import WebSettings


class CertificateProblem(EnvironmentProblem):
    """Says which file does not fit; never what is in it."""


def context_factory(web: WebSettings) -> Callable[[Any, Any], ssl.SSLContext] | None:
    """For uvicorn; None: plain http. Read at the start, so that a wrong file is said there."""
    if web.tls_certificate is None and web.tls_key is None:
        return None
    context = open_context(web.tls_certificate, web.tls_key)
    return lambda _config, _default: context


def open_context(certificate: Path | None, key: Path | None) -> ssl.SSLContext:
    if certificate is None or key is None:
        raise CertificateProblem(
            "RONGQU_WEB_TLS_CERTIFICATE and RONGQU_WEB_TLS_KEY belong together: set both."
        )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise CertificateProblem(
            f"{certificate} and {key} cannot be used: {error.strerror or type(error).__name__}. "
            "Both are PEM files, the certificate with its chain."
        ) from None
    return context
