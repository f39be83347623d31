"""The pages of a subject, a topic and a source: the claims that have it in common, under headings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy, ngettext

from claims.judgement.vocab import EntityKind, Stance

from .given import Group, Listed
from .sources import SourcePart, source_part, web_address
from .teasers import TeaserPart, teaser
from .texts import Text, pick

HEADINGS = {
    ":disputed": gettext_lazy("In dispute"),
    ":agreed": gettext_lazy("Other sources support it too"),
    ":alone": gettext_lazy("Supported by this source alone"),
    ":aside": gettext_lazy("Quoted, and no support"),
    ":behind": gettext_lazy("Through a source that rests on this one"),
    "": gettext_lazy("Other claims"),
}
"""The headings of the groups that `finding.gathered` names; the others have a label of their own."""

STANCES = {
    Stance.SUPPORTS: lambda n: ngettext("{count} passage supports it", "{count} passages support it", n),
    Stance.CONTRADICTS: lambda n: ngettext("{count} passage contradicts it", "{count} passages contradict it", n),
    Stance.CONTEXT: lambda n: ngettext("{count} passage gives context", "{count} passages give context", n),
}
"""What the passages of a source do for a claim, counted."""


@dataclass(frozen=True, slots=True)
class RowPart:
    """A claim of the list. `remark` says what the source does for it; empty on other pages."""

    teaser: TeaserPart
    remark: str


@dataclass(frozen=True, slots=True)
class GroupPart:
    """Some claims under a heading. `anchor` is their place on the page."""

    anchor: str
    heading: Text
    rows: tuple[RowPart, ...]


@dataclass(frozen=True, slots=True)
class ContentsPart:
    """A line of the table of contents: where a group begins, and how many claims it has."""

    anchor: str
    heading: Text
    count: int
    page: int


@dataclass(frozen=True, slots=True)
class GatheredPage:
    """What is shown of a subject, a topic or a source, and of the claims of one page of its list.

    `kind` is the parameter by which the list of claims finds the same; `what` says what a subject is. `source` is there
    on the page of a source.
    """

    kind: str
    key: str
    what: str
    name: Text
    description: Text
    same_as: str
    source: SourcePart | None
    contents: tuple[ContentsPart, ...]
    groups: tuple[GroupPart, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is told of a list: its subject, topic or source, all of its groups, and the claims of one page.

    `kind` is that of the term, by which the list of claims is filtered too.
    """

    kind: str
    key: str
    label: Mapping[str, str]
    detail: Mapping[str, Any]
    groups: tuple[Group, ...]
    rows: tuple[Listed, ...]


def gathered_page(gathered: Gathered, language: str) -> GatheredPage:
    """The page of a subject, a topic or a source."""
    with translation.override(language):
        source = _source(gathered, language)
        detail = gathered.detail
        return GatheredPage(
            kind=gathered.kind,
            key=gathered.key,
            what=str(EntityKind(detail["kind"]).label) if "kind" in detail else "",
            name=source.title if source else pick(gathered.label, language, gathered.key),
            description=pick(detail.get("description", {}), language),
            same_as=web_address(detail.get("same_as", "")),
            source=source,
            contents=tuple(_contents(gathered, language)),
            groups=tuple(_groups(gathered, language)),
        )


def _source(gathered: Gathered, language: str) -> SourcePart | None:
    if "source" not in gathered.detail:
        return None
    detail = gathered.detail
    document = {"entities": detail["entities"], "sources": {gathered.key: detail["source"]}}
    return source_part(document | {"derivations": [], "captures": {}}, gathered.key, language)


def _contents(gathered: Gathered, language: str) -> Iterable[ContentsPart]:
    for each in gathered.groups:
        yield ContentsPart(_anchor(each.group), _heading(each.group, each.label, language), each.count, each.page)


def _groups(gathered: Gathered, language: str) -> Iterable[GroupPart]:
    labels = {each.group: each.label for each in gathered.groups}
    for group, rows in groupby(gathered.rows, lambda row: row.group):
        shown = tuple(RowPart(teaser(row.head, language), _remark(row.detail)) for row in rows)
        yield GroupPart(_anchor(group), _heading(group, labels.get(group, {}), language), shown)


def _heading(group: str, label: Mapping[str, str], language: str) -> Text:
    return Text(str(HEADINGS[group])) if group in HEADINGS else pick(label, language, group)


def _anchor(group: str) -> str:
    return f"group-{group.removeprefix(':') or 'rest'}" if group in HEADINGS else f"of-{group}"


def _remark(detail: Mapping[str, Any]) -> str:
    counted = [(stance, detail.get(stance, 0)) for stance in STANCES]
    return ", ".join(STANCES[stance](count).format(count=count) for stance, count in counted if count)
