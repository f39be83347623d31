"""Chips on the list: how many claims each choice leaves, and which filters are in use."""

import re

import pytest
from django.utils.html import strip_tags

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
    assert facets(client) == {
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
    found = facets(client, "q=ran&verdict=false&page=1")
    assert found["Verdict"] == {"False": (2, "/claims/?q=ran", True)}
    assert found["Standing"] == {"Single source": (2, "/claims/?q=ran&verdict=false&standing=single_source", False)}
    assert set(facets(client, "verdict=false")["Verdict"]) == {"False", "Reported", "Contested"}


def test_a_number_is_that_of_the_list_it_leads_to(client):
    for choices in facets(client).values():
        for number, address, _chosen in choices.values():
            assert client.get(address).content.decode().count('class="teaser"') == number


def test_each_filter_in_use_can_be_taken_back_alone(client):
    assert chips(client, "q=ran&subject=carl&since=2020-01-01&verdict=") == [
        ("Words: ran", "/claims/?subject=carl&since=2020-01-01"),
        ("Subject: Carl", "/claims/?q=ran&since=2020-01-01"),
        ("Changed since: 2020-01-01", "/claims/?q=ran&subject=carl"),
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
