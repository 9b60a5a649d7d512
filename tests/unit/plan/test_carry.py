"""What a person wrote goes into the next version, whatever else happens."""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.plan.carry import Contents, Generated, plan_contents
from generator.plan.manifest import FileRecord, Manifest
from generator.plan.names import file_key
from generator.plan.version import Version

DAY = dt.date(2026, 9, 1)
CODES = ("DY", "YS")
V10, V11, V12 = Version(1, 0), Version(1, 1), Version(1, 2)


def path_of(code: str, version: Version) -> str:
    return f"01/{code}_{version}.docx"


def generated(code: str, version: Version, digest: str, *, changed: bool) -> Generated:
    return Generated(code, code, path_of(code, version), version, DAY, digest, f"bytes-{digest}", 10, changed)


def manifest(version: Version, contents: Contents) -> Manifest:
    files = tuple(FileRecord(e.path, e.sha256, e.size) for e in contents.entries)
    return Manifest("HD", version, DAY, "策划版", "0", "s", contents.documents, files)


def first() -> Manifest:
    return manifest(V10, plan_contents([generated(c, V10, f"{c}1", changed=True) for c in CODES], None, {}))


def present(of: Manifest) -> dict[str, FileRecord]:
    return {f.path: f for f in of.files}


def edited(files: dict[str, FileRecord], path: str, mark: str = "mine") -> dict[str, FileRecord]:
    return files | {path: FileRecord(path, mark, 11)}


def rebuilt(
    of: Manifest,
    files: dict[str, FileRecord],
    version: Version,
    changed: str = "DY",
    codes: tuple[str, ...] = CODES,
) -> Contents:
    """Build again after the data of one document changed; `codes` are the documents asked for."""
    new = []
    for code in codes:
        old = of.document(code)
        if old is None or code == changed:
            new.append(generated(code, version, f"{old.digest if old else code}+", changed=True))
        else:
            new.append(generated(code, old.version, old.digest, changed=False))
    contents = plan_contents(new, of, files)
    assert len({file_key(e.path) for e in contents.entries}) == len(contents.entries)
    return contents


def kept(contents: Contents) -> list[str]:
    """Return where documents lie that are a person's now."""
    return [d.path for d in contents.documents if d.edited_from]


def shas(contents: Contents) -> dict[str, str]:
    return {e.path: e.sha256 for e in contents.entries}


def test_untouched_documents_keep_their_bytes_and_changed_ones_take_the_new_name() -> None:
    contents = rebuilt(first(), present(first()), V11)
    assert shas(contents) == {"01/DY_V1.1.docx": "bytes-DY1+", "01/YS_V1.0.docx": "bytes-YS1"}
    assert kept(contents) == []
    assert not contents.conflicts


def test_an_edited_document_whose_data_did_not_change_is_carried_as_the_person_left_it() -> None:
    files = edited(present(first()), "01/YS_V1.0.docx")
    contents = rebuilt(first(), files, V11)
    assert shas(contents)["01/YS_V1.0.docx"] == "mine"
    assert kept(contents) == ["01/YS_V1.0.docx"]
    assert not contents.conflicts


def test_where_both_changed_the_person_keeps_the_name_and_the_new_one_lies_beside() -> None:
    files = edited(present(first()), "01/DY_V1.0.docx")
    contents = rebuilt(first(), files, V11)
    assert shas(contents)["01/DY_V1.0.docx"] == "mine"
    assert shas(contents)["01/DY_V1.1(新生成).docx"] == "bytes-DY1+"
    assert [d.code for d in contents.conflicts] == ["DY"]


def test_an_edit_is_remembered_through_later_versions() -> None:
    files = edited(present(first()), "01/YS_V1.0.docx")
    second = manifest(V11, rebuilt(first(), files, V11))
    third = rebuilt(second, present(second), V12, changed="YS")
    assert shas(third)["01/YS_V1.0.docx"] == "mine"
    assert shas(third)["01/YS_V1.2(新生成).docx"] == "bytes-YS1+"


def test_a_newly_generated_file_stays_until_a_person_deletes_one_of_the_two() -> None:
    files = edited(present(first()), "01/DY_V1.0.docx")
    second = manifest(V11, rebuilt(first(), files, V11))
    third = rebuilt(second, present(second), V12, changed="YS")
    assert {"01/DY_V1.0.docx", "01/DY_V1.1(新生成).docx"} <= set(shas(third))
    without = {p: f for p, f in present(second).items() if "新生成" not in p}
    resolved = rebuilt(second, without, V12, changed="YS")
    assert "01/DY_V1.0.docx" in shas(resolved)
    assert not resolved.conflicts


