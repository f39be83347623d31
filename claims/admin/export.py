"""Claims as a file: one dossier a line, exactly the document that a revision would hold."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk import dossier
from claims.models import Claim

from .bases import ModelAdmin

EXPORT = gettext_lazy("Export: dossiers as JSON, one a line, drafts included; for the desk, not for readers.")

MOST = 500
"""Claims in one file."""


def export(model_admin: ModelAdmin, request: HttpRequest, chosen: QuerySet[Claim]) -> HttpResponse | None:
    """The file, as the desk stands now. Costs what building the dossiers costs, however many they are."""
    claims = list(chosen[: MOST + 1])
    if len(claims) > MOST:
        sentence = _("At most %(most)d claims are exported at a time; narrow the list.") % {"most": MOST}
        model_admin.message_user(request, sentence, messages.ERROR)
        return None
    documents = dossier.build_all(claims)
    lines = (f"{dossier.as_text(documents[claim.pk])}\n" for claim in claims)
    return HttpResponse(
        "".join(lines),
        content_type="application/x-ndjson; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="claims.jsonl"'},
    )
