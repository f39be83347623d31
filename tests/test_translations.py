"""The French texts of the interface: complete, faithful to the placeholders, compiled, and set as French is set."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/fr/LC_MESSAGES")
CODE = ("claims", "factcheck", "templates", "manage.py")
"""What holds texts, and what `makemessages` needs to run."""

PLACEHOLDER = re.compile(r"%%|%\(\w+\)[a-z]|\{\w*\}")
MISSET = {
    "a straight apostrophe": re.compile(r"'"),
    "English quotation marks": re.compile(r"[“”]"),
    "no no-break space before a colon": re.compile(r"(?<=[^\s\d\"]):(?= |$)| :"),
    "no narrow no-break space before ; ! or ?": re.compile(r"[^\u202f][;!?](?= |$)"),
    "no no-break space inside of quotation marks": re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"),
}
"""Mistakes in French punctuation, by what is wrong. A colon between digits or in JSON is none of a sentence."""


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(ROOT / CATALOGUE / "django.po"))


def key(entry):
    """What gettext looks a message up by."""
    return entry.msgctxt, entry.msgid


def texts(entry):
    """The French of a message, beside the English that it stands for: one pair, or one for each number."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural.get(0, "")), (entry.msgid_plural, entry.msgstr_plural.get(1, ""))]


def test_every_message_is_translated(catalogue):
    assert [key(entry) for entry in catalogue if not all(french for _english, french in texts(entry))] == []


def test_no_message_is_a_guess_or_a_leftover(catalogue):
    assert [key(entry) for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def test_the_header_says_how_to_read_the_catalogue(catalogue):
    assert not catalogue.metadata_is_fuzzy
    assert catalogue.metadata["Language"] == "fr"
    assert catalogue.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert catalogue.metadata["Plural-Forms"] == "nplurals=2; plural=(n > 1);"


def test_placeholders_are_those_of_the_english_text(catalogue):
    differing = [
        (english, french)
        for entry in catalogue
        for english, french in texts(entry)
        if Counter(PLACEHOLDER.findall(english)) != Counter(PLACEHOLDER.findall(french))
    ]
    assert differing == []


@pytest.mark.parametrize("mistake", MISSET)
def test_french_is_set_as_french(catalogue, mistake):
    french = [french for entry in catalogue for _english, french in texts(entry)]
    assert [text for text in french if MISSET[mistake].search(text)] == []


def test_the_compiled_catalogue_holds_exactly_the_texts(catalogue):
    compiled = polib.mofile(str(ROOT / CATALOGUE / "django.mo"))
    assert {key(entry): texts(entry) for entry in compiled} == {key(entry): texts(entry) for entry in catalogue}
    when = {"POT-Creation-Date"}  # newer tools leave it out of the compiled file
    assert {name: compiled.metadata[name] for name in compiled.metadata.keys() - when} == {
        name: catalogue.metadata[name] for name in catalogue.metadata.keys() - when
    }


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="collecting the messages of the code needs gettext")
def test_the_catalogue_holds_exactly_the_messages_of_the_code(catalogue, tmp_path):
    for name in CODE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    (tmp_path / "locale").mkdir()
    done = subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale=fr", "--no-location"],
        cwd=tmp_path,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = polib.pofile(str(tmp_path / CATALOGUE / "django.po"))
    assert {(*key(entry), entry.msgid_plural) for entry in found} == {
        (*key(entry), entry.msgid_plural) for entry in catalogue
    }
