"""`rongqu openapi`: the API as an OpenAPI document."""

from __future__ import annotations

import json

from rongqu.infra.settings import Settings
from rongqu.outside import build_setting
from rongqu.web import create_app


def openapi_document(settings: Settings) -> str:
    """Needs no database: nothing is asked of it."""
    document = create_app(build_setting(settings)).openapi()
    return json.dumps(document, ensure_ascii=False, indent=1)
