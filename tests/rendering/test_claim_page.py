"""The page of a claim, from plain data alone: its words, its order, and the bytes in both languages."""

import os

import pytest
from django.urls import reverse

from claims.record.rendering.claim_page import claim_page
from claims.record.rendering.frame import frame, to_bytes
from claims.record.rendering.given import Neighbour
from claims.record.rendering.texts import Text
from tests.public.markup import faults_of
from tests.rendering import sample


def rendered(language: str) -> str:
    around = frame(language, lambda: reverse("claims:detail", args=["c000000001", sample.SLUG]))
    return to_bytes("claims/claim.html", around, page=sample.page(language)).decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_is_the_golden_one(language):
    """After an intended change, run once with UPDATE_GOLDEN=1 and read the difference."""
    golden = sample.GOLDEN / f"claim.{language}.html"
    page = rendered(language)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(page)
    assert page == golden.read_text()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_is_well_formed(language):
    assert faults_of(rendered(language)) == []


def test_the_same_data_give_the_same_bytes():
    assert rendered("en") == rendered("en")


def test_the_order_is_judgement_evidence_links_sources_checking():
    page = rendered("en")
    ids = ["verdict", "standing", "value", "evidence", "linked", "sources", "checking", "about"]
    places = [page.index(f'id="{name}"') for name in ids]
    assert places == sorted(places)


def test_text_of_documents_is_escaped():
    page = rendered("en")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(&#x27;water&#x27;)&lt;/script&gt;" in page
    assert "no &lt;running&gt; water &amp; no well" in page
    assert "&lt;b&gt;no markup&lt;/b&gt;" in page


def test_only_web_addresses_become_links():
    page = rendered("en")
    assert "javascript:" not in page
    assert 'href="https://census.example/arden?a=1&amp;b=2" rel="noopener nofollow"' in page
    assert page.count('href="http') == page.count('rel="noopener nofollow"') + page.count(
        'hreflang="en" href="http'
    ) + (page.count('rel="canonical" href="http') + page.count('hreflang="fr" href="http'))


def test_a_quotation_is_marked_with_the_language_of_its_source():
    for language in ("en", "fr"):
        page = rendered(language)
        assert '<blockquote lang="fr" cite="https://gazette.example/eau">' in page
        assert '<blockquote lang="en" cite="https://census.example/arden?a=1&amp;b=2">' in page


def test_a_translation_of_a_quotation_is_shown_only_to_those_who_need_it():
    [_, english] = sample.page("en").supporting.cards[:2]
    [_, french] = sample.page("fr").supporting.cards[:2]
    assert english.quote.translation == Text("one household in eight has “neither water nor a well”")
    assert not french.quote.translation


def test_what_is_not_translated_is_marked_with_its_language():
    page = sample.page("fr")
    assert page.statement == Text("Environ 12,5 % des foyers d’Arden n’ont ni eau courante ni puits.")
    assert page.what_would_change_it == (Text("The next census.", "en"),)
    assert '<span lang="en">The next census.</span>' in rendered("fr")


def test_the_claims_page_says_its_own_review_in_place_of_the_sites_banner():
    assert sample.page().checking.statement == "Published by a one-person desk; not independently reviewed"
    assert rendered("en").count("not independently reviewed") == 2  # on top, and in how it was checked


def test_a_reviewed_claim_shows_no_such_sentence():
    entry = sample.published().entry
    entry.envelope["review"].update(kind="peer", statement="")
    entry.envelope["credits"]["reviewer"] = "Bob"
    checking = sample.page(entry=entry).checking
    assert checking.statement == ""
    assert (checking.review, checking.reviewer) == ("Reviewed by a second person", "Bob")


def test_a_check_that_was_not_met_is_shown_as_such():
    assert [(check.label, check.passed) for check in sample.page().checking.gate] == [
        ("The claim says whom or what it is about.", True),
        ("The claim is translated into every language of the site.", False),
    ]


def test_the_next_check_is_named_by_its_month():
    assert sample.page().checking.due.words == "October 2026"


def test_a_notice_stands_on_top_with_its_day():
    page = rendered("en")
    assert page.index("Notice of 4 May 2026") < page.index('id="verdict"')
    assert "A new census is out." in page
    assert (
        "Notice of"
        not in to_bytes("claims/claim.html", frame("en", lambda: "/"), page=sample.page(notice=None)).decode()
    )


def test_passages_of_one_source_are_counted_apart_from_sources():
    assert sample.page().supporting.tally == "3 passages, 3 sources"
    assert sample.page().contradicting.tally == "1 claim, 2 passages, 2 sources"
    assert sample.page().context.tally == "1 passage"
    document = sample.document()
    document["evidence"] = [piece for piece in document["evidence"] if piece["stance"] != "context"]
    assert sample.page(document=document).context.tally == "none"


def test_relations_are_read_from_this_end_and_named_only_while_both_are_live():
    links = [(link.sentence, link.other.uid) for link in sample.page().links]
    assert links == [
        ("This claim contradicts", "c000000002"),
        ("This claim is a broader form of", "c000000003"),
        ("This claim is updated by", "c000000004"),
    ]
    assert claim_page(sample.published(), [], "en").links == ()


def test_where_both_documents_state_a_relation_the_pages_own_one_is_shown():
    [link] = sample.page().contradicting.claims
    assert link.resolution.is_open
    assert link.note == Text("Both cannot be")


def test_a_contradiction_that_only_the_other_claim_states_is_shown_here_too():
    document = sample.document() | {"relations": []}
    other = Neighbour(
        sample.head("c000000002", "Nearly 20 % have none."),
        (sample.relation("contradicts", "c000000001", is_subject=True, resolution="unresolved"),),
    )
    page = claim_page(sample.published(document=document), [other], "en")
    assert [link.other.uid for link in page.contradicting.claims] == ["c000000002"]


def test_titles_of_other_claims_come_in_the_language_of_the_page_where_they_have_it():
    [contradicting, broader, _updating] = sample.page("fr").links
    assert contradicting.other.statement == Text("Près de 20 % n’en ont pas.")
    assert broader.other.statement == Text("Many households of Arden have no water.", "en")
