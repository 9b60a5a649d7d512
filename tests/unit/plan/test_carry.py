"""What a person wrote goes into the next version, whatever else happens."""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.plan.carry import Contents, Generated, plan_contents
from generator.plan.manifest import FileRecord, Manifest
from generator.plan.names import file_key
from generator.plan.present import Present, deleted
from generator.plan.version import Version

DAY = dt.date(2026, 9, 1)
CODES = ("DY", "YS")
V10, V11, V12 = Version(1, 0), Version(1, 1), Version(1, 2)


def path_of(code: str, version: Version) -> str:
    return f"01/{code}_{version}.docx"


def generated(code: str, version: Version, digest: str, *, changed: bool, final: bool = False) -> Generated:
    path = path_of(code, version)
    return Generated(code, code, path, version, DAY, digest, f"bytes-{digest}", 10, changed, final=final)


def manifest(version: Version, contents: Contents) -> Manifest:
    files = tuple(FileRecord(e.path, e.sha256, e.size) for e in contents.entries)
    return Manifest("HD", version, DAY, "策划版", "0", "s", contents.documents, files)


def first() -> Manifest:
    return manifest(
        V10, plan_contents([generated(c, V10, f"{c}1", changed=True) for c in CODES], None, Present())
    )


def present(of: Manifest) -> dict[str, FileRecord]:
    return {f.path: f for f in of.files}


def edited(files: dict[str, FileRecord], path: str, mark: str = "mine") -> dict[str, FileRecord]:
    return files | {path: FileRecord(path, mark, 11)}


def rebuilt(
    of: Manifest,
    files: dict[str, FileRecord] | Present,
    version: Version,
    changed: str = "DY",
    codes: tuple[str, ...] = CODES,
    final: str = "",
) -> Contents:
    """Build again after the data of one document changed; `codes` are the documents asked for."""
    new = []
    there = files if isinstance(files, Present) else Present(files)
    gone = {d.code for d in deleted(of, there)}
    for code in codes:
        old = of.document(code)
        if code in gone and codes == CODES:
            continue
        if old is None or code == changed:
            digest = f"{old.digest if old else code}+"
            new.append(generated(code, version, digest, changed=True, final=code == final))
        else:
            new.append(generated(code, old.version, old.digest, changed=False, final=code == final))
    contents = plan_contents(new, of, there)
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
    only = plan_contents([generated("DY", V11, "DY2", changed=True)], first(), Present(present(first())))
    assert shas(only)["01/YS_V1.0.docx"] == "bytes-YS1"
    assert [d.code for d in only.documents] == ["DY", "YS"]


def test_the_new_one_that_a_person_kept_stands_for_the_document_also_when_it_is_not_rendered() -> None:
    second = manifest(V11, rebuilt(first(), edited(present(first()), "01/YS_V1.0.docx"), V11, changed="YS"))
    chosen = {p: f for p, f in present(second).items() if p != "01/YS_V1.0.docx"}
    third = manifest(V12, rebuilt(second, chosen, V12, changed="DY", codes=("DY",)))
    fourth = rebuilt(third, present(third), V12.next(), changed="YS")
    assert {p for p in shas(fourth) if "YS" in p} == {"01/YS_V1.3.docx"}


def without(files: dict[str, FileRecord], path: str) -> dict[str, FileRecord]:
    return {p: f for p, f in files.items() if p != path}


def moved(files: dict[str, FileRecord], path: str, place: str) -> dict[str, FileRecord]:
    return without(files, path) | {place: FileRecord(place, files[path].sha256, files[path].size)}


def test_a_document_that_a_person_deleted_stays_away_until_it_is_asked_for() -> None:
    second = manifest(V11, rebuilt(first(), without(present(first()), "01/YS_V1.0.docx"), V11))
    assert set(present(second)) == {"01/DY_V1.1.docx"}
    assert [d.code for d in deleted(second, Present(present(second)))] == ["YS"]
    third = manifest(V12, rebuilt(second, present(second), V12, changed="YS"))
    assert not [path for path in present(third) if "YS" in path]
    asked = rebuilt(second, present(second), V12, changed="YS", codes=("YS",))
    assert "01/YS_V1.2.docx" in shas(asked)
    assert not [d for d in asked.documents if d.deleted]


def test_a_document_that_a_person_renamed_keeps_the_name_with_new_content() -> None:
    files = moved(present(first()), "01/DY_V1.0.docx", "01/调研(终稿).docx")
    second = manifest(V11, rebuilt(first(), files, V11))
    assert shas_of(second) == {"01/调研(终稿).docx": "bytes-DY1+", "01/YS_V1.0.docx": "bytes-YS1"}
    third = rebuilt(second, present(second), V12)
    assert shas(third)["01/调研(终稿).docx"] == "bytes-DY1++"


def test_a_document_that_a_person_moved_takes_its_new_name_in_the_new_folder() -> None:
    files = moved(present(first()), "01/DY_V1.0.docx", "给领导看/DY_V1.0.docx")
    second = manifest(V11, rebuilt(first(), files, V11))
    assert shas_of(second)["给领导看/DY_V1.1.docx"] == "bytes-DY1+"
    assert "给领导看/DY_V1.2.docx" in shas(rebuilt(second, present(second), V12))


