"""The pages of subjects, topics and sources: which claims they gather, under which headings, at what cost."""

import re

import pytest
from django.utils.html import strip_tags

from claims.desk import workflow
from claims.finding import gathered, pages
from claims.finding.gathered import groups_of, of_source, of_subject
from claims.models import Claim, Entity
from tests import factories as make

pytestmark = pytest.mark.django_db

ADA = "/subjects/ada-lovelace/"


def shown(client, path):
    """The headings of a page, in their order, each with the statements under it, sorted."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()
    sections = re.findall(r'<section class="group".*?</section>', answer.content.decode(), re.DOTALL)
    return {
        strip_tags(re.search("<h2[^>]*>(.*?)</h2>", section)[1]): sorted(
            strip_tags(statement) for statement in re.findall('<h3 class="statement">(.*?)</h3>', section)
        )
        for section in sections
    }


def contents(client, path):
    """The table of contents: where each line leads, its words and its number."""
    markup = client.get(path).content.decode()
    return [
        (target, strip_tags(words).strip(), int(number))
        for target, words, number in re.findall(
            r'<li><a class="chip" href="([^"]+)">(.*?) <span class="tally">(\d+)', markup
        )
    ]


def born(statement, year="1815", **fields):
    """A claim with a birth date."""
    claim = make.claim(statement, property=make.property(), value={"type": "date", "date": year}, **fields)
    make.evidence(claim)
    return claim


def disputed(statement, **fields):
    """A claim with support and an open contradiction."""
    claim = make.checked_claim(statement, **fields)
    make.evidence(claim, "contradicts")
    return claim


def test_a_subject_shows_disputes_first_then_what_is_claimed_by_property_then_the_rest(client):
    make.publish_sample(
        make.checked_claim("She wrote"), born("Born in 1815"), disputed("She lied"), make.checked_claim("She read")
    )
    make.publish_sample(make.checked_claim("Carl ran", subject=make.entity("carl")))
    assert list(shown(client, ADA).items()) == [
        ("In dispute", ["She lied"]),
        ("birth-date", ["Born in 1815"]),
        ("Other claims", ["She read", "She wrote"]),
    ]
    assert contents(client, ADA) == [
        ("#group-disputed", "In dispute", 1),
        ("#of-birth-date", "birth-date", 1),
        ("#group-rest", "Other claims", 2),
    ]


def test_within_a_heading_the_newest_change_comes_first(client):
    for statement in ("First", "Second", "Third"):
        make.publish_sample(make.checked_claim(statement))
    markup = client.get(ADA).content.decode()
    assert markup.index("Third") < markup.index("Second") < markup.index("First")


def test_a_claim_in_dispute_is_not_shown_a_second_time_under_its_property(client):
    claim = born("Born in 1815")
    make.evidence(claim, "contradicts")
    make.publish_sample(claim)
    assert shown(client, ADA) == {"In dispute": ["Born in 1815"]}


def test_a_settled_contradiction_is_no_dispute(client):
    claim = make.checked_claim("She wrote")
    make.evidence(claim, "contradicts", resolution="rounding", resolution_note={"en": "Rounded"})
    make.publish_sample(claim)
    assert shown(client, ADA) == {"Other claims": ["She wrote"]}


def test_a_topic_shows_its_claims_by_subject(client):
    topic, carl = make.topic("sums"), make.entity("carl")
    ada = make.checked_claim("Ada adds", topics=[topic])
    make.publish_sample(
        ada, make.checked_claim("Carl counts", subject=carl, topics=[topic]), disputed("Ada errs", topics=[topic])
    )
    make.publish_sample(make.checked_claim("Ada sings"))
    assert shown(client, "/topics/sums/") == {
        "In dispute": ["Ada errs"],
        "Ada-Lovelace": ["Ada adds"],
        "Carl": ["Carl counts"],
    }
    assert contents(client, f"/claims/{ada.uid}/ada-adds/") == []
    assert 'href="/topics/sums/"' in client.get(f"/claims/{ada.uid}/ada-adds/").content.decode()


def test_a_source_shows_where_others_disagree_and_agree_and_where_it_is_alone(client):
    paper, agency = make.source("The Paper"), make.source("The Agency")
    make.derivation(paper, agency)
    together, alone, aside, against = (make.claim(name) for name in ("Together", "Alone", "Aside", "Against"))
    for claim in (together, alone):
        make.evidence(claim, source=paper)
    make.evidence(alone, source=paper)
    make.evidence(together)
    make.evidence(aside)
    make.evidence(aside, "context", source=paper)
    make.evidence(against)
    make.evidence(against, "contradicts", source=paper)
    make.publish_sample(together, alone, aside, against)
    assert shown(client, f"/sources/{paper.uid}/") == {
        "In dispute": ["Against"],
        "Other sources support it too": ["Together"],
        "Supported by this source alone": ["Alone"],
        "Quoted, and no support": ["Aside"],
    }
    markup = client.get(f"/sources/{paper.uid}/").content.decode()
    assert re.findall('<p class="remark">(.*?)</p>', markup) == [
        "1 passage contradicts it",
        "1 passage supports it",
        "2 passages support it",
        "1 passage gives context",
    ]
    assert shown(client, f"/sources/{agency.uid}/") == {
        "In dispute": ["Against"],
        "Through a source that rests on this one": ["Alone", "Aside", "Together"],
    }


def test_another_passage_of_the_same_source_is_no_other_source(client):
    paper, claim = make.source(), make.claim("Alone")
    make.evidence(claim, source=paper)
    make.evidence(claim, source=paper)
    make.evidence(claim, "context")
    make.publish_sample(claim)
    assert [group.group for group in groups_of(of_source(paper.uid))] == [gathered.ALONE]


def test_a_source_says_what_it_is(client):
    paper = make.source(
        "Le Papier",
        language="fr",
        publisher=make.entity("gazette", label={"en": "The Gazette", "fr": "La Gazette"}),
        authors=[make.entity("carl")],
        published_on="2025-06/..",
        url="https://gazette.example/papier",
    )
    claim = make.claim()
    make.evidence(claim, source=paper)
    make.publish_sample(claim)
    markup = client.get(f"/sources/{paper.uid}/").content.decode()
    assert '<h1><span lang="fr">Le Papier</span></h1>' in markup
    for words in ("The Gazette", "Carl", "not before June 2025", 'href="https://gazette.example/papier"'):
        assert words in markup
    assert "La Gazette" in client.get(f"/fr/sources/{paper.uid}/").content.decode()


def test_a_retracted_claim_is_nowhere(client):
    gone, paper = make.claim("She never was", topics=[make.topic()]), make.source()
    make.evidence(gone, source=paper)
    make.publish_sample(gone)
    assert shown(client, ADA) == {"Other claims": ["She never was"]}
    workflow.retract(gone, actor=make.user("bob", "reviewer"), note="Wrong")
    for path in (ADA, "/topics/politics/", f"/sources/{paper.uid}/"):
        assert client.get(path).status_code == 404


def test_the_newest_publication_says_what_a_subject_is(client):
    make.publish_sample(make.checked_claim("She wrote"))
    Entity.objects.filter(key="ada-lovelace").update(
        label={"en": "Ada, Countess of Lovelace"}, description={"en": "Mathematician"}, same_as="https://ada.example/"
    )
    assert "<h1>Ada-Lovelace</h1>" in client.get(ADA).content.decode()
    make.publish_sample(make.checked_claim("She read"))
    markup = client.get(ADA).content.decode()
    assert "<h1>Ada, Countess of Lovelace</h1>" in markup
    assert "Mathematician" in markup
    assert 'href="https://ada.example/"' in markup
    assert shown(client, ADA) == {"Other claims": ["She read", "She wrote"]}


def test_a_label_that_changed_makes_no_second_group(client):
    make.publish_sample(born("Born in 1815"))
    claim = Claim.objects.get()
    type(claim.property).objects.update(label={"en": "date of birth"})
    make.publish_sample(born("Born in 1816", "1816"))
    [group] = groups_of(of_subject("ada-lovelace"))
    assert (group.group, group.count) == ("birth-date", 2)


@pytest.mark.parametrize("number", [2, 120])
def test_it_costs_five_queries_however_many_claims(client, django_assert_num_queries, number):
    make.publish_sample(*[born(f"Born {index}") for index in range(number)])
    with django_assert_num_queries(5):
        client.get(ADA)


def test_pages_hold_every_claim_once_and_the_contents_lead_to_the_right_one(client, monkeypatch):
    for module in (pages, gathered):
        monkeypatch.setattr(module, "PER_PAGE", 2)
    claims = [make.checked_claim(f"Claim {index}") for index in range(3)]
    make.publish_sample(*claims, born("Born in 1815"), disputed("One"), disputed("Two"))
    seen = [shown(client, f"{ADA}?page={number}") for number in (1, 2, 3)]
    assert [list(groups) for groups in seen] == [["In dispute"], ["birth-date", "Other claims"], ["Other claims"]]
    assert seen[0] == {"In dispute": ["One", "Two"]}
    assert sorted(seen[1]["Other claims"] + seen[2]["Other claims"]) == ["Claim 0", "Claim 1", "Claim 2"]
    assert [target for target, _words, _count in contents(client, f"{ADA}?page=2")] == [
        "?page=1#group-disputed",
        "#of-birth-date",
        "#group-rest",
    ]
    assert '<a rel="next" href="?page=3">' in client.get(f"{ADA}?page=2").content.decode()


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=two", "page=1.0", "page=%D9%A3", "page=1&page=2", "q=ada"]
)
def test_what_cannot_be_used_is_named(client, query):
    make.publish_sample(make.checked_claim())
    answer = client.get(f"{ADA}?{query}")
    assert answer.status_code == 400
    assert f"<li><code>{query.partition('=')[0]}</code> – " in answer.content.decode()


@pytest.mark.parametrize("path", ["/subjects/Ada/", "/subjects/ada--lovelace/", "/sources/ada/", "/topics/a_b/"])
def test_what_is_no_key_never_reaches_the_database(client, django_assert_num_queries, path):
    with django_assert_num_queries(1):  # the banner of the page that says so
        assert client.get(path).status_code == 404
