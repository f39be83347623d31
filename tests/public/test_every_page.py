"""What holds for every public page, whoever asks and in whatever language."""

import pytest
from django.test import Client
from django.urls import get_resolver

from claims import urls
from tests.pages import PAGES, READABLE
from tests.public.markup import faults_of


def test_every_address_is_in_the_list():
    assert {pattern.name for pattern in urls.urlpatterns} == {page.view for page in PAGES if page.view}


def test_the_error_pages_are_ours():
    resolver = get_resolver()
    for status, name in {400: "bad_request", 403: "forbidden", 404: "not_found", 500: "server_error"}.items():
        handler = resolver.resolve_error_handler(status)
        assert (handler.__module__, handler.__name__) == ("claims.public.errors", name)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_it_answers_within_its_budget(client, stage, django_assert_num_queries, page, language):
    with django_assert_num_queries(page.queries):
        answer = client.get(stage.path(page, language))
    assert answer.status_code == page.status


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_it_is_kept_for_a_minute_and_names_nobody(client, stage, page):
    answer = client.get(stage.path(page))
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert "Vary" not in answer.headers
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_staff_and_strangers_get_the_same_bytes(client, stage, admin_user, page):
    strangers = client.get(stage.path(page))
    client.force_login(admin_user)
    staffs = client.get(stage.path(page), headers={"accept-language": "fr"})
    assert client.cookies
    assert staffs.content == strangers.content
    assert staffs.headers == strangers.headers


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_it_is_sent_once(client, stage, page):
    first = client.get(stage.path(page))
    assert ("ETag" in first.headers) is (page.status == 200)
    if page.status == 200:
        again = client.get(stage.path(page), headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
        other = client.get(stage.path(page), headers={"if-none-match": '"another"'})
        assert other.status_code == 200


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_head_is_answered_and_nothing_can_be_posted(stage, page):
    client = Client(enforce_csrf_checks=True)
    assert client.head(stage.path(page)).status_code == page.status
    if page.view:
        assert client.post(stage.path(page)).status_code == 405


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", READABLE, ids=str)
def test_its_markup_has_no_fault(client, stage, page, language):
    markup = client.get(stage.path(page, language)).content.decode()
    assert faults_of(markup) == []
    assert f'<html lang="{language}">' in markup


@pytest.mark.parametrize("page", READABLE, ids=str)
def test_it_asks_search_engines_to_stay_away_until_the_site_is_public(client, stage, settings, page):
    address = stage.path(page)
    assert '<meta name="robots" content="noindex">' in client.get(address).content.decode()
    settings.SITE_PUBLIC = True
    answer = client.get(address)
    assert "noindex" not in answer.content.decode()
    assert "X-Robots-Tag" not in answer.headers


@pytest.mark.parametrize("page", READABLE, ids=str)
def test_it_says_that_claims_are_up_that_nobody_has_reviewed(client, stage, page):
    markup = client.get(stage.path(page)).content.decode()
    assert "Sample for a test; not reviewed by a second person." in markup


@pytest.mark.parametrize("page", [page for page in READABLE if page.status == 200], ids=str)
def test_it_leads_to_itself_in_the_other_language(client, stage, page):
    for language, other in (("en", "fr"), ("fr", "en")):
        markup = client.get(stage.path(page, language)).content.decode()
        there = stage.path(page, other).replace("&", "&amp;")
        assert f'<a href="{there}" hreflang="{other}" lang="{other}">' in markup


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_draft_is_named(client, stage, page):
    content = client.get(stage.path(page), follow=True).content.decode()
    assert "Somebody will be" not in content
    assert stage.draft not in content
