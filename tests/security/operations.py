"""Every operation of the API, with a request that reaches it: made from the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from httpx2 import AsyncClient, Response

from tests.builders.actors import new_key

SOME_ID = str(UUID(int=7))
METHODS = ("get", "post", "put", "patch", "delete")

PAPER: dict[str, Any] = {
    "template": "service",
    "values": {},
    "signers": [{"variable": "client", "uscc": "91330100MA0000000X"}],
}
BY_NAME: dict[str, Any] = {
    "PaperWishBody": PAPER,
    "PaperPreviewBody": PAPER,
    "MoneyBody": {"amount": "1000.00", "currency": "CNY"},
    "ProviderWishBody": {
        "alias": "bank",
        "issuer": "https://bank.example",
        "client_id": "rongqu",
        "domain": "bank.example",
        "first_role": "institution_officer",
        "is_on": True,
    },
    "NewWaitingBidBody": {
        "id": str(UUID(int=7)),
        "offering_id": str(UUID(int=7)),
        "amount": {"amount": "1000.00", "currency": "CNY"},
        "highest_price": "0.99",
        "expires_on": "2026-12-27",
    },
    "AgreeBody": {"sha256": "a" * 64, "sent_code": "123456"},
    "MatrixBody": {
        "row": "risk.score",
        "row_edges": [],
        "column": "application.amount",
        "column_edges": [],
        "cells": [["refer"]],
    },
}
"""Schemas whose rules are more than their document can say."""

BY_FORMAT = {
    "uuid": SOME_ID,
    "date": "2026-11-27",
    "date-time": "2026-11-27T08:00:00Z",
    "password": "a long walk by the river",
    "binary": "",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """`body` is the smallest that the schema allows; `parts` are files of a form. `template` is
    the path with the names of what is in it."""

    id: str
    method: str
    path: str
    template: str = ""
    query: dict[str, Any] = field(default_factory=dict[str, Any])
    body: Any = None
    parts: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict[str, str])

    async def call(self, client: AsyncClient, headers: dict[str, str]) -> Response:
        sent = {**headers, **self.headers, **new_key()}
        if self.parts is not None:
            return await client.request(
                self.method, self.path, params=self.query, files=self.parts, headers=sent
            )
        return await client.request(
            self.method, self.path, params=self.query, json=self.body, headers=sent
        )


Ids = Mapping[str, str]
"""By the name of a parameter or of a field."""


def nothing_known(_path: str) -> Ids:
    return {}


def operations_of(
    document: dict[str, Any], known: Callable[[str], Ids] = nothing_known
) -> Iterator[Operation]:
    """`known` says for a path which ids to name, there and in the body."""
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                yield _operation(document, path, method, known(path.removeprefix("/api/v1")))


def _operation(document: dict[str, Any], path: str, method: str, ids: Ids) -> Operation:
    found = document["paths"][path][method]
    values: dict[str, Any] = {
        name: ids.get(name) or example_of(parameter["schema"], document)
        for parameter in found.get("parameters", ())
        if (name := parameter["name"]) in ids
        or parameter["in"] == "path"
        or (parameter["in"] == "query" and parameter["required"])
    }
    filled = re.sub(r"{(\w+)}", lambda name: str(values.pop(name[1])), path)
    content = found.get("requestBody", {}).get("content", {})
    body, parts = None, None
    if "application/json" in content:
        body = example_of(content["application/json"]["schema"], document)
    elif content:
        parts = {"file": ("a.csv", b"a,b\n", "text/csv")}
    return Operation(
        id=found["operationId"],
        method=method.upper(),
        path=filled.removeprefix("/api/v1"),
        template=path.removeprefix("/api/v1"),
        query=values,
        headers={
            parameter["name"].lower(): str(example_of(parameter["schema"], document))
            for parameter in found.get("parameters", ())
            if parameter["in"] == "header" and parameter["required"]
        },
        body=with_ids(body, ids),
        parts=parts,
    )


def with_ids(value: Any, ids: Ids, name: str = "") -> Any:
    if isinstance(value, dict):
        named = cast(dict[str, Any], value)
        return {name: with_ids(part, ids, name) for name, part in named.items()}
    if isinstance(value, list):
        return [with_ids(part, ids, name) for part in cast(list[Any], value)]
    return ids.get(name, value)


def example_of(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """The smallest value that fits."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return BY_NAME.get(name) or example_of(document["components"]["schemas"][name], document)
    for fixed in ("const", "default"):
        if fixed in schema and schema[fixed] is not None:
            return schema[fixed]
    if "enum" in schema:
        return schema["enum"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            choices = [each for each in schema[several] if each.get("type") != "null"]
            return example_of(choices[0], document)
    return _plain_example(schema, document)


def _plain_example(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    match schema.get("type"):
        case "object":
            wanted = schema.get("required", ())
            parts = schema.get("properties", {})
            named = {name: example_of(parts[name], document) for name in wanted}
            return named or _smallest_map(schema, document)
        case "array":
            return [example_of(schema["items"], document)] * schema.get("minItems", 0)
        case "integer" | "number":
            return max(schema.get("minimum", 1), schema.get("exclusiveMinimum", 0) + 1)
        case "boolean":
            return True
        case _:
            return _text(schema)


def _smallest_map(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Of a schema whose names are free: as many as it wants at least."""
    kinds = list(schema.get("patternProperties", {}).values())
    return {
        f"item{'_' * number}": example_of(kinds[0], document)
        for number in range(schema.get("minProperties", 0))
    }


def _text(schema: dict[str, Any]) -> str:
    if schema.get("format") in BY_FORMAT:
        return BY_FORMAT[schema["format"]]
    return PATTERNS.get(schema.get("pattern", "")) or "x" * max(1, schema.get("minLength", 1))


PATTERNS = {
    r"^(CNY|HKD|USD|EUR|JPY)$": "CNY",
    r"^-?[0-9]{1,12}(\.[0-9]{1,8})?$": "7",
    r"^-?[0-9]{1,15}(\.[0-9]{1,8})?$": "7",
    r"^[0-9]{2,6}$": "330100",
    r"^\d(\.\d{1,6})?$": "1.01",
    r"^(0(\.\d{1,6})?|1(\.0{1,6})?)$": "0.5",
    r"^[0-9a-f]{64}$": "a" * 64,
    r"^[0-9]{1,12}(\.[0-9]{1,2})?$": "1000.00",
    r"^[0-9]{1,13}(\.[0-9]{1,2})?$": "1000.00",
    r"^0(\.[0-9]{1,6})?$": "0.06",
    r"^0\.[0-9]{1,6}$": "0.06",
    r"^[01](\.[0-9]{1,6})?$": "0.99",
    r"^[A-T][0-9]{0,4}$": "C34",
    r"^[0-9]{2}$": "33",
    r"^[\w./() -]{2,60}$": "PI-7",
    r"^bytes [0-9]{1,13}-[0-9]{1,13}/[0-9]{1,13}$": "bytes 0-0/1",
}
"""Of texts with a pattern: one that matches."""
