"""The page of one claim: what it costs, under which address it stands, and what becomes of it."""

import hashlib
import json

import pytest
from django.test import RequestFactory

from claims.desk import workflow
from claims.judgement.canonical import canonical
from claims.models import Claim, Publication, PublishedClaim
from claims.public import errors
from claims.record import ledger, reading
from tests import factories as make

pytestmark = pytest.mark.django_db


def address(claim, language=""):
    return f"{language}/claims/{claim.uid}/{claim.summary.lower().rstrip('.').replace(' ', '-')}/"


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_two_queries_however_much_there_is(client, django_assert_num_queries, number):
    claim = make.checked_claim("A claim with much around it")
    for index in range(number):
        make.evidence(claim, ("supports", "contradicts", "context")[index % 3])
    others = [make.checked_claim() for _ in range(number)]
    for other in others:
        make.relation(claim, other, "contradicts")
    make.publish_sample(claim, *others)
    with django_assert_num_queries(2):
        answer = client.get(address(claim))
    markup = answer.content.decode()
    assert markup.count('<article class="card" ') == number + 1
    assert markup.count('<article class="card claim-card">') == number


@pytest.mark.parametrize("language", ["", "/fr"])
def test_every_other_address_leads_to_the_one(client, language):
    claim = make.checked_claim("A claim")
    make.publish_sample(claim)
    for other in (f"{language}/claims/{claim.uid}/", f"{language}/claims/{claim.uid}/what-it-was-called/"):
        answer = client.get(other)
        assert (answer.status_code, answer["Location"]) == (301, address(claim, language))


def test_a_draft_is_answered_as_if_it_were_not_there(client):
    draft = make.checked_claim("A claim")
    workflow.save_draft(draft, author=None)
    missing = client.get("/claims/zzzzzzzzzz/a-claim/")
    for path in (address(draft), f"/claims/{draft.uid}/"):
        answer = client.get(path)
        assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)
    documents = [client.get(f"/claims/{uid}.json") for uid in (draft.uid, "zzzzzzzzzz")]
    assert documents[0].content == documents[1].content
    assert [answer.status_code for answer in documents] == [404, 404]


def test_an_edit_at_the_desk_changes_nothing_in_public(client):
    claim = make.checked_claim("A claim")
    make.publish_sample(claim)
    before = client.get(address(claim)).content
    Claim.objects.filter(pk=claim.pk).update(statement="Other words", rating="true")
    workflow.save_draft(claim, author=None)
    assert client.get(address(claim)).content == before


def test_a_retracted_claim_shows_the_notice_with_reason_and_date_and_nothing_else(client):
    claim = make.checked_claim("A claim")
    make.publish_sample(claim)
    retraction = workflow.retract(claim, actor=make.user("bob", "reviewer"), note="It is about <b>somebody else</b>.")
    for path in (address(claim), f"/claims/{claim.uid}/", f"/claims/{claim.uid}/another/"):
        answer = client.get(path)
        markup = answer.content.decode()
        assert answer.status_code == 410
        assert "It is about &lt;b&gt;somebody else&lt;/b&gt;." in markup
        assert f"{retraction.at.day} {retraction.at:%B} {retraction.at.year}" in markup
        assert claim.statement not in markup
    document = json.loads(client.get(f"/claims/{claim.uid}.json").content)
    assert document["notice"]["envelope"]["note"] == "It is about <b>somebody else</b>."
    assert document["notice"]["content"] is None


def test_a_claim_whose_content_was_taken_out_of_the_record_is_gone():
    head = PublishedClaim(uid="c000000001", status="live", content=Publication(content=None))
    assert reading.is_gone(head)
    answer = errors.gone(RequestFactory().get("/"), head)
    assert answer.status_code == 410
    assert "Its content had to be taken out of the record." in answer.content.decode()


def test_a_notice_stands_on_the_page_until_the_next_publication(client):
    claim = make.checked_claim("A claim")
    make.publish_sample(claim)
    workflow.notice(claim, actor=make.user("bob", "reviewer"), note="Under review.")
    assert "Under review." in client.get(address(claim)).content.decode()
    claim.analysis = "Looked at again"
    claim.save()
    make.publish(claim)
    assert "Under review." not in client.get(address(claim)).content.decode()


def test_a_contradiction_is_shown_on_both_sides(client):
    magazine, newspaper = make.checked_claim("It is a magazine"), make.checked_claim("It is a newspaper")
    make.relation(magazine, newspaper)
    make.publish_sample(magazine, newspaper)
    for here, there in ((magazine, newspaper), (newspaper, magazine)):
        markup = client.get(address(here)).content.decode()
        assert f'Another claim contradicts this one: <a href="{address(there)}">{there.statement}</a>' in markup
        assert '<span class="resolution open">unresolved</span>' in markup


