"""What is wrong with a page, found by its text alone: the rules that every public page keeps."""

from collections import Counter
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
OWN = ("/", "#", "?")


class Reader(HTMLParser):
    """Reads one page and notes every fault; nothing is forgiven, as a browser would."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.references: set[str] = set()
        self.headings: list[int] = []
        self.landmarks: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag in ("script", "style") or any(name == "style" or name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> brings style or script of its own")
        if tag not in VOID:
            self.open.append(tag)
        if tag in HEADINGS:
            self.headings.append(int(tag[1]))
        self.landmarks[tag] += 1
        self._links(tag, given)
        if "id" in given:
            self.ids[str(given["id"])] += 1
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.references |= set(str(given.get(name, "")).split())

    def _links(self, tag: str, given: dict[str, str | None]) -> None:
        address = str(given.get("href") or given.get("src") or "")
        if tag == "a" and address.startswith("#"):
            self.references.add(address[1:])
        if tag == "a" and not address.startswith(OWN):
            if not address.startswith(("https://", "http://")):
                self.faults.append(f"a link leads to {address!r}")
            if given.get("rel") != "noopener nofollow":
                self.faults.append(f"the link to {address!r} does not say noopener nofollow")
        if tag in ("img", "script", "iframe", "source") and not address.startswith("/"):
            self.faults.append(f"<{tag}> is fetched from elsewhere: {address!r}")
        if tag == "link" and given.get("rel") in ("stylesheet", "icon") and not address.startswith("/"):
            self.faults.append(f"{given['rel']} is fetched from elsewhere: {address!r}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes what is not open")


def faults_of(page: str) -> list[str]:
    """Everything that is wrong with a page; nothing for a good one."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    faults = reader.faults + [f"<{tag}> is never closed" for tag in reader.open]
    faults += [f"the id {name!r} is given {count} times" for name, count in reader.ids.items() if count > 1]
    faults += [f"nothing has the id {name!r}" for name in sorted(reader.references - set(reader.ids))]
    if reader.headings.count(1) != 1:
        faults.append(f"there are {reader.headings.count(1)} headings of the first level")
    deeper = zip(reader.headings, reader.headings[1:], strict=False)
    faults += [f"h{lower} follows h{upper}" for upper, lower in deeper if lower > upper + 1]
    faults += [f"there are {reader.landmarks[tag]} <{tag}>" for tag in ("main", "title") if reader.landmarks[tag] != 1]
    if not page.startswith("<!doctype html>") or "{{" in page or "{%" in page:
        faults.append("it is no finished HTML page")
    return faults


class _Unmarked(HTMLParser):
    """Collects the text that is in the language of the page: outside of elements that name another."""

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = str(given.get("lang") or (self.open[-1] if self.open else self.language))
        if tag not in VOID:
            self.open.append(language)
        if language == self.language:
            self.text += [str(given[name]) for name in ("aria-label", "title", "alt") if name in given]

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == self.language:
            self.text.append(data)


def unmarked_text(page: str, language: str) -> str:
    """The text of a page that claims to be in its language, spoken labels included."""
    reader = _Unmarked(language)
    reader.feed(page)
    return " ".join(" ".join(reader.text).split())
