"""Canonical JSON: one text, and so one hash, for one document."""

import pytest

from claims.judgement.canonical import NotCanonical, canonical, sha256


def test_canonical_json_is_sorted_compact_utf8() -> None:
    assert canonical({"b": [1, None, True], "a": "é/\u2028"}) == '{"a":"é/\u2028","b":[1,null,true]}'


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"a": 1.5}, r"\$\.a: float"),
        ({"a": ["e\u0301"]}, r"\$\.a\[0\]: the text is not in Unicode normal form C"),
        ({"a": "\ud800"}, "surrogate"),
        ({1: "a"}, "is not text"),
        ({"a": {2, 3}}, "set has no canonical form"),
        ({"e\u0301": 1}, "normal form C"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_place(document: object, says: str) -> None:
    with pytest.raises(NotCanonical, match=says):
        canonical(document)


def test_a_hash_is_that_of_the_bytes_in_utf8() -> None:
    assert sha256("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_lists_and_tuples_are_the_same_to_it() -> None:
    assert canonical({"a": ("é", 1)}) == canonical({"a": ["é", 1]})
