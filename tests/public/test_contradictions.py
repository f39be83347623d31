"""The page of contradictions: each once, as two sides, open ones first."""

import re

import pytest
from django.utils.html import strip_tags

from claims.desk import workflow
from claims.finding import contradictions
from claims.models import Claim, ClaimRelation
from tests import factories as make

pytestmark = pytest.mark.django_db

PATH = "/contradictions/"


def shown(client, path=PATH):
    """The contradictions of the page: the title of each, and the quotations and claims of both sides."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()
    articles = re.findall(r'<article class="contradiction".*?</article>', answer.content.decode(), re.DOTALL)
    return [
        (
            strip_tags(re.search("<h3[^>]*>(.*?)</h3>", article)[1]),
            *[
                re.findall(r"<blockquote[^>]*><p>(.*?)</p>|<p class=\"statement\"><a[^>]*>(.*?)</a>", side)
                for side in re.findall('<section class="side.*?</section>', article, re.DOTALL)
            ],
        )
        for article in articles
    ]


def said(words):
    """A quotation as `shown` gives it."""
    return (words, "")


def claimed(statement):
    """A claim as `shown` gives it."""
    return ("", statement)


def claim_of(statement, words):
    """A claim that is supported by some words."""
    claim = make.claim(statement)
    make.evidence(claim, quote_exact=words)
    return claim


def test_evidence_for_and_against_one_claim_are_two_sides(client):
    claim = claim_of("She was there", "I saw her")
    make.evidence(claim, "contradicts", quote_exact="nobody came", note={"en": "Of the same evening"})
    make.publish_sample(claim, claim_of("She left", "gone"))
    assert shown(client) == [("She was there", [said("I saw her")], [said("nobody came")])]
    markup = client.get(PATH).content.decode()
    assert "Contradiction, unresolved" in markup
    assert "Of the same evening" in markup


def test_two_claims_are_two_sides_and_stand_there_once_though_both_tell_of_it(client):
    one, other = claim_of("It is a magazine", "the magazine"), claim_of("It is a newspaper", "the newspaper")
    make.relation(one, other, note={"en": "Perhaps a matter of words"})
    make.publish_sample(one, other)
    [(title, left, right)] = shown(client)
    assert title == "One claim against another"
    assert {tuple(left), tuple(right)} == {
        (claimed("It is a magazine"), said("the magazine")),
        (claimed("It is a newspaper"), said("the newspaper")),
    }
    assert "Perhaps a matter of words" in client.get(PATH).content.decode()


def test_one_that_only_the_later_claim_tells_of_is_there(client):
    one, other = make.checked_claim("First"), make.checked_claim("Second")
    make.publish_sample(one)
    make.relation(one, other)
    make.publish_sample(other)
    assert len(shown(client)) == 1


def test_what_was_published_last_is_heard(client):
    one, other = make.checked_claim("First"), make.checked_claim("Second")
    make.relation(one, other)
    make.publish_sample(one, other)
    ClaimRelation.objects.update(resolution="rounding", note={"en": "Both were rounded"})
    make.publish(Claim.objects.get(pk=other.pk), kind="update", note="Settled")
    markup = client.get(PATH).content.decode()
    assert len(shown(client)) == 1
    assert "Contradiction, settled: Rounding" in markup
    assert "Both were rounded" in markup
    assert "unresolved" not in markup


def test_open_ones_come_first_and_settled_ones_stay(client):
    settled, unsettled = claim_of("Settled", "yes"), claim_of("Unsettled", "yes")
    make.evidence(unsettled, "contradicts", quote_exact="no")
    make.evidence(
        settled, "contradicts", quote_exact="no", resolution="source_error", resolution_note={"en": "A misprint"}
    )
    make.publish_sample(unsettled)
    make.publish_sample(settled)
    markup = client.get(PATH).content.decode()
    assert [title for title, _for, _against in shown(client)] == ["Unsettled", "Settled"]
    assert re.findall('<h2 id="[a-z]+">(.*?)</h2>', markup) == ["Open contradictions", "Settled contradictions"]
    assert "A misprint" in markup


def test_one_open_contradiction_keeps_the_claim_among_the_open_ones(client):
    claim = claim_of("Both", "yes")
    make.evidence(claim, "contradicts", resolution="rounding", resolution_note={"en": "Rounded"})
    make.evidence(claim, "contradicts", note={"en": "Not settled"})
    make.publish_sample(claim)
    markup = client.get(PATH).content.decode()
    assert re.findall('<h2 id="[a-z]+">(.*?)</h2>', markup) == ["Open contradictions"]
    assert "Not settled" in markup


def test_a_contradiction_ends_with_either_claim(client):
    one, other = make.checked_claim("First"), make.checked_claim("Second")
    make.relation(one, other)
    make.publish_sample(one, other)
    workflow.retract(other, actor=make.user("bob", "reviewer"), note="Wrong")
    assert shown(client) == []
    assert "No published claim is contradicted." in client.get(PATH).content.decode()
    assert "Second" not in client.get(PATH).content.decode()


def test_more_passages_than_are_shown_are_counted(client):
    claim = make.claim("Much said")
    for index in range(4):
        make.evidence(claim, quote_exact=f"yes {index}")
    make.evidence(claim, "contradicts", quote_exact="no")
    make.publish_sample(claim)
    [(_title, supporting, against)] = shown(client)
    assert (len(supporting), len(against)) == (2, 1)
    assert "and 2 more passages" in client.get(PATH).content.decode()


@pytest.mark.parametrize("number", [2, 20])
def test_it_costs_four_queries_however_many_there_are(client, django_assert_num_queries, number):
    pairs = [(make.checked_claim(), make.checked_claim()) for _ in range(number)]
    for one, other in pairs:
        make.relation(one, other)
    make.publish_sample(*[claim for pair in pairs for claim in pair])
    with django_assert_num_queries(4):
        assert len(shown(client)) == number


def test_pages_lead_to_each_other(client, monkeypatch):
    monkeypatch.setattr(contradictions, "PER_PAGE", 2)
    claims = [claim_of(f"Claim {index}", "yes") for index in range(3)]
    for claim in claims:
        make.evidence(claim, "contradicts", quote_exact="no")
    make.publish_sample(*claims)
    titles = [title for number in (1, 2) for title, _for, _against in shown(client, f"{PATH}?page={number}")]
    assert sorted(titles) == ["Claim 0", "Claim 1", "Claim 2"]
    assert '<a rel="next" href="?page=2">' in client.get(PATH).content.decode()
