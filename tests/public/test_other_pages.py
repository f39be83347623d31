"""Home, methodology and the quiet pages."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.translation import gettext

from claims.judgement import examples, ratings
from claims.judgement.vocab import Standing
from claims.public import errors
from tests import factories as make
from tests.public.markup import faults_of


@pytest.mark.django_db
def test_home_shows_the_newest_claims_and_the_disputed_ones(client):
    plain, disputed = make.checked_claim("It is plain"), make.checked_claim("It is disputed")
    make.evidence(disputed, "contradicts")
    make.publish_sample(plain, disputed)
    newest, _, contested = client.get("/").content.decode().partition('id="disputed"')
    assert "It is plain" in newest
    assert "It is disputed" in newest
    assert "It is disputed" in contested
    assert "It is plain" not in contested


@pytest.mark.django_db
def test_home_of_an_empty_record_says_so(client):
    markup = client.get("/").content.decode()
    assert "Nothing has been published yet." in markup
    assert faults_of(markup) == []


@pytest.mark.django_db
def test_the_methodology_is_that_of_the_code(client):
    markup = client.get("/methodology/").content.decode()
    for rating in ratings.SCALES[ratings.CURRENT].ratings:
        assert f'<span class="verdict is-{rating.slug.replace("_", "-")}">{rating.label}</span>' in markup
        assert rating.definition in markup
    for standing in Standing:
        assert f'<span class="standing">{standing.label}</span>' in markup


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_methodology_shows_what_the_worked_examples_come_to(client, language):
    markup = client.get("/methodology/" if language == "en" else "/fr/methodology/").content.decode()
    with translation.override(language):
        for example in examples.STANDINGS:
            told, standing = conditional_escape(gettext(example.told)), example.standing.label
            assert f'<th scope="row">{told}</th><td><span class="standing">{standing}</span>' in markup
        for compared in examples.COMPARISONS:
            told, outcome = conditional_escape(gettext(compared.told)), compared.outcome.label
            assert f'<th scope="row">{told}</th><td><span class="standing">{outcome}</span>' in markup


@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (errors.forbidden, 403)])
def test_a_refusal_needs_no_database(view, status):
    answer = view(RequestFactory().get("/"))
    assert answer.status_code == status
    assert faults_of(answer.content.decode()) == []


def test_the_page_for_our_own_faults_needs_nothing():
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert answer.content.decode() == render_to_string("500.html")
    assert faults_of(answer.content.decode()) == []
