"""Every quotation stands in its text, word for word, where it says; what could not be compared is counted."""

import hashlib
import unicodedata
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.desk import quotations
from claims.desk.quotations import TextFile, Verified, verify
from claims.desk.sample import sample_files
from claims.judgement.canonical import sha256
from claims.judgement.vocab import Normaliser
from claims.models import Capture, Evidence
from claims.text import normalised
from tests import factories as make

TEXTS = settings.BASE_DIR.parent / "shared" / "sources"
NOT_THERE = "the words, with what is said to stand around them, are not in the text"
TEXT = "She was born in 1975. He says that she was born in 1974."


def captured(text: str = TEXT, *, withheld: bool = False, **fields: Any) -> Capture:
    """A text of a source of its own."""
    defaults = {"sha256": sha256(text), "length": len(text), "normaliser": "none", "captured_at": timezone.now()}
    held = None if withheld else text
    return Capture.objects.create(**defaults | {"source": make.source(), "text": held} | fields)


def quoted(capture: Capture, exact: str, start: int | None = None, **fields: Any) -> Evidence:
    """A quotation of a captured text, in evidence for a claim of its own."""
    place: dict[str, Any] = {} if start is None else {"quote_start": start, "quote_end": start + len(exact)}
    return make.evidence(make.claim(), source=capture.source, capture=capture, quote_exact=exact, **place | fields)


def given(capture: Capture, content: str | bytes) -> TextFile:
    return TextFile(capture.source.uid, "a.txt", content.encode() if isinstance(content, str) else content)


