"""Chips on the list: how many claims each choice leaves, and which filters are in use."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db.models import Count
from django.http import QueryDict
from django.utils.html import strip_tags

from claims.finding.filters import PublishedFilter
from claims.models.record import PublishedTerm
from claims.record import reading
from tests import factories as make

pytestmark = pytest.mark.django_db


def facets(client, query=""):
    """The facets of the list: by label, each choice with its number, its address, and whether it is chosen."""
    markup = client.get(f"/claims/?{query}").content.decode()
    return {
        re.search(r"<h2[^>]*>(.*?)</h2>", facet)[1]: {
            words.strip(): (int(number), address.replace("&amp;", "&"), "aria-current" in rest)
            for address, rest, words, number in re.findall(
                r'<a class="chip" href="([^"]+)"([^>]*)>(.*?) <span class="tally">(\d+)</span>', facet
            )
        }
        for facet in re.findall(r'<nav class="facet".*?</nav>', markup, re.DOTALL)
    }


def chips(client, query):
    """The filters in use: words and the address without each."""
    markup = client.get(f"/claims/?{query}").content.decode()
    found = re.findall(r'<a class="chip remove" href="([^"]+)">(.*?)</a>', markup)
    return [
        (strip_tags(words).removeprefix("Remove the filter ").removesuffix(" ×"), address.replace("&amp;", "&"))
        for address, words in found
    ]


@pytest.fixture(autouse=True)
def five():
    """Three claims about Ada and two about Carl; one of each is false, one is disputed."""
    carl = make.entity("carl")
    disputed = make.checked_claim("Ada lied", rating="contested")
    make.evidence(disputed, "contradicts")
    make.publish_sample(
        make.checked_claim("Ada wrote"),
        make.checked_claim("Ada ran", rating="false"),
        disputed,
        make.checked_claim("Carl ran", subject=carl, rating="false"),
        make.checked_claim("Carl counts", subject=carl),
    )


def test_each_choice_says_how_many_claims_it_leaves_the_most_first(client):
    found = facets(client)
    assert {name: found[name] for name in ("Verdict", "Standing", "Subject", "Language")} == {
        "Subject": {
            "Ada-Lovelace": (3, "/claims/?subject=ada-lovelace", False),
            "Carl": (2, "/claims/?subject=carl", False),
        },
        "Language": {"English": (5, "/claims/?language=en", False)},
        "Verdict": {
            "False": (2, "/claims/?verdict=false", False),
            "Reported": (2, "/claims/?verdict=reported", False),
            "Contested": (1, "/claims/?verdict=contested", False),
        },
        "Standing": {
            "Single source": (4, "/claims/?standing=single_source", False),
            "Disputed": (1, "/claims/?standing=disputed", False),
        },
    }


def test_a_facet_counts_what_the_other_filters_leave_and_keeps_its_own_choices(client):
    found = facets(client, "q=ran&verdict=false")
    assert found["Verdict"] == {"False": (2, "/claims/?q=ran", True)}
    assert found["Standing"] == {"Single source": (2, "/claims/?q=ran&verdict=false&standing=single_source", False)}
    assert set(facets(client, "verdict=false")["Verdict"]) == {"False", "Reported", "Contested"}


def test_a_number_is_that_of_the_list_it_leads_to(client):
    for query in ("", "verdict=false", "q=ran", "verdict=false&verdict=contested&subject=ada-lovelace"):
        for choices in facets(client, query).values():
            for number, address, is_chosen in choices.values():
                if not is_chosen:
                    added = client.get(address).content.decode()
                    assert re.search(r'role="status">(\d+) claim', added)[1] >= str(number)
                if not query:
                    assert client.get(address).content.decode().count('class="teaser"') == number


def test_several_values_of_a_facet_add_up(client):
    found = facets(client, "verdict=false&verdict=contested")
    assert found["Verdict"]["False"] == (2, "/claims/?verdict=contested", True)
    assert found["Verdict"]["Reported"] == (
        2,
        "/claims/?verdict=false&verdict=contested&verdict=reported",
        False,
    )
    assert {label: number for label, (number, *_rest) in found["Subject"].items()} == {"Ada-Lovelace": 2, "Carl": 1}


@pytest.mark.parametrize("few", [0, 500])
def test_numbers_do_not_depend_on_how_they_are_counted(client, monkeypatch, few):
    monkeypatch.setattr("claims.finding.facets.FEW", few)
    for query in ("verdict=false", "subject=carl&verdict=false", "q=ran", "since=2020-01-01&subject=ada-lovelace"):
        found = facets(client, query)
        for kind, name in (("subject", "Subject"), ("publisher", "Publisher"), ("source", "Source")):
            others = QueryDict(query, mutable=True)
            others.pop(kind, None)
            heads = PublishedFilter(others, reading.live()).qs
            terms = PublishedTerm.objects.filter(kind=kind, published__in=heads).order_by()
            counts = dict(terms.values_list("key").annotate(Count("pk")))
            shown = {
                parse_qs(urlsplit(address).query)[kind][-1]: number
                for number, address, is_chosen in found[name].values()
                if not is_chosen
            }
            assert shown == {key: number for key, number in counts.items() if key not in query}


def test_words_that_find_too_many_claims_leave_the_numbers_out(client, monkeypatch):
    monkeypatch.setattr("claims.finding.listing.LONGEST", 1)
    markup = client.get("/claims/?q=ran").content.decode()
    assert '<a class="chip" href="/claims/?q=ran&amp;verdict=false">False</a>' in markup


def test_each_filter_in_use_can_be_taken_back_alone(client):
    assert chips(client, "q=ran&subject=carl&subject=ada-lovelace&since=2020-01-01&verdict=") == [
        ("Words: ran", "/claims/?subject=carl&subject=ada-lovelace&since=2020-01-01"),
        ("Subject: Carl", "/claims/?q=ran&subject=ada-lovelace&since=2020-01-01"),
        ("Subject: Ada-Lovelace", "/claims/?q=ran&subject=carl&since=2020-01-01"),
        ("Changed since: 2020-01-01", "/claims/?q=ran&subject=carl&subject=ada-lovelace"),
    ]
    assert chips(client, "") == []


def test_what_was_typed_is_escaped(client):
    markup = client.get("/claims/?q=<b>ran&verdict=false").content.decode()
    assert "<b>ran" not in markup
    assert "&lt;b&gt;ran" in markup


def test_home_shows_the_topics_with_the_most_claims(client):
    make.publish_sample(
        make.checked_claim(topics=[make.topic("sums")]), make.checked_claim(topics=[make.topic("sums"), make.topic()])
    )
    markup = client.get("/").content.decode()
    assert re.findall(r'href="/topics/([a-z]+)/">.*?<span class="tally">(\d+)<', markup) == [
        ("sums", "2"),
        ("politics", "1"),
    ]
