"""The list of claims: every filter, the search, the pages, and whatever somebody may put into the address."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.http import QueryDict

from claims.desk import workflow
from claims.finding import pages
from claims.finding.filters import PublishedFilter
from claims.record import reading
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(client, query=""):
    """The statements that the list shows, in their order."""
    answer = client.get(f"/claims/?{query}")
    assert answer.status_code == 200, answer.content.decode()
    return re.findall(r'class="statement"><a href="[^"]+">(?:<span lang="..">)?([^<]+)', answer.content.decode())


@pytest.fixture
def three():
    """A claim about Ada, one about Carl, and one that is retracted."""
    paper = make.source("The Paper", uid="paper00000")
    ada = make.claim("Ada was born in 1975", property=make.property(), value={"type": "date", "date": "1975"})
    make.evidence(ada, source=paper)
    carl = make.claim("Carl left the town", subject=make.entity("carl"), rating="false")
    make.evidence(carl, "supports")
    make.evidence(carl, "contradicts", source=paper)
    gone = make.checked_claim("Nobody came", subject=make.entity("nobody"))
    make.publish_sample(ada, carl, gone)
    workflow.retract(gone, actor=make.user("bob", "reviewer"), note="Wrong")


@pytest.mark.parametrize("rows", [3, 60])
def test_it_costs_six_queries_however_many_rows(client, django_assert_num_queries, rows):
    make.publish_sample(*[make.checked_claim() for _ in range(rows)])
    with django_assert_num_queries(6):
        answer = client.get("/claims/")
    assert answer.content.decode().count('class="teaser"') == min(rows, pages.PER_PAGE)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Ada was born in 1975", "Carl left the town"}),
        ("q=&verdict=&since=&page=", {"Ada was born in 1975", "Carl left the town"}),
        ("verdict=false", {"Carl left the town"}),
        ("verdict=true", set()),
        ("standing=disputed", {"Carl left the town"}),
        ("subject=carl", {"Carl left the town"}),
        ("property=birth-date", {"Ada was born in 1975"}),
        ("source=paper00000", {"Ada was born in 1975", "Carl left the town"}),
        ("source=paper00000&subject=carl", {"Carl left the town"}),
        ("subject=carl&verdict=reported", set()),
        ("q=ada", {"Ada was born in 1975"}),
        ("q=ADA+1975", {"Ada was born in 1975"}),
        ("q=Àdá", {"Ada was born in 1975"}),
        ("q=ada+town", set()),
        ("q=a%25n", set()),
    ],
)
def test_each_filter_finds_what_it_says(client, query, expected):
    assert set(found(client, query)) == expected


@pytest.mark.usefixtures("three")
def test_days_are_those_of_the_last_change(client):
    today = datetime.now(UTC).date()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    assert len(found(client, f"since={today}")) == 2
    assert len(found(client, f"until={today}")) == 2
    assert len(found(client, f"since={yesterday}&until={tomorrow}")) == 2
    assert found(client, f"since={tomorrow}") == []
    assert found(client, f"until={yesterday}") == []
    assert len(found(client, "since=0001-01-01&until=9999-12-31")) == 2


def test_a_percent_sign_is_looked_for_as_such(client):
    make.publish_sample(make.checked_claim("It is 5% of all"), make.checked_claim("It is 5 of all"))
    assert found(client, "q=5%25") == ["It is 5% of all"]


@pytest.mark.usefixtures("three")
def test_only_what_is_live_can_be_chosen(client):
    markup = client.get("/claims/").content.decode()
    assert '<option value="carl">Carl</option>' in markup
    assert "nobody" not in markup.lower()


BAD = [
    ("colour=red", "colour"),
    ("verdict=perhaps", "verdict"),
    ("verdict=TRUE", "verdict"),
    ("verdict=true%00", "verdict"),
    ("standing=single", "standing"),
    ("subject=nobody", "subject"),
    ("subject=ada-lovelace' OR 1=1 --", "subject"),
    ("property=1", "property"),
    ("source=%ED%A0%80", "source"),
    ("q=%00", "q"),
    ("q=a%00b", "q"),
    ("q=" + "a" * 201, "q"),
    ("q=-", "q"),
    ("q='''", "q"),
    ("q=%25", "q"),
    ("q=_", "q"),
    ("since=0000-00-00", "since"),
    ("since=2026-02-30", "since"),
    ("since=26-01-01", "since"),
    ("since=10000-01-01", "since"),
    ("until=yesterday", "until"),
    ("until=" + "9" * 5000, "until"),
    ("since=2026-01-01T00:00", "since"),
    ("page=0", "page"),
    ("page=-1", "page"),
    ("page=one", "page"),
    ("page=1.5", "page"),
    ("page=9223372036854775808", "page"),
    ("page=" + "9" * 5000, "page"),
    ("page=%00", "page"),
    ("page=%D9%A3%D9%A3%D9%A3", "page"),
    ("offset=9223372036854775808", "offset"),
    ("limit=-1", "limit"),
    ("page=1&page=2", "page"),
    ("verdict=true&verdict=false", "verdict"),
    ("q=a&q=b", "q"),
    ("%00=1", ""),
    ("%ED%A0%80=1", ""),
    ("a" * 5000 + "=1", "aaaa"),
    ("<script>=1", "&lt;script&gt;"),
    ("terms__key=ada", "terms__key"),
    ("q__contains=a", "q__contains"),
    ("csrfmiddlewaretoken=x", "csrfmiddlewaretoken"),
]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(("query", "named"), BAD, ids=[query[:40] for query, _ in BAD])
@pytest.mark.parametrize("language", ["", "/fr"])
def test_what_cannot_be_used_is_named(client, query, named, language):
    answer = client.get(f"{language}/claims/?{query}")
    assert answer.status_code == 400
    faults = re.findall(r"<li><code>([^<]*)</code> – .+</li>", answer.content.decode())
    assert len(faults) == 1
    assert faults[0].startswith(named)
    assert len(answer.content) < 4000
    assert "<script>" not in answer.content.decode()


@pytest.mark.usefixtures("three")
def test_everything_that_cannot_be_used_is_named_at_once(client):
    answer = client.get("/claims/?colour=red&verdict=perhaps&since=never&page=1")
    assert re.findall(r"<li><code>([^<]*)</code>", answer.content.decode()) == ["colour", "verdict", "since"]


@pytest.mark.usefixtures("three")
def test_a_page_that_the_list_does_not_reach_is_not_found(client):
    answer = client.get("/claims/?page=2")
    assert answer.status_code == 404
    assert "does not have a page 2" in answer.content.decode()


def test_the_first_page_of_an_empty_list_is_there(client):
    assert client.get("/claims/?page=1").status_code == 200
    assert found(client) == []


def test_pages_hold_every_claim_once_and_lead_to_each_other(client, monkeypatch):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    make.publish_sample(*[make.checked_claim(f"Claim {index}") for index in range(5)])
    seen = [statement for number in (1, 2, 3) for statement in found(client, f"q=claim&page={number}")]
    assert sorted(seen) == [f"Claim {index}" for index in range(5)]
    middle = client.get("/claims/?q=claim&page=2").content.decode()
    assert '<a rel="prev" href="?q=claim&amp;page=1">' in middle
    assert '<a rel="next" href="?q=claim&amp;page=3">' in middle
    assert 'rel="prev"' not in client.get("/claims/").content.decode()
    assert 'rel="next"' not in client.get("/claims/?page=3").content.decode()


def test_nothing_is_counted_past_the_longest_list(client, monkeypatch):
    monkeypatch.setattr(pages, "LONGEST", 2)
    make.publish_sample(*[make.checked_claim() for _ in range(3)])
    assert "More than 2 claims" in client.get("/claims/").content.decode()
    [heads, page] = [reading.live(), pages.page_of_list(reading.live(), 1)]
    assert (heads.count(), page.total, page.is_longer) == (3, 2, True)


def test_an_error_is_never_no_results(client, monkeypatch):
    def broken(corpus, typed, languages):
        raise DatabaseError("the search is broken")

    monkeypatch.setattr("claims.finding.filters.search", broken)
    client.raise_request_exception = False
    answer = client.get("/claims/?q=ada")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()
    assert "the search is broken" not in answer.content.decode()


@pytest.mark.usefixtures("three")
def test_the_form_keeps_what_was_asked(client):
    markup = client.get("/claims/?verdict=false&q=town&since=2020-01-01").content.decode()
    assert '<option value="false" selected>' in markup
    assert 'value="town"' in markup
    assert 'value="2020-01-01"' in markup


def test_filters_are_shown_in_the_language_of_the_page(client):
    claim = make.checked_claim(subject=make.entity("oise", label={"en": "Oise river", "fr": "L’Oise"}))
    make.publish_sample(claim)
    assert ">Oise river</option>" in client.get("/claims/").content.decode()
    assert ">L’Oise</option>" in client.get("/fr/claims/").content.decode()


def test_a_filter_set_can_be_used_without_a_page(three):
    filters = PublishedFilter(QueryDict("verdict=false"), reading.live())
    assert filters.faults() == []
    assert [head.rating for head in filters.qs] == ["false"]
    assert filters.in_use().urlencode() == "verdict=false"