def run(*arguments: str) -> tuple[str, list[str]]:
    """The sentence that the command ends with, on whichever way, and the lines on its error output."""
    out, err = StringIO(), StringIO()
    try:
        call_command("verifyquotes", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        assert out.getvalue() == ""
        return str(error), err.getvalue().splitlines()
    return out.getvalue().removesuffix("\n"), err.getvalue().splitlines()


@pytest.mark.parametrize(
    ("content", "as_it_was", "with_nfc_lf_1"),
    [
        ("one\r\ntwo\rthree\n\r\n", "one\r\ntwo\rthree\n\r\n", "one\ntwo\nthree\n\n"),
        ("Franc\u0327ois", "Franc\u0327ois", "François"),
        (" a\u00a0b\ufeff\t\u2028", " a\u00a0b\ufeff\t\u2028", " a\u00a0b\ufeff\t\u2028"),
        ("", "", ""),
    ],
    ids=["line ends", "accents", "nothing is taken away", "no text"],
)
def test_a_text_is_normalised_as_its_capture_says_and_no_further(
    content: str, as_it_was: str, with_nfc_lf_1: str
) -> None:
    assert normalised(content, Normaliser.NONE) == as_it_was
    assert normalised(content, Normaliser.NFC_LF_1) == with_nfc_lf_1


@pytest.mark.django_db
def test_a_quotation_at_its_position_in_a_text_that_is_held_is_compared_and_no_miss() -> None:
    quoted(captured(), "She was born in 1975", 0)
    assert verify() == Verified(compared=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("exact", "start", "around", "sentence"),
    [
        ("born in 1975", 8, {}, None),
        ("born in 1975", None, {}, None),
        ("was born", 4, {"quote_prefix": "She "}, None),
        ("was born", 39, {"quote_suffix": " in 1974"}, None),
        ("was born", None, {"quote_suffix": " in 1975"}, None),
        ("born in 1975", 9, {}, "it does not stand at 9 to 21"),
        ("born in 1976", 8, {}, "it does not stand at 8 to 20"),
        ("She", 35, {}, "it does not stand at 35 to 38"),
        (f"{TEXT} And so on.", 0, {}, f"it does not stand at 0 to {len(TEXT) + 11}"),
        (f"{TEXT} And so on.", None, {}, NOT_THERE),
        ("in 1974.", len(TEXT), {}, f"it does not stand at {len(TEXT)} to {len(TEXT) + 8}"),
        ("born in 1976", None, {}, NOT_THERE),
        ("Born in 1975", None, {}, NOT_THERE),
        ("was born", 4, {"quote_prefix": "He "}, NOT_THERE),
        ("was born", 4, {}, "it stands 2 times in the text, at 4, 39; say what stands around it"),
        ("was born", None, {}, "it stands 2 times in the text, at 4, 39; say what stands around it"),
        ("was born", 4, {"quote_prefix": "she "}, "what is said to stand around it leads to 39"),
    ],
)  # fmt: skip
def test_a_quotation_that_moved_or_is_missing_or_ambiguous_is_a_miss(
    exact: str, start: int | None, around: dict[str, str], sentence: str | None
) -> None:
    piece = quoted(captured(), exact, start, **around)
    found = verify()
    assert found.compared == 1
    assert found.misses == ([] if sentence is None else [f"evidence {piece.uid}: {sentence}"])


@pytest.mark.django_db
def test_of_many_repetitions_the_first_five_are_named() -> None:
    quoted(captured("ha" * 7), "ha", 0)
    assert "stands 7 times in the text, at 0, 2, 4, 6, 8; say" in verify().misses[0]


@pytest.mark.django_db
def test_positions_count_characters_and_not_bytes() -> None:
    capture = captured("« Été 🎬 » says Ruffin", withheld=True)
    quoted(capture, "says Ruffin", 10)
    assert verify([given(capture, "« Été 🎬 » says Ruffin")]) == Verified(compared=1)


@pytest.mark.django_db
def test_a_quotation_whose_text_is_withheld_or_was_never_captured_is_counted_as_not_at_hand() -> None:
    quoted(captured(withheld=True), "born in 1975", 8)
    make.evidence(make.claim(), quote_exact="born in 1975")
    capture = captured()
    quoted(capture, "born in 1975", 8)
    make.evidence(make.claim(), source=capture.source, capture=capture)
    assert verify() == Verified(compared=1, without_text=2)


@pytest.mark.django_db
def test_a_file_with_the_hash_of_a_capture_is_its_text() -> None:
    capture = captured(withheld=True)
    quoted(capture, "born in 1975", 8)
    wrong = quoted(capture, "born in 1974", 8)
    assert verify([given(capture, TEXT)]) == Verified(
        compared=2, misses=[f"evidence {wrong.uid}: it does not stand at 8 to 20"]
    )


@pytest.mark.django_db
def test_of_several_captures_of_a_source_a_file_is_the_one_whose_hash_it_has() -> None:
    older = captured("She was born in 1974.", withheld=True)
    newer = captured(withheld=True, source=older.source)
    quoted(older, "born in 1974", 8)
    quoted(newer, "born in 1975", 8)
    assert verify([given(newer, TEXT)]) == Verified(compared=1, without_text=1)
    assert verify([given(newer, TEXT), given(older, "She was born in 1974.")]) == Verified(compared=2)


@pytest.mark.django_db
@pytest.mark.parametrize("content", [f"{TEXT}\n", f"\ufeff{TEXT}", TEXT.lower(), ""])
def test_a_file_with_another_hash_is_refused_and_nothing_compared_with_it(content: str) -> None:
    capture = captured(withheld=True)
    quoted(capture, "born in 1975", 8)
    found = verify([given(capture, content)])
    assert (found.compared, found.without_text) == (0, 1)
    assert found.misses == [f"a.txt: no capture of the source {capture.source.uid} has its SHA-256, {sha256(content)}"]


@pytest.mark.django_db
def test_a_file_given_for_another_source_or_an_unknown_one_is_refused() -> None:
    capture, other = captured(withheld=True), make.source()
    quoted(capture, "born in 1975", 8)
    for uid in (other.uid, "0000000000"):
        found = verify([TextFile(uid, "a.txt", TEXT.encode())])
        assert found.compared == 0
        assert found.misses == [f"a.txt: no capture of the source {uid} has its SHA-256, {sha256(TEXT)}"]


@pytest.mark.django_db
def test_a_file_that_is_not_utf_8_is_a_miss_that_says_where() -> None:
    capture = captured("été", withheld=True)
    quoted(capture, "été", 0)
    assert verify([given(capture, "aé".encode("latin-1"))]) == Verified(
        without_text=1, misses=["a.txt: not UTF-8 text (byte 1)"]
    )


@pytest.mark.django_db
def test_a_file_with_other_line_ends_or_accents_is_the_text_where_the_capture_was_normalised() -> None:
    text = "Franc\u0327ois\r\nRuffin\rspoke"
    capture = captured(normalised(text, Normaliser.NFC_LF_1), withheld=True, normaliser="nfc-lf-1")
    quoted(capture, "François\nRuffin\nspoke", 0)
    quoted(capture, "Ruffin", 9)
    assert verify([given(capture, text)]) == Verified(compared=2)
    assert verify([given(capture, unicodedata.normalize("NFC", text))]) == Verified(compared=2)
    as_it_was = captured(unicodedata.normalize("NFC", text), withheld=True)
    quoted(as_it_was, "spoke", 16)
    assert verify([given(as_it_was, text)]).compared == 0


@pytest.mark.django_db
def test_a_capture_that_gives_another_length_than_its_text_has_is_a_miss() -> None:
    capture = captured(withheld=True, length=len(TEXT) + 1)
    quoted(capture, "born in 1975", 8)
    [miss] = verify([given(capture, TEXT)]).misses
    assert miss == (
        f"source {capture.source.uid}: its text has {len(TEXT)} characters, and its capture says {len(TEXT) + 1}"
    )


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_quotations() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            assert not verify().misses
        return len(context)

    quoted(captured(), "born in 1975", 8)
    for_one = queries()
    for _number in range(4):
        capture = captured()
        for _piece in range(4):
            quoted(capture, "born in 1975", 8)
    make.evidence(make.claim(), quote_exact="born in 1975")
    assert queries() == for_one == 3


@pytest.mark.django_db
def test_all_captures_are_read_when_there_are_more_than_are_held_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotations, "CAPTURES_AT_ONCE", 2)
    pieces = [quoted(captured(), "born in 1973", 8) for _number in range(5)]
    with CaptureQueriesContext(connection) as context:
        found = verify()
    assert len(context) == 5
    assert found.compared == 5
    assert found.misses == [f"evidence {piece.uid}: it does not stand at 8 to 20" for piece in pieces]


