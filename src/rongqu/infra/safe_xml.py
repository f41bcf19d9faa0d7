"""Reading XML that strangers have written: elements and text, and nothing else.

A document type is refused before anything in it is read, so that no entity can be declared: that
shuts out files and addresses read from inside (XXE), and the small document that unfolds into
gigabytes. Depth is bounded, and so are encodings: to those that every reader of XML knows. Size is
the caller's to bound, before it has the bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

DEEPEST = 64
ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1"})

Take = Callable[["Node"], None]


class NotXml(Exception):
    """Not well-formed; `line` is where reading ended."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class ForbiddenXml(Exception):
    """`what`: a document type, elements nested without end, an encoding."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(slots=True)
class Node:
    """An element: local name, name space, text, and what is in it."""

    name: str
    space: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list["Node"])
    text: str = ""

    def all(self, *path: str) -> Iterator[Node]:
        """Every element at the path, such as `all("NtryDtls", "TxDtls")`."""
        first, *rest = path
        for child in self.children:
            if child.name == first:
                if rest:
                    yield from child.all(*rest)
                else:
                    yield child

    def find(self, *path: str) -> Node | None:
        return next(self.all(*path), None)

    def text_of(self, *path: str) -> str | None:
        """What stands in the element at the path; None without it, or when it is empty."""
        found = self.find(*path)
        return None if found is None else found.text.strip() or None


def read_xml(content: bytes, cut: Collection[str] = (), take: Take | None = None) -> Node:
    """The root. Elements named in `cut` are handed to `take` as they end and left out of the tree,
    so that a long document needs no more memory than its bytes and one of them."""
    reader = _Reader(frozenset(cut), take)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NotXml(error.lineno) from error
    return reader.root.children[0]


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() not in ENCODINGS:
        raise ForbiddenXml("encoding")


def _refuse_doctype(*_: object) -> None:
    raise ForbiddenXml("doctype")


class _Reader:
    def __init__(self, cut: frozenset[str], take: Take | None) -> None:
        self.root = Node("", "", {})
        self._open = [self.root]
        self._cut = cut
        self._take = take

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise ForbiddenXml("depth")
        space, _, local = name.rpartition(" ")
        node = Node(local, space, attributes)
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, _: str) -> None:
        node = self._open.pop()
        if self._take is not None and node.name in self._cut:
            self._open[-1].children.pop()
            self._take(node)

    def characters(self, text: str) -> None:
        self._open[-1].text += text
