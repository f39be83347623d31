"""The documentation as its tests read it: pages, their headings, links, tables and code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:(?<=\n\n)|(?<=\A))(?: {4}.*\n|\n(?= {4}))+", re.MULTILINE)
_SPAN = re.compile(r"(?<!`)`(?P<code>[^`\n]+)`(?!`)")
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^(?P<level>#+) (?P<title>.+)$", re.MULTILINE)
_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Page:
    """One Markdown file of the project."""

    path: Path

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        """The file as it is."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def prose(self) -> str:
        """The text without its fenced blocks."""
        return _FENCE.sub("", self.text)

    def blocks(self, language: str | None = None) -> list[str]:
        """The fenced blocks, or those whose info string is `language`."""
        return [each["body"] for each in _FENCE.finditer(self.text) if language in (None, each["info"])]

    def spans(self) -> list[str]:
        """What stands between single backquotes."""
        return [each["code"] for each in _SPAN.finditer(self.prose)]

    def code(self) -> list[str]:
        """Every piece of code: the spans, and each line of the fenced and the indented blocks."""
        blocks = self.blocks() + _INDENTED.findall(self.prose)
        return self.spans() + [line.strip() for block in blocks for line in block.splitlines() if line.strip()]

    def links(self) -> list[str]:
        """The targets of the links, as they are written."""
        return [each["target"] for each in _LINK.finditer(self.prose)]

    def headings(self) -> list[str]:
        """The titles of all levels, in their order."""
        return [each["title"] for each in _HEADING.finditer(self.prose)]

    def anchors(self) -> set[str]:
        """What a link may name after `#`: each heading in lower case, its words joined by hyphens."""
        return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in self.headings()}

    def section(self, title: str) -> str:
        """The text under a heading, up to the next one of its level or above. Raises KeyError."""
        headings = list(_HEADING.finditer(self.text))
        for position, heading in enumerate(headings):
            if heading["title"] == title:
                ends = (
                    after.start() for after in headings[position + 1 :] if len(after["level"]) <= len(heading["level"])
                )
                return self.text[heading.end() : next(ends, len(self.text))]
        raise KeyError(f"{self} has no heading “{title}”.")

    def rows(self, title: str) -> list[list[str]]:
        """The rows of all tables under a heading, without the heads; each cell as it is written."""
        return [cells for table in _tables(self.section(title)) for cells in table[2:]]


def _tables(text: str) -> Iterator[list[list[str]]]:
    """The tables of a text, as rows of cells; the second row is the line below the head."""
    for block in re.findall(r"(?:^\|.*\|\n?)+", text, re.MULTILINE):
        lines = block.strip().splitlines()
        yield [[cell.strip() for cell in _CELL_END.split(line.strip()[1:-1])] for line in lines]


def code_of(cell: str) -> list[str]:
    """The pieces of code in a cell of a table."""
    return [each["code"] for each in _SPAN.finditer(cell)]


def pages() -> list[Page]:
    """Every page: those beside the code, and all of docs/."""
    return [Page(path) for path in (*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")))]


def page(name: str) -> Page:
    """One page by its path from the root of the project."""
    return Page(ROOT / name)