def test_a_person_who_keeps_the_new_one_has_it_as_the_document() -> None:
    second = manifest(V11, rebuilt(first(), edited(present(first()), "01/DY_V1.0.docx"), V11))
    chosen = {p: f for p, f in present(second).items() if p != "01/DY_V1.0.docx"}
    third = rebuilt(second, chosen, V12)
    assert shas(third)["01/DY_V1.2.docx"] == "bytes-DY1++"
    assert not [p for p in shas(third) if "新生成" in p]


def test_an_older_new_one_gives_way_to_a_newer_unless_a_person_touched_it() -> None:
    second = manifest(V11, rebuilt(first(), edited(present(first()), "01/DY_V1.0.docx"), V11))
    third = rebuilt(second, present(second), V12)
    assert {p for p in shas(third) if "DY" in p} == {"01/DY_V1.0.docx", "01/DY_V1.2(新生成).docx"}
    touched = rebuilt(second, edited(present(second), "01/DY_V1.1(新生成).docx", "mine too"), V12)
    assert shas(touched)["01/DY_V1.1(新生成).docx"] == "mine too"
    assert "01/DY_V1.2(新生成).docx" in shas(touched)


def test_a_file_a_person_added_is_carried() -> None:
    files = edited(present(first()), "04_附件凭证/合同.pdf", "scan")
    contents = rebuilt(first(), files, V11)
    assert shas(contents)["04_附件凭证/合同.pdf"] == "scan"


def test_a_persons_file_keeps_its_name_even_where_ours_would_have_it() -> None:
    files = edited(present(first()), "01/dy_v1.1.docx", "copied by hand")
    contents = rebuilt(first(), files, V11)
    assert shas(contents)["01/dy_v1.1.docx"] == "copied by hand"
    assert shas(contents)["01/DY_V1.1(新生成).docx"] == "bytes-DY1+"


def test_documents_not_rendered_now_are_carried_as_they_lie() -> None:
    only = plan_contents([generated("DY", V11, "DY2", changed=True)], first(), present(first()))
    assert shas(only)["01/YS_V1.0.docx"] == "bytes-YS1"
    assert [d.code for d in only.documents] == ["DY", "YS"]


def test_the_new_one_that_a_person_kept_stands_for_the_document_also_when_it_is_not_rendered() -> None:
    second = manifest(V11, rebuilt(first(), edited(present(first()), "01/YS_V1.0.docx"), V11, changed="YS"))
    chosen = {p: f for p, f in present(second).items() if p != "01/YS_V1.0.docx"}
    third = manifest(V12, rebuilt(second, chosen, V12, changed="DY", codes=("DY",)))
    fourth = rebuilt(third, present(third), V12.next(), changed="YS")
    assert {p for p in shas(fourth) if "YS" in p} == {"01/YS_V1.3.docx"}


_EVENT = st.tuples(
    st.sampled_from(["edit", "add", "delete", "build DY", "build YS", "build", "only DY"]),
    st.integers(0, 5),
)


@settings(max_examples=500)
@given(st.lists(_EVENT, max_size=12))
@example([("edit", 1), ("build YS", 0), ("edit", 2), ("build DY", 0), ("build YS", 0)])
def test_nothing_a_person_wrote_is_ever_lost(events: list[tuple[str, int]]) -> None:
    """Whatever people and builds do in turn, every file of a person is there, by its name, with its bytes."""
    latest, version = first(), V10
    files, persons = present(latest), dict[str, str]()
    for number, (what, which) in enumerate(events):
        paths = sorted(files)
        if what == "edit" and paths:
            path = paths[which % len(paths)]
            files, persons = edited(files, path, f"e{number}"), persons | {path: f"e{number}"}
        elif what == "add":
            path = f"01/own{which}.docx"
            files, persons = edited(files, path, f"a{number}"), persons | {path: f"a{number}"}
        elif what == "delete" and paths:
            gone = paths[which % len(paths)]
            files = {p: f for p, f in files.items() if p != gone}
            persons.pop(gone, None)
        elif what.startswith(("build", "only")):
            version = version.next()
            codes = ("DY",) if what == "only DY" else CODES
            contents = rebuilt(latest, files, version, changed=what[-2:], codes=codes)
            latest, files = manifest(version, contents), {}
            files = present(latest)
        held = {p: f.sha256 for p, f in files.items()}
        assert {p: held.get(p) for p in persons} == persons
        assert len({file_key(p) for p in held}) == len(held)