def test_a_document_that_was_renamed_and_edited_is_known_by_its_number() -> None:
    files = without(present(first()), "01/DY_V1.0.docx")
    files = edited(files, "01/我的调研.docx")
    contents = rebuilt(first(), Present(files, numbers={"01/我的调研.docx": "DY"}), V11)
    assert shas(contents)["01/我的调研.docx"] == "mine"
    assert "01/DY_V1.1(新生成).docx" in shas(contents)
    assert kept(contents) == ["01/我的调研.docx"]


def test_a_document_may_take_the_name_of_one_that_was_deleted_long_ago() -> None:
    kept_one = without(present(first()), "01/YS_V1.0.docx")
    second = manifest(V11, rebuilt(first(), kept_one, V11))
    files = moved(present(second), "01/DY_V1.1.docx", "01/YS_V1.0.docx")
    third = rebuilt(second, files, V12)
    assert shas(third) == {"01/YS_V1.0.docx": "bytes-DY1++"}
    assert {d.code: d.deleted for d in third.documents} == {"DY": False, "YS": True}
    asked = rebuilt(
        manifest(V12, third), present(manifest(V12, third)), V12.next(), codes=("YS",), changed="YS"
    )
    assert set(shas(asked)) == {"01/YS_V1.0.docx", f"01/YS_{V12.next()}.docx"}


def test_a_copy_beside_the_document_is_a_file_of_its_own() -> None:
    files = present(first()) | {"01/副本.docx": FileRecord("01/副本.docx", "bytes-DY1", 10)}
    contents = rebuilt(first(), Present(files, numbers={"01/副本.docx": "DY"}), V11)
    assert shas(contents)["01/副本.docx"] == "bytes-DY1"
    assert "01/DY_V1.1.docx" in shas(contents)


def test_a_file_that_a_program_only_saved_again_is_nobodys_edit() -> None:
    files = edited(present(first()), "01/DY_V1.0.docx", "saved again")
    contents = rebuilt(first(), Present(files, resaved=frozenset({"01/DY_V1.0.docx"})), V11)
    assert shas(contents) == {"01/DY_V1.1.docx": "bytes-DY1+", "01/YS_V1.0.docx": "bytes-YS1"}
    same = rebuilt(first(), Present(files, resaved=frozenset({"01/DY_V1.0.docx"})), V11, changed="YS")
    assert shas(same)["01/DY_V1.0.docx"] == "saved again"
    assert kept(same) == []


def signed() -> Manifest:
    """Return the second version, in which DY was made final."""
    return manifest(V11, rebuilt(first(), present(first()), V11, final="DY"))


def test_a_signed_document_is_frozen_and_the_new_one_lies_beside_once() -> None:
    second = signed()
    third = manifest(V12, rebuilt(second, present(second), V12, final="DY"))
    assert shas_of(third)["01/DY_V1.1.docx"] == "bytes-DY1+"
    assert shas_of(third)["01/DY_V1.2(新生成).docx"] == "bytes-DY1++"
    record = third.document("DY")
    assert record is not None
    assert record.signed == V11
    fourth = rebuilt(third, present(third), V12.next(), changed="YS", final="DY")
    assert {p for p in shas(fourth) if "DY" in p} == {"01/DY_V1.1.docx", "01/DY_V1.2(新生成).docx"}


def test_a_signed_document_whose_data_stay_is_carried_without_a_word() -> None:
    second = signed()
    third = rebuilt(second, present(second), V12, changed="YS", final="DY")
    assert shas(third)["01/DY_V1.1.docx"] == "bytes-DY1+"
    assert not third.conflicts
    assert kept(third) == []


def test_a_document_that_is_no_longer_final_is_made_anew() -> None:
    second = signed()
    third = rebuilt(second, present(second), V12)
    assert {p: s for p, s in shas(third).items() if "DY" in p} == {"01/DY_V1.2.docx": "bytes-DY1++"}
    assert third.documents[0].signed is None


def shas_of(of: Manifest) -> dict[str, str]:
    return {f.path: f.sha256 for f in of.files}


_EVENT = st.tuples(
    st.sampled_from(["edit", "add", "delete", "move", "sign", "build DY", "build YS", "build", "only DY"]),
    st.integers(0, 5),
)


@settings(max_examples=500)
@given(st.lists(_EVENT, max_size=12))
@example([("edit", 1), ("build YS", 0), ("edit", 2), ("build DY", 0), ("build YS", 0)])
@example(
    [("move", 3), ("build DY", 0), ("delete", 1), ("build DY", 0), ("move", 3), ("build DY", 0)]
)  # fmt: skip
def test_nothing_a_person_wrote_is_ever_lost(events: list[tuple[str, int]]) -> None:
    """Whatever people and builds do in turn, every file of a person is there, by its name, with its bytes."""
    latest, version, final = first(), V10, ""
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
        elif what == "move" and paths and f"01/moved{which}.docx" not in files:
            old = paths[which % len(paths)]
            files = moved(files, old, f"01/moved{which}.docx")
            if old in persons:
                persons[f"01/moved{which}.docx"] = persons.pop(old)
        elif what == "sign":
            final = "DY" if final == "" else ""
        elif what.startswith(("build", "only")):
            version = version.next()
            codes = ("DY",) if what == "only DY" else CODES
            contents = rebuilt(latest, files, version, changed=what[-2:], codes=codes, final=final)
            latest, files = manifest(version, contents), {}
            files = present(latest)
        held = {p: f.sha256 for p, f in files.items()}
        assert {p: held.get(p) for p in persons} == persons
        assert len({file_key(p) for p in held}) == len(held)
