"""The list of claims is what its filters mean in SQL, in every order, page by page and back again."""

import random

import pytest
from django.http import QueryDict

from claims.desk import workflow
from claims.finding import listing
from claims.finding.filters import PublishedFilter
from claims.finding.listing import Listing
from claims.models import Claim
from claims.models.record import PublishedClaim
from claims.record import reading
from tests import factories as make

pytestmark = pytest.mark.django_db

QUERIES = [
    "",
    "verdict=false",
    "verdict=false&verdict=reported",
    "verdict=true",
    "subject=ada",
    "subject=ada&subject=carl&verdict=false",
    "topic=sums&year=2017",
    "language=en&standing=single_source",
    "standing=disputed&standing=contradicted",
    "since=2020-01-01",
    "until=2020-01-01",
    "source=paper00000&until=2100-01-01",
    "q=wolf",
    "q=wolf&verdict=false",
    "q=wolf+sheep",
    "q=wolf&since=2020-01-01&subject=ada",
]


@pytest.fixture
def many():
    """Forty claims that share some of everything, one of them retracted."""
    draw = random.Random(7)  # noqa: S311 - not a secret
    paper = make.source("The Paper", uid="paper00000")
    people = [make.entity("ada"), make.entity("carl"), make.entity("eve")]
    claims = []
    for number in range(40):
        claim = make.claim(
            f"{draw.choice(['The wolf', 'The sheep', 'The wolf and the sheep'])} came {number} times",
            subject=draw.choice(people),
            rating=draw.choice(["reported", "false"]),
            claimed_on=draw.choice([None, "2017", "2018-03"]),
            topics=draw.sample([make.topic(), make.topic("sums")], draw.randint(0, 2)),
        )
        make.evidence(claim, source=draw.choice([paper, make.source()]))
        for _ in range(draw.choice([0, 0, 0, 1, 2])):
            make.evidence(claim, "contradicts")
        claims.append(claim)
    for start in range(0, 40, 8):
        make.publish_sample(*claims[start : start + 8])
    workflow.retract(claims[3], actor=make.user("bob", "reviewer"), note="Wrong")
    return claims


def listed(query):
    """A listing of what somebody asks."""
    filters = PublishedFilter(QueryDict(query), reading.live())
    assert filters.faults() == []
    return Listing(filters)


def forwards(query):
    """The uids of every page, and all pages from the first to the last."""
    pages = [listed(query).page()]
    while pages[-1].after:
        last = PublishedClaim.objects.get(uid=pages[-1].after)
        pages.append(listed(query).page(after=last))
        assert len(pages) < 30
    return [row.uid for page in pages for row in page.rows], pages


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("few", [0, 3_000])
def test_its_pages_hold_what_the_filters_mean_in_order_there_and_back(monkeypatch, few):
    monkeypatch.setattr(listing, "PER_PAGE", 4)
    monkeypatch.setattr(listing, "FEW", few)
    for query in QUERIES:
        for order in ("newest", "changed", "disputed"):
            compare(f"{query}&order={order}")


def compare(query):
    """Leaf through a list to its end and back, and compare it with what the filters mean."""
    meant = [head.uid for head in PublishedFilter(QueryDict(query), reading.live()).qs]
    found, pages = forwards(query)
    assert found == meant, query
    assert listed(query).total == len(meant)
    page = pages[-1]
    for earlier in reversed(pages[:-1]):
        page = listed(query).page(before=PublishedClaim.objects.get(uid=page.before))
        assert [row.uid for row in page.rows] == [row.uid for row in earlier.rows]
    assert page.before is None


@pytest.mark.usefixtures("many")
def test_the_best_fit_comes_page_by_page_and_back(monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 4)
    whole = listed("q=wolf").ranking
    found, pages = forwards("q=wolf")
    assert [PublishedClaim.objects.get(uid=uid).pk for uid in found] == whole
    back = listed("q=wolf").page(before=PublishedClaim.objects.get(uid=pages[2].before))
    assert back.rows == pages[1].rows


@pytest.mark.usefixtures("many")
def test_a_claim_that_left_the_list_still_marks_its_place(monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 4)
    _found, pages = forwards("")
    gone = PublishedClaim.objects.get(uid=pages[0].after)
    workflow.retract(Claim.objects.get(uid=gone.uid), actor=make.user("bob", "reviewer"), note="Wrong")
    assert listed("").page(after=gone).rows == pages[1].rows


@pytest.mark.usefixtures("many")
def test_words_that_find_too_many_claims_are_read_as_far_as_a_page_needs(monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 4)
    monkeypatch.setattr(listing, "LONGEST", 6)
    wide = listed("q=wolf&order=changed")
    assert (wide.is_wide, wide.total, wide.order) == (True, 7, "newest")
    for query in ("q=wolf", "q=wolf&verdict=false"):
        found, _pages = forwards(query)
        meant = PublishedFilter(QueryDict(f"{query}&order=newest"), reading.live()).qs
        assert found == [head.uid for head in meant]


@pytest.mark.usefixtures("many")
def test_where_too_few_come_before_a_claim_the_first_page_is_given(monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 4)
    _found, pages = forwards("")
    second = pages[0].rows[2]
    assert listed("").page(before=second).rows == pages[0].rows
    assert listed("").page(before=second).before is None


def test_an_empty_list_has_one_empty_page():
    page = listed("").page()
    assert (page.rows, page.before, page.after) == ([], None, None)
    assert listed("").total == 0
