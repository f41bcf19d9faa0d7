"""Pyright in strict mode, on the files whose types may have changed since it last found them good.

A file is looked at again when its own text has changed, or what it can see of a file that it
imports, directly or through others: signatures, classes and constants, not the insides of functions
that say what they return. With nothing remembered (`--anew`, a fresh clone) it is every file.
"""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".make" / "types.json"
FOLDERS = ("src", "tests", "tools", "migrations")
"""As `[tool.pyright]` has them."""
SEEN_BY_ALL = ("pyproject.toml", "requirements/dev.lock", "tools/check_types.py")
WHOLE = 0.6
"""With more than this share to be looked at, naming the files saves nothing."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be known of one file."""

    text: str
    """Digest of all of it."""
    face: str
    """Digest of what others can see of it."""
    imports: tuple[str, ...]
    """Dotted names; whether they are ours is found out later."""


def read_source(text: str) -> Source:
    tree = ast.parse(text)
    imports = tuple(sorted(set(_imports(tree))))
    _Veil().visit(tree)
    return Source(_digest(text), _digest(ast.dump(tree)), imports)


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


class _Veil(ast.NodeTransformer):
    """Takes away the insides of functions that say what they return, unless they are where a class
    gets its attributes."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._veil(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._veil(node)

    def _veil(self, node: Function) -> ast.AST:
        if node.returns is not None and not _gives_attributes(node):
            node.body = [ast.Pass()]
        return node


def _gives_attributes(node: Function) -> bool:
    return any(
        isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store)
        for each in ast.walk(node)
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def states_of(sources: Mapping[str, Source], surroundings: str) -> dict[str, str]:
    """For each file, by its path, a digest of all that its types depend on."""
    modules = {_module_of(path): path for path in sources}
    needs = {
        path: {modules[name] for name in _with_packages(source.imports) if name in modules}
        for path, source in sources.items()
    }
    return {
        path: _digest(
            surroundings, source.text, *(sources[each].face for each in sorted(_all(path, needs)))
        )
        for path, source in sources.items()
    }


def _module_of(path: str) -> str:
    return path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _with_packages(names: Iterable[str]) -> Iterator[str]:
    """An import runs the packages above as well."""
    for name in names:
        parts = name.split(".")
        yield from (".".join(parts[: count + 1]) for count in range(len(parts)))


def _all(path: str, needs: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [path]
    while waiting:
        for each in needs[waiting.pop()] - found:
            found.add(each)
            waiting.append(each)
    return found


@dataclass(frozen=True, slots=True)
class Memory:
    sources: dict[str, Source]
    """By the digest of their text: reading them is most of the work."""
    good: dict[str, str]
    """The state in which a file was last found good."""


def recall() -> Memory:
    if not KEPT.exists():
        return Memory({}, {})
    kept = json.loads(KEPT.read_text())
    sources = {
        text: Source(each["text"], each["face"], tuple(each["imports"]))
        for text, each in kept["sources"].items()
    }
    return Memory(sources, kept["good"])


def keep(memory: Memory) -> None:
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    sources = {text: asdict(each) for text, each in memory.sources.items()}
    KEPT.write_text(json.dumps({"sources": sources, "good": memory.good}))


def _read_all(known: Mapping[str, Source]) -> dict[str, Source]:
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *FOLDERS),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found: dict[str, Source] = {}
    for path in sorted(set(listed.stdout.decode().split("\0"))):
        if path.endswith(".py") and (ROOT / path).is_file():
            text = (ROOT / path).read_text("utf-8")
            found[path] = known.get(_digest(text)) or read_source(text)
    return found


def _surroundings() -> str:
    return _digest(sys.version, *((ROOT / name).read_text("utf-8") for name in SEEN_BY_ALL))


def _ask_pyright(paths: list[str]) -> set[str]:
    """Prints what is wrong; answers in which files."""
    command = ("pyright", "--threads", "2", "--outputjson", *paths)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        faults = json.loads(done.stdout)["generalDiagnostics"]
    except (ValueError, KeyError):
        raise SystemExit(done.stdout + done.stderr) from None
    for fault in faults:
        start = fault.get("range", {}).get("start", {"line": 0, "character": 0})
        place = f"{fault['file']}:{start['line'] + 1}:{start['character'] + 1}"
        print(f"{place} {fault['severity']}: {fault['message']} ({fault.get('rule', '')})")
    if done.returncode and not faults:
        raise SystemExit(done.stdout + done.stderr)
    return {str(Path(fault["file"]).relative_to(ROOT)) for fault in faults}


def main(arguments: list[str]) -> int:
    memory = recall()
    sources = _read_all(memory.sources)
    states = states_of(sources, _surroundings())
    good = {} if "--anew" in arguments else memory.good
    wanted = [path for path, state in states.items() if good.get(path) != state]
    named = wanted if len(wanted) < WHOLE * len(states) else []
    faulty = _ask_pyright(named) if wanted else set[str]()
    keep(
        Memory(
            {each.text: each for each in sources.values()},
            {path: state for path, state in states.items() if path not in faulty},
        )
    )
    print(f"{len(wanted)} of {len(states)} files looked at")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
