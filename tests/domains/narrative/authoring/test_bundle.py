"""What comes from outside: unpacked safely, or refused."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from domains.narrative.authoring import bundle
from domains.narrative.authoring.bundle import UploadRefusedError, packed, revised, unpacked
from domains.narrative.authoring.gate import check
from tests.domains.narrative.chapters import INK, SHIPPED

MANIFEST = "story.toml"


def zip_of(*files: tuple[str | zipfile.ZipInfo, bytes], manifest: bool = True) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        if manifest:
            archive.writestr(MANIFEST, "id = 1")
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def reason(name: str, data: bytes) -> str:
    with pytest.raises(UploadRefusedError) as refusal:
        unpacked(name, data)
    return str(refusal.value.params["reason"])


@pytest.mark.parametrize(
    "name",
    [
        "../evil.ink",
        "/etc/cron.ink",
        "art/../../evil.png",
        "a/b.ink",
        "..\\evil.ink",
        "C:\\evil.ink",
        "art/sub/picture.png",
        "run.sh",
        "art/run.py",
        ".hidden.ink",
        "art/.png",
        "chapter.ink\n.sh",
    ],
)
def test_nothing_lands_anywhere_but_in_the_folder(name: str) -> None:
    assert reason("story.zip", zip_of((name, b"x"))) == "strange_file"


def test_a_link_is_no_file() -> None:
    link = zipfile.ZipInfo("link.ink")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert reason("story.zip", zip_of((link, b"/etc/passwd"))) == "strange_file"


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zip_of(("bomb.ink", b"\0" * (bundle.MAX_FILE_BYTES + 1)))
    assert len(bomb) < 10_000
    assert reason("story.zip", bomb) == "too_large"


def test_many_small_bombs_are_counted_together() -> None:
    files = [(f"b{n}.ink", b"\0" * bundle.MAX_FILE_BYTES) for n in range(11)]
    assert reason("story.zip", zip_of(*files)) == "too_large"


def test_a_directory_that_lies_about_sizes_is_not_believed() -> None:
    data = bytearray(zip_of(("bomb.ink", b"\0" * (bundle.MAX_FILE_BYTES + 1))))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert reason("story.zip", bytes(data)) in {"too_large", "broken_zip"}


def test_too_many_files_are_refused() -> None:
    files = [(f"f{n}.ink", b"") for n in range(bundle.MAX_FILES)]
    assert reason("story.zip", zip_of(*files)) == "too_many_files"


def test_an_encrypted_zip_is_refused() -> None:
    data = bytearray(zip_of(("a.ink", b"hello")))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert reason("story.zip", bytes(data)) in {"strange_file", "broken_zip"}


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("story.zip", b"PK\x03\x04 and nothing", "broken_zip"),
        ("story.zip", zip_of(("a.ink", b"x"), manifest=False), "no_manifest"),
        ("story.rar", b"x", "other_kind"),
        ("story", b"x", "other_kind"),
        ("story.ink", b"\xff\xfe", "not_text"),
        ("story.json", b"[1, 2]", "not_ink_json"),
        ("story.json", b"{", "not_ink_json"),
        ("story.zip", b"x" * (bundle.MAX_UPLOAD_BYTES + 1), "too_large"),
    ],
)
def test_other_things_are_refused_with_a_reason(name: str, data: bytes, expected: str) -> None:
    assert reason(name, data) == expected


def test_a_folder_zipped_by_another_program_is_taken() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("my story/story.toml", "id = 1")
        archive.writestr("my story/ch01.ink", "Hello.")
        archive.writestr("my story/art/door.png", b"png")
        archive.writestr("__MACOSX/my story/._ch01.ink", b"junk")
    found = unpacked("My Story.ZIP", stream.getvalue())
    assert set(found) == {"story.toml", "ch01.ink", "art/door.png"}


def test_what_is_packed_is_unpacked_the_same() -> None:
    files = bundle.of_folder(SHIPPED)
    assert bundle.read_packed(packed(files)) == files
    assert packed(files) == packed(dict(reversed(files.items())))


def test_a_lone_file_takes_the_place_of_the_one_of_its_name() -> None:
    former = {"story.toml": b"old", "ch01.ink": b"old"}
    assert revised(former, "ch01.ink", b"new") == {"story.toml": b"old", "ch01.ink": b"new"}
    assert MANIFEST in revised(former, "other.ink", b"Hello.")


def test_a_file_that_is_the_whole_story_brings_its_people_and_endings_along() -> None:
    former = unpacked("tale.ink", b"# title: Tale\nMARTA: Hello.\n")
    later = revised(former, "tale.ink", b"# title: A Tale\nBORIS: Bye. # ending: over\n")
    manifest = later[MANIFEST].decode()
    assert "[characters.boris]" in manifest
    assert "[endings.over]" in manifest
    assert "A Tale" in manifest
    own = {**former, MANIFEST: b'id = "tale"\n'}
    assert revised(own, "tale.ink", b"Hello.")[MANIFEST] == own[MANIFEST]


def test_a_story_has_its_own_name_even_while_it_cannot_be_read() -> None:
    files = unpacked("Lantern.ink", b"Hello {")
    assert bundle.story_id(files, "Lantern.ink") == "lantern"
    assert bundle.story_id({MANIFEST: b'id = "deep_sea"\n'}, "ch01.ink") == "deep_sea"
    assert bundle.story_id({MANIFEST: b"id = ["}, "My Story.zip") == "my_story"


def test_a_chapter_that_comes_alone_can_be_checked(tmp_path: Path, compiler: None) -> None:
    text = (
        "# chapter: one\n# title: Alone\nMARTA: Hello. # mood: warm\n"
        "* [Go # id: go # icon: door]\n- Bye. # ending: over\n-> END\n"
    )
    bundle.write(unpacked("My Tale.ink", text.encode()), tmp_path)
    assert [str(finding) for finding in check(tmp_path).findings] == []


def test_inkys_json_can_be_checked_without_a_compiler(tmp_path: Path) -> None:
    data = (INK / "toll" / "gate.json").read_bytes()
    bundle.write(unpacked("gate.json", b"\xef\xbb\xbf" + data), tmp_path)
    report = check(tmp_path)
    assert report.story is not None
    assert {finding.code for finding in report.findings} <= {"choice_id", "media", "tag"}
