"""“Has this been checked?”: a text goes in, already checked claims that say the same come out."""

from django.http import HttpRequest, HttpResponse

from claims.finding.matching import said_alike
from claims.finding.search.record import site_languages
from claims.record import reading
from claims.record.rendering.frame import to_bytes
from claims.record.rendering.teasers import teaser

from . import errors
from .answers import answer, public
from .forms import CheckForm, faults
from .surroundings import at, language, site_frame


@public
def check(request: HttpRequest) -> HttpResponse:
    """The form, and what fits the text in it. Nine queries, and one more for each word that no claim has."""
    form = CheckForm(request.GET)
    if wrong := faults(form, request.GET):
        return errors.bad_parameters(request, wrong)
    found = said_alike(form.asked, site_languages()) if form.asked else []
    heads = reading.live().in_bulk([match.owner for match, _words in found])
    rows = [
        (teaser(reading.head_of(heads[match.owner]), language()), words)
        for match, words in found
        if match.owner in heads
    ]
    around = site_frame(at("claims:check", query=request.GET.urlencode()))
    return answer(request, to_bytes("claims/check.html", around, form=form, asked=form.asked, rows=rows))
