"""How a form of the desk is saved: read and checked first, then written in a transaction as short as can be.

SQLite has one writer, and on PostgreSQL too whoever saves the same row waits. So nothing is locked while a form is read
and checked; the transaction begins with the first thing that is written, and looks once more whether somebody was
faster. Who was not is answered with 409, who waited in vain with 503, and both with everything that they typed.
"""

from contextlib import ExitStack
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import AdminErrorList
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from claims.desk.busy import is_busy
from claims.desk.refusals import StaleVersion

from .bases import ModelAdmin
from .busy_page import tell_busy
from .conflicts import Conflict, shared_conflict, was_added
from .merging import typed_in_words
from .versions import HELD_BACK, Overtaken, VersionedForm, with_value


class SavingPage(ModelAdmin):
    """The page of a form. What cannot be saved comes back as it was typed, and says why."""

    change_form_template = "admin/claims/change_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """As in Django, but that a POST locks nothing before it writes; nothing of one that fails is left behind."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        page = object_id, form_url, extra_context
        try:
            response = self._saved(request, *page)
        except OperationalError as error:
            if not is_busy(error):
                raise
            request.POST = with_value(request.POST, HELD_BACK, "1")
            response = self._attempt(request, *page)
        if isinstance(response, TemplateResponse) and "adminform" in (response.context_data or {}):
            return self._explained(request, response)
        return response

    def _saved(self, request: HttpRequest, *page: Any) -> Any:
        """The answer to a form. What was done by others after it was checked is found when it is checked again."""
        try:
            return self._attempt(request, *page)
        except (Overtaken, StaleVersion, IntegrityError):
            return self._attempt(request, *page)

    def _attempt(self, request: Any, *page: Any) -> Any:
        """What Django does in a transaction (its `changeform_view` only opens one), in one that `save_model` begins."""
        with ExitStack() as writing:
            request.writing = writing
            return self._changeform_view(request, *page)  # type: ignore[attr-defined]

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> Any:
        """As in Django, but that what was typed of a row that was deleted meanwhile is shown (409)."""
        if request.method != "POST":
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        context = {
            **self.admin_site.each_context(request),
            "opts": opts,
            "title": _("Not there any more"),
            "typed": list(typed_in_words(self.get_form(request)(request.POST))),
        }
        return TemplateResponse(request, "admin/claims/deleted.html", context, status=409)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Begin the transaction, and write the row in it. Overtaken where somebody was faster."""
        request.writing.enter_context(transaction.atomic())
        form.lock()
        super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Write the rows of the inlines, which nobody else has saved since they were checked."""
        for each in _inline_forms(formsets):
            if isinstance(each, VersionedForm) and each.has_changed():
                each.lock()
        super().save_related(request, form, formsets, change)

    def _explained(self, request: HttpRequest, response: TemplateResponse) -> Any:
        """The form that comes back, with the reason; where it says what is saved already, the way on from a save."""
        context: Any = response.context_data
        form = context["adminform"].form
        formsets = [each.formset for each in context["inline_admin_formsets"]]
        stale = [each for each in [form, *_inline_forms(formsets)] if isinstance(each, VersionedForm) and each.is_stale]
        if stale:
            conflict = self.conflict(form, formsets)
            if conflict.is_repetition:
                return self._after_repetition(request, form.instance)
            response.status_code = 409
            context["conflict"] = conflict
            for each in stale:
                del each.errors["version"]  # told on top of the page; what is left are mistakes in what was typed
            context["errors"] = AdminErrorList(form, formsets)
        elif form.is_held_back:
            tell_busy(response)
            context["busy"] = True
        elif form.twin is not None and not form.is_question:
            if was_added(form, formsets):
                return self._after_repetition(request, form.twin)
            self._tell_of_twin(response, form, context)
        return response

    def _tell_of_twin(self, response: TemplateResponse, form: Any, context: dict[str, Any]) -> None:
        """Say that the row was added already, unless a mistake says so; if it is to be another one, it is now."""
        if form.draws_uid:
            form.put_version(form.initial["version"])
        elif form.errors:
            return
        response.status_code = 409
        context["twin"] = form.twin

    def _after_repetition(self, request: HttpRequest, row: Any) -> Any:
        """Where the first answer led to."""
        self.message_user(request, _("This was saved already; nothing was written twice."), messages.INFO)
        if request.resolver_match is not None and "object_id" not in request.resolver_match.kwargs:
            return self.response_add(request, row)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, row)

    def conflict(self, form: Any, formsets: Any) -> Conflict:
        """What to tell of a stale form and its inlines."""
        return shared_conflict(form, formsets)


def _inline_forms(formsets: Any) -> list[Any]:
    return [form for formset in formsets for form in formset.forms]
