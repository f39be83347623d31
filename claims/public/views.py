"""The public pages. Each reads the record, has it rendered, and answers; no view decides anything."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.finding.facets import chips, facets, kept, orders, topics
from claims.finding.filters import PublishedFilter
from claims.finding.highlights import highlights
from claims.finding.listing import Listing
from claims.judgement.canonical import canonical
from claims.judgement.vocab import Standing
from claims.record import reading
from claims.record.rendering.claim_page import claim_page
from claims.record.rendering.frame import to_bytes
from claims.record.rendering.methodology_page import methodology_page
from claims.record.rendering.teasers import teasers
from claims.record.rendering.texts import pick

from . import errors
from .answers import JSON, answer, moved, public
from .forms import ListForm
from .surroundings import at, claim_frame, language, site_frame

ON_HOME = 6
"""Most claims in each list of the home page."""

TOPICS_ON_HOME = 12


@public
def home(request: HttpRequest) -> HttpResponse:
    """What the site is, its search, its topics, the newest claims and the disputed ones. Four queries."""
    disputed = reading.live().filter(standing__in=[Standing.DISPUTED, Standing.CONTRADICTED])[:ON_HOME]
    parts = {
        "topics": [(topic, pick(topic.label, language(), topic.key)) for topic in topics(TOPICS_ON_HOME)],
        "newest": teasers(map(reading.head_of, reading.live()[:ON_HOME]), language()),
        "disputed": teasers(map(reading.head_of, disputed), language()),
    }
    return answer(request, to_bytes("claims/home.html", site_frame(at("claims:home")), **parts))


@public
def claim_list(request: HttpRequest) -> HttpResponse:
    """The live claims, filtered and in pages. Five queries, however many rows; choices and a search cost their own."""
    filters, form = PublishedFilter(request.GET, reading.live()), ListForm(request.GET)
    if faults := filters.faults(also=form.fields) or form.faults():
        return errors.bad_parameters(request, faults)
    return _list_answer(request, Listing(filters), form)


def _list_answer(request: HttpRequest, listing: Listing, form: ListForm) -> HttpResponse:
    page = listing.page(form.cleaned_data["after"], form.cleaned_data["before"])
    found = highlights(listing.filters.searched, page.rows, language())
    parts = {
        "form": listing.filters.form,
        "kept": kept(listing.filters),
        "asked": listing.filters.in_use,
        "listing": listing,
        "orders": orders(listing),
        "chips": chips(listing.filters, language()),
        "facets": facets(listing, form.sought, language()),
        "page": page,
        "rows": [(each, found.get(each.uid)) for each in teasers(map(reading.head_of, page.rows), language())],
    }
    around = site_frame(at("claims:list", query=request.GET.urlencode()))
    return answer(request, to_bytes("claims/list.html", around, **parts))


@public
def claim_detail(request: HttpRequest, uid: str, slug: str = "") -> HttpResponse:
    """The page of a claim. Two queries."""
    head = reading.published(uid)
    if head is None:
        return errors.not_found(request)
    if reading.is_gone(head):
        return errors.gone(request, head)
    if slug != head.slug:
        return moved(reverse("claims:detail", args=[uid, head.slug]))
    published = reading.given(head)
    page = claim_page(published, reading.neighbours(published.document), language())
    around = claim_frame(at("claims:detail", uid, head.slug), page.checking.statement)
    return answer(request, to_bytes("claims/claim.html", around, page=page))


@public
def claim_document(request: HttpRequest, uid: str) -> HttpResponse:
    """The newest publication of a claim, to be verified by anybody (`ledger`). One query."""
    head = reading.published(uid)
    if head is None:
        return errors.not_found_json(request)
    if reading.is_gone(head):
        return errors.gone_json(request, head)
    return answer(request, canonical(reading.open_entry(head.content)).encode(), content_type=JSON)


@public
def methodology(request: HttpRequest) -> HttpResponse:
    """What verdicts and standings mean. One query."""
    around = site_frame(at("claims:methodology"))
    return answer(request, to_bytes("claims/methodology.html", around, page=methodology_page(language())))
