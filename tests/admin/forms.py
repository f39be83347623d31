"""Forms as a browser has them: read from a page, changed by a test, posted back with the line ends of a browser."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

Fields = dict[str, list[str]]


class _Reader(HTMLParser):
    """Collects what the form with one id would send if it were submitted untouched."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.fields: Fields = {}
        self.inside = False
        self.select: str | None = None
        self.first_option: str | None = None
        self.is_multiple = False
        self.text_of: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        name = given.get("name", "")
        if not self.inside or (tag != "option" and not name):
            return
        if tag == "input":
            self._input(name, given)
        elif tag == "textarea":
            self.text_of = (name, [])
        elif tag == "select":
            self.select = name
            self.first_option = None
            self.is_multiple = "multiple" in given
            self.fields.setdefault(name, [])
        elif tag == "option" and self.select is not None:
            value = given.get("value", "")
            self.first_option = value if self.first_option is None else self.first_option
            if "selected" in given:
                self.fields[self.select].append(value)

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        if kind not in ("submit", "button"):
            self.fields.setdefault(name, []).append(given.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.text_of is not None:
            self.text_of[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text_of is not None:
            name, parts = self.text_of
            # HTML drops the line end right after the tag.
            self.fields.setdefault(name, []).append("".join(parts).removeprefix("\n"))
            self.text_of = None
        elif tag == "select" and self.select is not None:
            # A list of one choice sends its first option where none is selected.
            if not self.is_multiple and not self.fields[self.select] and self.first_option is not None:
                self.fields[self.select].append(self.first_option)
            self.select = None
        elif tag == "form":
            self.inside = False


def read(answer: Any, form_id: str) -> Fields:
    """The fields of a form on a page, as they stand there; fails if there is no such form."""
    reader = _Reader(form_id)
    reader.feed(answer.content.decode())
    assert reader.fields, f"there is no form {form_id!r} on the page"
    return reader.fields


def as_sent(fields: Fields) -> dict[str, list[str]]:
    """The same with the line ends that browsers send."""
    return {name: [value.replace("\n", "\r\n") for value in values] for name, values in fields.items()}


class Page:
    """A page with a form in one person's browser: read when it was opened, posted whenever the test likes."""

    def __init__(self, client: Client, address: str, form_id: str) -> None:
        self.client, self.address, self.form_id = client, address, form_id
        answer = client.get(address)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        self.fields = read(answer, form_id)

    def fill(self, **values: str | list[str]) -> "Page":
        """Type into inputs, by name; the name must be there."""
        for name, value in values.items():
            self.fields[name] = [value] if isinstance(value, str) else value
        return self

    def add_evidence(self, **values: str) -> "Page":
        """Fill in one more piece of evidence, by the names of its fields."""
        number = int(self.fields["evidence-TOTAL_FORMS"][0])
        template = {name: value for name, value in self.fields.items() if name.startswith("evidence-__prefix__-")}
        for name, value in template.items():
            self.fields[name.replace("__prefix__", str(number))] = value
        self.fields["evidence-TOTAL_FORMS"] = [str(number + 1)]
        return self.fill(**{f"evidence-{number}-{name}": value for name, value in values.items()})

    def save(self) -> Any:
        """Press “Save and continue editing”."""
        return self.client.post(self.address, as_sent(self.fields) | {"_continue": ["1"]})
