"""The OpenAPI document as programs of strangers want it: what FastAPI writes, completed.

Its refusals are problems (RFC 9457) in their own media type, it says how one signs in and which
operations need nobody to, and each schema has one short name, its title too: generators of
clients name classes by the title and files by the name.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from fastapi import FastAPI, Request, Response

from rongqu.infra.same_origin import CSRF_HEADER, SAFE_METHODS

Node = dict[str, Any]

FOR_STRANGERS: Node = {"security": []}
"""`openapi_extra` of an operation that needs nobody to be signed in."""

JSON, PROBLEM = "application/json", "application/problem+json"
LICENCE: Node = {"name": "Apache 2.0", "identifier": "Apache-2.0"}
SCHEMA = "#/components/schemas/"
SAME_NAME = "rongqu__modules__"
"""How pydantic begins to tell apart what several rooms call alike."""
NOT_SIGNED_IN = "Problem_NotSignedIn"
LONGEST_NAME = 80
"""Of a schema that several operations share."""

AS_PROGRAM: list[Node] = [{"program": []}, {"client": []}]
READING: list[Node] = [{"session": []}, *AS_PROGRAM]
WRITING: list[Node] = [{"session": [], "csrf": []}, *AS_PROGRAM]


def add_document(app: FastAPI, path: str) -> None:
    """Serves it, packed. Writing it takes seconds, so a thread does when it is first asked for:
    no other request waits."""
    packed: asyncio.Task[bytes] | None = None

    async def get_document(request: Request) -> Response:
        nonlocal packed
        packed = packed or asyncio.create_task(asyncio.to_thread(_pack, app))
        body = await asyncio.shield(packed)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(body, headers=headers | {"Content-Encoding": "gzip"}, media_type=JSON)
        return Response(gzip.decompress(body), headers=headers, media_type=JSON)

    app.add_api_route(path, get_document, include_in_schema=False)


def _pack(app: FastAPI) -> bytes:
    text = json.dumps(app.openapi(), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def complete(document: Node, *, cookie: str, token_path: str) -> Node:
    schemas: Node = document["components"]["schemas"]
    names = {name: _short(name) for name in schemas}
    document = _with_references(document, names)
    schemas = {names[name]: schema for name, schema in document["components"]["schemas"].items()}
    for operation in _operations_of(document):
        operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
        _tell_problems(schemas, operation)
    kept = {
        name: {**schema, "title": name}
        for name, schema in schemas.items()
        if len(name) <= LONGEST_NAME
    }
    document["components"] = {"schemas": kept, "securitySchemes": _ways_in(cookie, token_path)}
    return document | {"info": {**document["info"], "license": LICENCE}, "security": READING}


def _short(name: str) -> str:
    """`rongqu__modules__ledger__types__Side` is the `LedgerSide`."""
    if not name.startswith(SAME_NAME):
        return name
    room, *_, last = name.removeprefix(SAME_NAME).split("__")
    return _camel_case(room) + last


def _camel_case(words: str) -> str:
    return words.title().replace("_", "")


def _with_references(node: Any, names: Mapping[str, str]) -> Any:
    match node:
        case {"$ref": str() as reference}:
            name = reference.removeprefix(SCHEMA)
            return {**node, "$ref": SCHEMA + names.get(name, name)}
        case dict():
            members = cast(Node, node).items()
            return {key: _with_references(value, names) for key, value in members}
        case list():
            return [_with_references(value, names) for value in cast(list[Any], node)]
        case _:
            return node


def _operations_of(document: Node) -> Iterator[Node]:
    for methods in document["paths"].values():
        for method, operation in methods.items():
            if method.upper() not in SAFE_METHODS:
                operation.setdefault("security", WRITING)
            yield operation


def _tell_problems(schemas: Node, operation: Node) -> None:
    for status, response in [*operation["responses"].items()]:
        name = _schema_of(response)
        if not name.startswith("Problem_"):
            continue
        if name == NOT_SIGNED_IN and operation.get("security") == []:
            del operation["responses"][status]
            continue
        if len(name) > LONGEST_NAME:
            own = f"Problem_{_camel_case(operation['operationId'])}_{status}"
            schemas[own] = schemas[name]
            name = own
        response["content"] = {PROBLEM: {"schema": {"$ref": SCHEMA + name}}}


def _schema_of(response: Node) -> str:
    content: Node = response.get("content", {}).get(JSON, {})
    return content.get("schema", {}).get("$ref", "").removeprefix(SCHEMA)


def _ways_in(cookie: str, token_path: str) -> Node:
    return {
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": cookie,
            "description": "Of a person, set by signing in.",
        },
        "csrf": {
            "type": "apiKey",
            "in": "header",
            "name": CSRF_HEADER,
            "description": "The `csrf_token` of the session, beside its cookie on every change.",
        },
        "program": {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of a service account.",
        },
        "client": {
            "type": "oauth2",
            "description": "Short-lived tokens of a service account.",
            "flows": {"clientCredentials": {"tokenUrl": token_path, "scopes": {}}},
        },
    }
