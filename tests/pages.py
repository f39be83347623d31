"""Every public page, named once: what is asked of all of them, headers or accessibility, goes through this list."""

from dataclasses import dataclass

from claims.desk import workflow
from tests import factories as make

NOBODY = "zzzzzzzzzz"
"""A uid that no claim has."""


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the site. `path` is filled from the `Stage`; `view` is the name of its URL pattern."""

    name: str
    path: str
    view: str = ""
    status: int = 200
    queries: int = 1
    json: bool = False

    def __str__(self) -> str:
        return self.name


PAGES = (
    Page("home", "/", "home", queries=4),
    Page("list", "/claims/", "list", queries=5),
    Page("list, filtered", "/claims/?q=somebody&standing=single_source&verdict=reported", "list", queries=11),
    Page("list, empty", "/claims/?q=unheard-of", "list", queries=5),
    Page("list, nowhere", f"/claims/?after={NOBODY}", "list", status=400, queries=2),
    Page("list, nonsense", "/claims/?verdict=perhaps&colour=red", "list", status=400, queries=2),
    Page("claim", "/claims/{live}/{slug}/", "detail", queries=2),
    Page("claim, disputed", "/claims/{disputed}/{disputed_slug}/", "detail", queries=2),
    Page("claim, missing", f"/claims/{NOBODY}/any/", "detail", status=404, queries=2),
    Page("claim, draft", "/claims/{draft}/any/", "detail", status=404, queries=2),
    Page("claim, retracted", "/claims/{retracted}/any/", "detail", status=410, queries=2),
    Page("claim by its uid", "/claims/{live}/", "shortcut", status=301),
    Page("document", "/claims/{live}.json", "document", json=True),
    Page("document, missing", f"/claims/{NOBODY}.json", "document", status=404, json=True),
    Page("document, retracted", "/claims/{retracted}.json", "document", status=410, json=True),
    Page("check", "/check/", "check"),
    Page("check, asked", "/check/?text=Somebody+wrote+the+first+program", "check", queries=7),
    Page("check, nonsense", "/check/?colour=red", "check", status=400),
    Page("subject", "/subjects/ada-lovelace/", "subject", queries=5),
    Page("subject, missing", "/subjects/nobody/", "subject", status=404, queries=2),
    Page("subject, too far", "/subjects/ada-lovelace/?page=7", "subject", status=404, queries=3),
    Page("subject, nonsense", "/subjects/ada-lovelace/?colour=red", "subject", status=400),
    Page("topic", "/topics/politics/", "topic", queries=5),
    Page("source", "/sources/{source}/", "source", queries=5),
    Page("source, missing", f"/sources/{NOBODY}/", "source", status=404, queries=2),
    Page("contradictions", "/contradictions/", "contradictions", queries=4),
    Page("contradictions, too far", "/contradictions/?page=7", "contradictions", status=404, queries=2),
    Page("methodology", "/methodology/", "methodology"),
    Page("no address of ours", "/there/is/no/such/page/", status=404),
)

READABLE = tuple(page for page in PAGES if not page.json and page.status != 301)
"""The pages that somebody looks at."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What the addresses of the list stand for."""

    live: str
    slug: str
    disputed: str
    disputed_slug: str
    draft: str
    retracted: str
    source: str

    def path(self, page: Page, language: str = "en") -> str:
        """The address of a page in a language."""
        filled = page.path.format(
            live=self.live,
            slug=self.slug,
            disputed=self.disputed,
            disputed_slug=self.disputed_slug,
            draft=self.draft,
            retracted=self.retracted,
            source=self.source,
        )
        return filled if language == "en" else f"/{language}{filled}"


def set_stage() -> Stage:
    """Put there what the pages show: a plain claim, one that another contradicts and that bears a notice, a draft …"""
    plain = make.checked_claim("Somebody wrote a first program.")
    disputed = make.checked_claim("Somebody was born in 1975.", topics=[make.topic()])
    paper = make.source("L’année de naissance", language="fr", published_on="2025-06/..")
    text = make.capture(paper, "Née en 1976, elle écrit.", withheld=True)
    make.evidence(
        disputed, "contradicts", source=paper, capture=text, quote_exact="Née en 1976", quote_start=0, quote_end=11
    )
    make.evidence(disputed, "context", source=paper, note={"en": "Of another paper"}, attributed_to=make.entity("carl"))
    other = make.checked_claim("Somebody was born in 1980.")
    make.relation(disputed, other)
    retracted = make.checked_claim("Somebody never was.")
    draft = make.checked_claim("Somebody will be.")
    make.publish_sample(plain, disputed, other, retracted)
    reviewer = make.user("bob", "reviewer")
    workflow.notice(disputed, actor=reviewer, note="A new document has turned up.")
    workflow.retract(retracted, actor=reviewer, note="It was somebody else.")
    return Stage(
        live=plain.uid,
        slug="somebody-wrote-a-first-program",
        disputed=disputed.uid,
        disputed_slug="somebody-was-born-in-1975",
        draft=draft.uid,
        retracted=retracted.uid,
        source=paper.uid,
    )
