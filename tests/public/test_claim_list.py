"""The list of claims: every filter, the search, the pages, and whatever somebody may put into the address."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.html import strip_tags

from claims.desk import workflow
from claims.finding import listing
from claims.finding.filters import PublishedFilter
from claims.models.record import PublishedClaim
from claims.record import reading
from claims.templatetags import wording
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(client, query=""):
    """The statements that the list shows, in their order."""
    answer = client.get(f"/claims/?{query}")
    assert answer.status_code == 200, answer.content.decode()
    return list(map(strip_tags, re.findall(r'class="statement"><a href="[^"]+">(.*?)</a>', answer.content.decode())))


@pytest.fixture
def three():
    """A claim about Ada, one about Carl, and one that is retracted."""
    paper = make.source("The Paper", uid="paper00000", publisher=make.entity("paper", kind="organisation"))
    ada = make.claim(
        "Ada was born in 1975", property=make.property(), value={"type": "date", "date": "1975"}, language="fr"
    )
    make.evidence(ada, source=paper)
    carl = make.claim(
        "Carl left the town",
        subject=make.entity("carl"),
        rating="false",
        topics=[make.topic()],
        claimed_on="2016-05",
    )
    make.evidence(carl, "supports")
    make.evidence(carl, "contradicts", source=paper)
    gone = make.checked_claim("Nobody came", subject=make.entity("nobody"))
    for claim in (ada, carl, gone):
        make.publish_sample(claim)
    workflow.retract(gone, actor=make.user("bob", "reviewer"), note="Wrong")


@pytest.mark.parametrize("rows", [3, 60])
def test_it_costs_five_queries_however_many_rows(client, django_assert_num_queries, rows):
    make.publish_sample(*[make.checked_claim() for _ in range(rows)])
    with django_assert_num_queries(5):
        answer = client.get("/claims/")
    assert answer.content.decode().count('class="teaser"') == min(rows, listing.PER_PAGE)


@pytest.mark.usefixtures("three")
def test_choices_days_a_page_and_what_is_sought_cost_a_few_more(client, django_assert_max_num_queries):
    uid = PublishedClaim.objects.latest("pk").uid
    with django_assert_max_num_queries(14):
        client.get(f"/claims/?subject=carl&source=paper00000&since=2020-01-01&after={uid}&find_topic=s&find_subject=c")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Ada was born in 1975", "Carl left the town"}),
        ("q=&verdict=&since=&order=&after=&find_subject=", {"Ada was born in 1975", "Carl left the town"}),
        ("verdict=false", {"Carl left the town"}),
        ("verdict=true", set()),
        ("standing=disputed", {"Carl left the town"}),
        ("subject=carl", {"Carl left the town"}),
        ("property=birth-date", {"Ada was born in 1975"}),
        ("source=paper00000", {"Ada was born in 1975", "Carl left the town"}),
        ("topic=politics", {"Carl left the town"}),
        ("publisher=paper", {"Ada was born in 1975", "Carl left the town"}),
        ("language=fr", {"Ada was born in 1975"}),
        ("year=2016", {"Carl left the town"}),
        ("subject=carl&subject=ada-lovelace", {"Ada was born in 1975", "Carl left the town"}),
        ("verdict=true&verdict=false", {"Carl left the town"}),
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
    assert '?subject=carl">Carl <span' in markup
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
    ("page=1", "page"),
    ("after=0000000000", "after"),
    ("after=" + "9" * 5000, "after"),
    ("after=%00", "after"),
    ("before=-1", "before"),
    ("order=relevant", "order"),
    ("order=-changed", "order"),
    ("order=newest&order=changed", "order"),
    ("subject=carl&subject=nobody", "subject"),
    ("topic=nothing", "topic"),
    ("publisher=%00", "publisher"),
    ("language=xx", "language"),
    ("year=17", "year"),
    ("changed=2026-01-01", "changed"),
    ("find_verdict=a", "find_verdict"),
    ("find_subject=" + "a" * 81, "find_subject"),
    ("subject=" + "&subject=".join(map(str, range(30))), "subject"),
    ("offset=9223372036854775808", "offset"),
    ("limit=-1", "limit"),
    ("after=a&after=b", "after"),
    ("since=2026-01-01&since=2026-01-01", "since"),
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
    answer = client.get("/claims/?colour=red&verdict=perhaps&subject=nobody&q=-")
    assert re.findall(r"<li><code>([^<]*)</code>", answer.content.decode()) == ["colour", "verdict", "subject", "q"]


def test_pages_hold_every_claim_once_and_lead_to_each_other(client, monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    make.publish_sample(*[make.checked_claim(f"Claim {index}") for index in range(5)])
    for query in ("q=claim", "order=changed", "verdict=reported"):
        seen, address = [], f"?{query}"
        while address:
            seen += found(client, address[1:])
            markup = client.get(f"/claims/{address}").content.decode()
            address = html.unescape(next(iter(re.findall(r'<a rel="next" href="([^"]+)"', markup)), ""))
        assert sorted(seen) == [f"Claim {index}" for index in range(5)]
        [before] = re.findall(r'<a rel="prev" href="([^"]+)"', markup)
        assert found(client, html.unescape(before)[1:]) == seen[2:4]
        assert 'rel="prev"' not in client.get(f"/claims/?{query}").content.decode()


@pytest.mark.usefixtures("three")
def test_a_page_behind_the_end_says_so(client):
    oldest = PublishedClaim.objects.earliest("pk").uid
    assert "The list ends before this page." in client.get(f"/claims/?after={oldest}").content.decode()


@pytest.mark.usefixtures("three")
def test_a_retracted_claim_marks_its_place_and_is_not_shown(client):
    gone = PublishedClaim.objects.get(status="retracted").uid
    assert found(client, f"after={gone}") == ["Carl left the town", "Ada was born in 1975"]


def test_an_empty_list_says_so(client):
    assert found(client) == []
    assert "No published claim fits." in client.get("/claims/").content.decode()


def test_nothing_is_counted_past_the_longest_list(client, monkeypatch):
    monkeypatch.setattr(listing, "LONGEST", 2)
    monkeypatch.setattr(wording, "LONGEST", 2)
    make.publish_sample(*[make.checked_claim() for _ in range(3)])
    assert "2+ claims" in client.get("/claims/").content.decode()


def test_numbers_are_written_as_in_the_language_of_the_page():
    assert wording.tally(9_999) == "9,999"
    assert wording.tally(10_001) == "10,000+"
    with translation.override("fr"):
        assert wording.tally(10_001) == "10\xa0000+"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["C", "B", "A"]),
        ("order=newest", ["C", "B", "A"]),
        ("order=changed", ["A", "C", "B"]),
        ("order=disputed", ["B", "C", "A"]),
        ("order=relevance", ["C", "B", "A"]),
    ],
)
def test_the_order_is_the_one_asked_for(client, monkeypatch, query, expected):
    claims = [make.checked_claim(statement) for statement in "ABC"]
    make.evidence(claims[1], "contradicts")
    for claim in claims:
        make.publish_sample(claim)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    workflow.notice(claims[0], actor=make.user("bob", "reviewer"), note="Something turned up")
    assert found(client, query) == expected


@pytest.mark.usefixtures("three")
def test_orders_that_make_sense_are_offered(client):
    def offered(query):
        markup = client.get(f"/claims/?{query}").content.decode()
        orders = re.findall(r'<nav class="orders".*?</nav>', markup, re.DOTALL)
        return re.findall(r'href="([^"]+)"( aria-current="true")?>', orders[0]) if orders else []

    assert [bool(chosen) for _address, chosen in offered("subject=carl&subject=ada-lovelace")] == [True, False, False]
    assert offered("q=ada+OR") == []
    assert "too many" not in client.get("/claims/?order=relevance").content.decode()
    assert offered("order=changed")[1] == ("/claims/?order=changed", ' aria-current="true"')


@pytest.mark.usefixtures("three")
def test_values_of_facets_are_found_by_name(client):
    markup = client.get("/claims/?find_subject=car&verdict=false").content.decode()
    assert '?verdict=false&amp;subject=carl">Carl' in markup
    assert 'value="car"' in markup
    assert '<details class="further" open>' in markup
    assert "Nothing of that name." in client.get("/claims/?find_subject=zebra").content.decode()
    assert "Nothing of that name." in client.get("/claims/?find_subject=%22*").content.decode()


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
    markup = client.get("/claims/?verdict=false&verdict=true&q=town&since=2020-01-01&order=changed").content.decode()
    assert '<input type="hidden" name="verdict" value="false"' in markup
    assert '<input type="hidden" name="verdict" value="true"' in markup
    assert '<input type="hidden" name="order" value="changed"' in markup
    assert 'value="town"' in markup
    assert 'value="2020-01-01"' in markup


def test_values_are_shown_in_the_language_of_the_page(client):
    claim = make.checked_claim(subject=make.entity("oise", label={"en": "Oise river", "fr": "L’Oise"}))
    make.publish_sample(claim)
    assert ">Oise river <" in client.get("/claims/").content.decode()
    assert ">L’Oise <" in client.get("/fr/claims/").content.decode()
    assert ">Anglais <" in client.get("/fr/claims/").content.decode()


def test_a_filter_set_can_be_used_without_a_page(three):
    filters = PublishedFilter(QueryDict("verdict=false"), reading.live())
    assert filters.faults() == []
    assert [head.rating for head in filters.qs] == ["false"]
    assert filters.in_use.urlencode() == "verdict=false"


def test_words_that_were_looked_for_are_marked_where_they_stand(client):
    make.publish_sample(
        make.checked_claim(
            "Sheep <voted> in elections",
            rating_explanation="Nobody counted. A wolf & a <b>sheep</b> were seen at the election in Arden.",
        )
    )
    markup = client.get("/claims/?q=election+sheep").content.decode()
    assert "<mark>Sheep</mark> &lt;voted&gt; in <mark>elections</mark></a>" in markup
    assert "A wolf &amp; a &lt;b&gt;<mark>sheep</mark>&lt;/b&gt; were seen at the <mark>election</mark> in" in markup
    assert "<mark>" not in client.get("/claims/").content.decode()
    french = client.get("/fr/claims/?q=election").content.decode()
    assert '<span lang="en">Sheep &lt;voted&gt; in <mark>elections</mark></span>' in french