@pytest.mark.django_db
def test_the_command_says_in_one_sentence_what_was_compared() -> None:
    assert run() == ("0 quotations compared: nothing is shown by that.", [])
    make.evidence(make.claim(), quote_exact="born in 1975")
    assert run() == ("0 quotations compared, 1 not, since its text is not at hand: nothing is shown by that.", [])
    capture = captured()
    quoted(capture, "born in 1975", 8)
    assert run() == ("1 quotation compared, 1 not, since its text is not at hand: all stand where they say.", [])
    quoted(capture, "born in 1974", 43)
    make.evidence(make.claim(), quote_exact="born in 1975")
    assert run()[0] == "2 quotations compared, 2 not, since their texts are not at hand: all stand where they say."
    Evidence.objects.filter(capture=None).delete()
    assert run()[0] == "2 quotations compared: all stand where they say."


@pytest.mark.django_db
def test_the_command_fails_with_a_line_for_each_miss() -> None:
    capture = captured()
    first = quoted(capture, "born in 1973", 8, uid="e000000001")
    summary, lines = run()
    assert summary == "1 quotation compared: 1 miss."
    assert lines == [f"evidence {first.uid}: it does not stand at 8 to 20"]
    second = quoted(capture, "was born", 4, uid="e000000002")
    summary, lines = run()
    assert summary == "2 quotations compared: 2 misses."
    assert [line.split(":")[0] for line in lines] == [f"evidence {first.uid}", f"evidence {second.uid}"]


@pytest.mark.django_db
def test_the_command_takes_files_and_names_the_one_that_does_not_fit(tmp_path: Path) -> None:
    right, wrong = tmp_path / "a=b.txt", tmp_path / "wrong.txt"
    right.write_text(TEXT)
    wrong.write_text("something else")
    one, other = captured(withheld=True), captured(withheld=True)
    quoted(one, "born in 1975", 8)
    quoted(other, "born in 1975", 8)
    arguments = [f"--text={one.source.uid}={right}", f"--text={other.source.uid}={right}"]
    assert run(*arguments) == ("2 quotations compared: all stand where they say.", [])
    summary, [line] = run(arguments[0], f"--text={other.source.uid}={wrong}")
    assert summary == "1 quotation compared, 1 not, since its text is not at hand: 1 miss."
    assert line.startswith(f"{wrong}: no capture of the source {other.source.uid} has its SHA-256, ")


@pytest.mark.parametrize("argument", ["", "=", "s000000001", "s000000001=", "=a.txt"])
def test_an_argument_that_is_not_uid_and_file_is_refused(argument: str) -> None:
    assert run(f"--text={argument}") == (f"“{argument}” is not UID=FILE.", [])


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    assert run(f"--text=s000000001={missing}") == (f"{missing} cannot be read: No such file or directory", [])
    assert run(f"--text=s000000001={tmp_path}") == (f"{tmp_path} cannot be read: Is a directory", [])


@pytest.mark.django_db
def test_every_quotation_of_the_shipped_dossier_stands_where_it_says() -> None:
    if not TEXTS.is_dir():
        pytest.skip("the three documents are not at hand (they are copyrighted and not part of the project)")
    call_command("importclaims", *map(str, sample_files()), stdout=StringIO())
    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in TEXTS.iterdir()}
    texts = [f"--text={capture.source.uid}={found[capture.sha256]}" for capture in Capture.objects.all()]
    quoted_there = Evidence.objects.exclude(quote_exact="").count()
    assert quoted_there > 0
    assert run(*texts) == (f"{quoted_there} quotations compared: all stand where they say.", [])
    summary, lines = run()
    assert "nothing is shown by that" in summary
    assert lines == []
