"""The public pages that gather claims: by subject, by topic, by source, and what contradicts each other."""

from django.http import HttpRequest, HttpResponse, QueryDict

from claims.finding import contradictions
from claims.finding.gathered import Terms, groups_of, newest_term, of_source, of_subject, of_topic
from claims.finding.pages import page_of_list
from claims.judgement.vocab import TermKind
from claims.record import reading
from claims.record.rendering.contradictions_page import contradiction_groups
from claims.record.rendering.frame import to_bytes
from claims.record.rendering.gathered_page import Gathered, gathered_page
from claims.record.rendering.given import Listed

from . import errors
from .answers import answer, public
from .forms import page_faults, page_number
from .surroundings import at, language, site_frame


@public
def subject(request: HttpRequest, key: str) -> HttpResponse:
    """What is claimed of somebody or something. Five queries."""
    return _gathered(request, TermKind.SUBJECT, key, of_subject(key))


@public
def topic(request: HttpRequest, key: str) -> HttpResponse:
    """The claims of a subject field. Five queries."""
    return _gathered(request, TermKind.TOPIC, key, of_topic(key))


@public
def source(request: HttpRequest, uid: str) -> HttpResponse:
    """What rests on a document, where others agree with it and where they disagree. Five queries."""
    return _gathered(request, TermKind.SOURCE, uid, of_source(uid))


def _gathered(request: HttpRequest, kind: TermKind, key: str, terms: Terms) -> HttpResponse:
    if faults := page_faults(request.GET):
        return errors.bad_parameters(request, faults)
    newest, number = newest_term(kind, key), page_number(request.GET)
    if newest is None:
        return errors.not_found(request)
    found = page_of_list(terms, number)
    if found is None:
        return errors.no_such_page(request, number)
    listed = tuple(Listed(reading.head_of(term.published), term.group, term.detail) for term in found.rows)
    gathered = Gathered(kind, key, newest.label, newest.detail, tuple(groups_of(terms)), listed)
    around = site_frame(at(f"claims:{kind}", key, query=request.GET.urlencode()))
    parts = {"shown": gathered_page(gathered, language()), "page": found, "asked": QueryDict()}
    return answer(request, to_bytes("claims/gathered.html", around, **parts))


@public
def contradiction_list(request: HttpRequest) -> HttpResponse:
    """Every contradiction as two sides, open ones first. Four queries."""
    if faults := page_faults(request.GET):
        return errors.bad_parameters(request, faults)
    number = page_number(request.GET)
    found = page_of_list(contradictions.contradictions(), number, contradictions.PER_PAGE)
    if found is None:
        return errors.no_such_page(request, number)
    heads = contradictions.both_sides(found.rows)
    pairs = [(reading.side_of(heads[term.published.uid]), reading.side_of(heads[term.key])) for term in found.rows]
    around = site_frame(at("claims:contradictions", query=request.GET.urlencode()))
    parts = {"groups": contradiction_groups(pairs, language()), "page": found, "asked": QueryDict()}
    return answer(request, to_bytes("claims/contradictions.html", around, **parts))
