"""A manifest can be read in one way only: no byte of it changes unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.fixity import (
    BrokenManifest,
    Fixity,
    read_digest_file,
    read_manifest,
    write_digest_file,
    write_manifest,
)

AT = "00_归档目录/manifest-sha256.txt"
DIGESTS = st.dictionaries(
    st.text("甲乙丙abcABC01 _.()（）", min_size=1, max_size=20).filter(lambda t: t == t.strip()),
    st.binary(max_size=4).map(lambda data: hashlib.sha256(data).hexdigest()),
    min_size=1,
    max_size=8,
)


@given(DIGESTS, DIGESTS)
def test_a_manifest_says_what_was_written(kept: dict[str, str], personal: dict[str, str]) -> None:
    digests = {f"01_策划/{path}": digest for path, digest in kept.items()}
    digests |= {f"06_个人信息/{path}": digest for path, digest in personal.items()}
    fixity = Fixity(digests, "06_个人信息")
    assert read_manifest(write_manifest(fixity, AT), AT) == fixity
    assert read_digest_file(write_digest_file(digests)) == digests


@given(DIGESTS, st.data())
def test_one_character_changed_is_told_or_changes_what_is_said(
    digests: dict[str, str], data: st.DataObject
) -> None:
    fixity = Fixity({f"01_策划/{path}": digest for path, digest in digests.items()})
    text = write_manifest(fixity, AT)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_characters=text[at]))
    try:
        read = read_manifest(text[:at] + other + text[at + 1 :], AT)
    except BrokenManifest:
        return
    assert read != fixity


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("  01", " *01"),
        lambda text: text.upper(),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: "\n".join(reversed(text.split("\n"))),
        lambda text: text + text.splitlines()[1] + "\n",
        lambda _: "",
    ],
)
def test_another_form_of_the_same_is_refused(change: Callable[[str], str]) -> None:
    fixity = Fixity({"01/a": "0a" * 32, "01/b": "1b" * 32})
    with pytest.raises(BrokenManifest):
        read_manifest(change(write_manifest(fixity, AT)), AT)
