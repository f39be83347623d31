"""Which pieces of evidence have their form on the page of a claim.

A form has some twenty inputs, so a hundred of them would be a page that nobody can read or wait for. A claim with few
pieces has the forms of all on the page; of more, each is a card whose form is opened by a button. That is a question to
the server like “Check what is typed”: it saves nothing, and what is typed stays.
"""

from django.http import QueryDict

from claims.models import Evidence

from .posted import MOST, PREFIX, number_in, posted, renumbered

FORMS = 10
"""Most pieces of evidence whose forms are on the page before somebody opens one."""

OPEN = "_open"
"""The name of the buttons that open a form; the value is the uid of the piece."""

FRESH = "opened"
"""Ends the name of what marks a form that has just been opened: nothing has been typed into it yet."""


def opened_too(data: QueryDict, claim: str) -> QueryDict:
    """What was posted, and the form of the piece that is to be opened behind those of other rows. At most one query."""
    wanted = data.get(OPEN)
    if wanted is None:
        return data
    row = Evidence.objects.filter(uid=wanted, claim=number_in(claim)).values_list("pk", flat=True).first()
    initial, total = (number_in(data.get(f"{PREFIX}-{name}_FORMS")) for name in ("INITIAL", "TOTAL"))
    if row is None or row in posted(data) or total >= MOST:
        return data
    result = renumbered(data, kept=[*range(initial), total], added=[*range(initial, total)])
    result[f"{PREFIX}-{initial}-id"] = str(row)
    result[f"{PREFIX}-{initial}-{FRESH}"] = "1"
    result[f"{PREFIX}-TOTAL_FORMS"] = str(total + 1)
    return result
