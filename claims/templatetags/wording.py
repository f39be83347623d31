"""How templates write words that know their language, and dates that know their precision."""

from django import template
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from claims.finding.listing import LONGEST
from claims.record.rendering.dates import Moment
from claims.record.rendering.texts import Text

register = template.Library()


@register.filter
def marked(text: Text) -> SafeString:
    """The words, escaped; in a span with their language where that is not the page's."""
    if text.lang:
        return format_html('<span lang="{}">{}</span>', text.lang, text.words)
    return conditional_escape(text.words)


@register.filter
def dated(moment: Moment) -> SafeString:
    """A date in words; in a `<time>` where HTML can say it as precisely as it is known."""
    if moment.machine:
        return format_html('<time datetime="{}">{}</time>', moment.machine, moment.words)
    return conditional_escape(moment.words)


@register.filter
def tally(count: int) -> str:
    """A number as it is written in the language of the page; beyond what is counted exactly, with a plus."""
    written = number_format(min(count, LONGEST), use_l10n=True, force_grouping=True)
    return f"{written}+" if count > LONGEST else written
