"""Whether the quotations of the desk stand where they say they do, in the texts that are at hand.

A text is at hand where its capture holds it, or where somebody gives the file that was captured; a file is known by
its SHA-256 and by nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _

from claims.judgement.canonical import sha256
from claims.judgement.quotes import QuoteStatus, locate, stands_at
from claims.judgement.vocab import Normaliser
from claims.models import Capture, Evidence
from claims.text import normalised

CAPTURES_AT_ONCE = 100
"""How many captures, with their texts, are held at a time."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that somebody says is the text of a source: the uid of the source, a name to call it by, its bytes."""

    source: str
    name: str
    content: bytes


@dataclass
class Verified:
    """What came of it: how many quotations were compared, how many could not be, and a sentence for each miss."""

    compared: int = 0
    without_text: int = 0
    misses: list[str] = field(default_factory=list)


def verify(files: Iterable[TextFile] = ()) -> Verified:
    """Compare every quotation with its captured text.

    Costs a query for each file, one for each hundred captures, and two. Holds a hundred texts and those of the files.
    """
    found = Verified()
    given = dict(_captured(files, found))
    quotations = Evidence.objects.exclude(quote_exact="").order_by("uid")
    captures = Capture.objects.filter(Exists(quotations.filter(capture=OuterRef("pk")))).select_related("source")
    captures = captures.order_by("pk").prefetch_related(Prefetch("evidence", quotations))
    for capture in captures.iterator(chunk_size=CAPTURES_AT_ONCE):
        text = capture.text if capture.text is not None else given.get(capture.pk)
        pieces = capture.evidence.all()
        if text is None:
            found.without_text += len(pieces)
            continue
        found.compared += len(pieces)
        if len(text) != capture.length:
            found.misses.append(
                _("source {source}: its text has {counted} characters, and its capture says {length}").format(
                    source=capture.source.uid, counted=len(text), length=capture.length
                )
            )
        found.misses += [miss for piece in pieces for miss in _misses(piece, text)]
    found.without_text += quotations.filter(capture=None).count()
    return found


def _captured(files: Iterable[TextFile], found: Verified) -> Iterator[tuple[int, str]]:
    """The texts of the files, by the primary key of the capture whose hash they have; a miss where there is none."""
    for file in files:
        captures = list(Capture.objects.filter(source__uid=file.source).defer("text"))
        try:
            read = file.content.decode()
        except UnicodeDecodeError as error:
            found.misses.append(
                _("{file}: not UTF-8 text (byte {position})").format(file=file.name, position=error.start)
            )
            continue
        texts = {capture: normalised(read, Normaliser(capture.normaliser)) for capture in captures}
        fitting = [(capture.pk, text) for capture, text in texts.items() if sha256(text) == capture.sha256]
        if not fitting:
            found.misses.append(
                _("{file}: no capture of the source {source} has its SHA-256, {sha256}").format(
                    file=file.name, source=file.source, sha256=sha256(read)
                )
            )
        yield from fitting


def _misses(piece: Evidence, text: str) -> Iterator[str]:
    """What is wrong with one quotation: it stands elsewhere, or several times, or not at all."""
    located = locate(text, piece.quote_exact, piece.quote_prefix, piece.quote_suffix)
    start, end = piece.quote_start, piece.quote_end
    if start is not None and end is not None and not stands_at(text, piece.quote_exact, start, end):
        sentence = _("it does not stand at {start} to {end}").format(start=start, end=end)
    elif located.status == QuoteStatus.MISSING:
        sentence = _("the words, with what is said to stand around them, are not in the text")
    elif located.status == QuoteStatus.AMBIGUOUS:
        sentence = _("it stands {count} times in the text, at {places}; say what stands around it").format(
            count=len(located.candidates), places=", ".join(map(str, located.candidates[:5]))
        )
    elif start is not None and located.start != start:
        sentence = _("what is said to stand around it leads to {start}").format(start=located.start)
    else:
        return
    yield _("evidence {uid}: {sentence}").format(uid=piece.uid, sentence=sentence)