def test_a_relation_is_shown_on_the_page_that_was_published_before_it(client):
    earlier, later = make.checked_claim("It was so"), make.checked_claim("It is so")
    make.publish_sample(earlier)
    make.relation(later, earlier, "updates")
    make.publish_sample(later)
    assert "This claim is updated by" in client.get(address(earlier)).content.decode()
    assert "This claim updates" in client.get(address(later)).content.decode()


def test_a_linked_claim_is_named_only_while_it_is_live(client):
    here, there = make.checked_claim("It is here"), make.checked_claim("It is there")
    make.relation(here, there)
    make.publish_sample(here, there)
    assert "It is there" in client.get(address(here)).content.decode()
    workflow.retract(there, actor=make.user("bob", "reviewer"), note="Wrong")
    markup = client.get(address(here)).content.decode()
    assert "It is there" not in markup
    assert there.uid not in markup


def test_a_linked_claim_bears_the_title_and_verdict_that_it_has_now(client):
    here, there = make.checked_claim("It is here"), make.checked_claim("It is there")
    make.relation(here, there)
    make.publish_sample(here, there)
    there.statement, there.rating = "It is over there", "false"
    there.save()
    make.publish(there)
    markup = client.get(address(here)).content.decode()
    assert "It is over there" in markup
    assert '<span class="verdict is-false">False</span>' in markup


def test_a_reviewed_claim_is_not_called_unreviewed_and_neither_is_the_site(client):
    claim = make.checked_claim("A claim")
    make.publish(claim)
    for path in (address(claim), "/", "/claims/", "/methodology/", "/claims/zzzzzzzzzz/a/"):
        markup = client.get(path).content.decode()
        assert 'class="unreviewed"' not in markup
    assert "Reviewed by a second person" in client.get(address(claim)).content.decode()


def test_the_newest_unreviewed_publication_speaks_for_the_site(client):
    make.publish_sample(make.checked_claim(), statement="The first sentence")
    second = make.checked_claim()
    make.publish_sample(second, statement="The second sentence")
    assert "The second sentence." in client.get("/").content.decode()
    workflow.retract(second, actor=make.user("bob", "reviewer"), note="Wrong")
    assert "The first sentence." in client.get("/").content.decode()


def test_anybody_can_recompute_commitment_and_hash_from_the_document(client):
    claim = make.checked_claim("Une affirmation « ancienne »")
    [publication] = make.publish_sample(claim)
    answer = client.get(f"/claims/{claim.uid}.json")
    entry = json.loads(answer.content)
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer.content.decode() == canonical(entry)
    content, envelope = canonical(entry["content"]), canonical(entry["envelope"])
    committed = hashlib.sha256(
        (entry["salt"] + canonical({"content": content, "envelope": envelope})).encode()
    ).hexdigest()
    assert committed == entry["commitment"]
    log = {
        "v": entry["v"],
        "seq": entry["seq"],
        "prev": entry["prev"],
        "at": entry["envelope"]["at"],
        "actor": entry["actor"],
        "action": entry["envelope"]["kind"],
        "object": f"{entry['content']['uid']}/{entry['envelope']['number']}",
        "note": entry["envelope"]["note"],
        "commitment": committed,
    }
    assert hashlib.sha256(canonical(log).encode()).hexdigest() == entry["hash"] == publication.hash
    assert entry["hash"] == ledger.hash_of(publication)
    assert hashlib.sha256(content.encode()).hexdigest() == entry["envelope"]["sha256"]


def test_the_claim_is_read_in_french_where_it_was_translated(client):
    claim = make.checked_claim(
        "A claim", translations={"fr": {"statement": "Une affirmation", "rating_explanation": "Une source le dit."}}
    )
    make.publish_sample(claim)
    markup = client.get(address(claim, "/fr")).content.decode()
    assert '<h1 class="statement">Une affirmation</h1>' in markup
    assert "Une source le dit." in markup
    assert '<title lang="en">A claim – ' in markup  # the summary was not translated


@pytest.mark.parametrize("path", ["/claims/UPPERCASE0/", "/claims/short/", "/claims/illegalilo/", "/claims/%00%00/a/"])
def test_what_is_no_uid_never_reaches_the_database(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("slug", ["%00", "%F0%9F%92%A9", "%ED%A0%80", "a" * 3000, "%2e%2e"])
def test_any_slug_is_taken(client, slug):
    claim = make.checked_claim("A claim")
    make.publish_sample(claim)
    answer = client.get(f"/claims/{claim.uid}/{slug}/")
    assert (answer.status_code, answer["Location"]) == (301, address(claim))
