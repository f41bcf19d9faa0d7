"""The API's description: seconds to write, and the same for every application of a process."""

from __future__ import annotations

from typing import Any

from rongqu.infra.web import Setting
from rongqu.web import create_app

_written: dict[bool, dict[str, Any]] = {}


def document_of(setting: Setting) -> dict[str, Any]:
    """To be read only: other tests are given the same one."""
    https = setting.secure_cookies
    if https not in _written:
        _written[https] = create_app(setting).openapi()
    return _written[https]
