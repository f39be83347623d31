"""What is asked of every server: the same questions, each written as its addresses want it.

A question has several variants, so that no server answers one page over and over; the n-th variant of every server is
about the same claims.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from claims.judgement.vocab import Standing

from .sampling import Sample

TABLE = "/claims/claims_publishedclaim"
DATASETTE = {"status": "live", "_sort_desc": "changed_at"}
FACETS = [("_facet", name) for name in ("rating", "standing", "language")]


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of page. `paths` has, for each server that can answer, an address for each variant."""

    name: str
    paths: Mapping[str, tuple[str, ...]]
    is_ordered: bool = True
    """Whether all who answer list in the same order."""


def questions(sample: Sample) -> Iterator[Question]:
    """All questions about one database."""
    yield _list("list", [{}])
    verdicts = [{"verdict": word} for word in ("false", "true", "mostly_true", "outdated")]
    standings = [{"standing": word} for word in (Standing.SINGLE_SOURCE.value, Standing.DISPUTED.value)]
    yield _list("filter", [*verdicts, *standings])
    subjects = [{"subject": key} for key in sample.subjects]
    yield Question(
        "subject",
        {
            "product": tuple(f"/claims/?{urlencode(each)}" for each in subjects),
            "naive": tuple(f"/claims/?{urlencode(each)}" for each in subjects),
        },
    )
    yield Question(
        "deep",
        {
            "product": tuple(f"/claims/?after={place.uid}" for place in sample.places),
            "naive": tuple(f"/claims/?page={place.page}" for place in sample.places),
            "datasette": tuple(_datasette({"_next": place.datasette_token}) for place in sample.places),
        },
    )
    yield Question(
        "search",
        {
            "product": tuple(f"/claims/?q={word}" for word in sample.words),
            "naive": tuple(f"/claims/?q={word}" for word in sample.words),
            "datasette": tuple(_datasette({"_search": word}) for word in sample.words),
        },
        is_ordered=False,
    )
    yield Question("matching", {"product": tuple(f"/check/?{urlencode({'text': text})}" for text in sample.texts)})
    yield Question("claim", {"product": tuple(f"/claims/{uid}/{slug}/" for uid, slug in sample.pages)})
    both = ("product", "stock")
    yield Question("admin", dict.fromkeys(both, ("/admin/claims/claim/",)))
    searches = tuple(f"/admin/claims/claim/?q={word}" for word in sample.words)
    yield Question("admin search", dict.fromkeys(both, searches), is_ordered=False)
    yield Question("dashboard", {"product": ("/admin/",)})
    yield Question("workbench", {"product": (f"/admin/claims/claim/{sample.heavy}/change/",)})
    yield Question("static", {"nginx": ("/",)})


def _list(name: str, filters: list[dict[str, str]]) -> Question:
    renamed = [{"rating" if key == "verdict" else key: value for key, value in each.items()} for each in filters]
    return Question(
        name,
        {
            "product": tuple(_path(each) for each in filters),
            "naive": tuple(_path(each) for each in renamed),
            "datasette": tuple(_datasette(each) for each in renamed),
        },
    )


def _path(parameters: Mapping[str, str]) -> str:
    return f"/claims/?{urlencode(parameters)}" if parameters else "/claims/"


def _datasette(parameters: Mapping[str, str]) -> str:
    """A page of the table with the same filters and facets as ours."""
    return f"{TABLE}?{urlencode([*(DATASETTE | dict(parameters)).items(), *FACETS], quote_via=quote)}"
