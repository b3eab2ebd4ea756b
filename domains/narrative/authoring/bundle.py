"""Stories that come from outside: one `.ink`, Inky's JSON, or a zip of a story's folder.

Nothing that is sent is trusted: not its size, not its names, not what it says about itself.
"""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path, PurePosixPath
from typing import ClassVar

from domains.core.errors import DomainError
from domains.narrative.authoring.lint import ART
from domains.narrative.authoring.sketch import file_stem, sketch_of_compiled, sketch_of_source
from domains.narrative.engine.library import MANIFEST

MAX_UPLOAD_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 20_000_000
MAX_FILES = 200
MAX_FILE_BYTES = 2_000_000
LONGEST_ID = 32
TEXTS = frozenset({".ink", ".json", ".po", ".toml"})
MEDIA = frozenset({".jpg", ".jpeg", ".png", ".webp", ".ogg"})
LEFT_OUT = "__MACOSX", ".DS_Store", "build.lock", "README.md"
"""What other programs put into a zip, and what we make ourselves."""

_CHUNK = 65_536
_SYMLINK, _KIND = 0o120000, 0o170000


class UploadRefusedError(DomainError):
    """Not taken; `reason` is a key of the catalogues' family `author.refused`."""

    code: ClassVar[str] = "narrative.upload_refused"


Files = dict[str, bytes]
"""A story's files by name; what belongs to the pictures begins with `art/`."""


def unpacked(name: str, data: bytes) -> Files:
    """The files of an upload. Raises UploadRefusedError."""
    if len(data) > MAX_UPLOAD_BYTES:
        raise UploadRefusedError(reason="too_large")
    match PurePosixPath(name.lower()).suffix:
        case ".zip":
            return _of_zip(data)
        case ".ink":
            return _of_source(_plain(name), data)
        case ".json":
            return _of_compiled(_plain(name), data)
    raise UploadRefusedError(reason="other_kind")


def revised(former: Files, name: str, data: bytes) -> Files:
    """The upload; a lone file that the former story has comes in its place there.

    Where the former story was that one file, its manifest is sketched anew: it has to know
    who speaks now, and how it ends now. Raises UploadRefusedError.
    """
    plain = _plain(name)
    if set(former) == {plain, MANIFEST} and plain != MANIFEST:
        is_sketched = former == unpacked(plain, former[plain])
        return unpacked(plain, data) if is_sketched else {**former, plain: data}
    if len(data) <= MAX_FILE_BYTES and plain in former and PurePosixPath(plain).suffix in TEXTS:
        return {**former, plain: data}
    return unpacked(name, data)


def story_id(files: Files, name: str) -> str:
    """What the story is called by its manifest; by the upload's name where that is broken."""
    stem = file_stem(PurePosixPath(_plain(name)).stem)
    try:
        found = tomllib.loads(files[MANIFEST].decode("utf-8")).get("id")
    except (KeyError, ValueError):
        return stem[:LONGEST_ID]
    return file_stem(found)[:LONGEST_ID] if isinstance(found, str) and found else stem[:LONGEST_ID]


def packed(files: Files) -> bytes:
    """The files as one zip, to be kept."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def of_folder(folder: Path) -> Files:
    """The files of a story's folder, as a zip of it would bring them."""
    found = [*folder.glob("*"), *(folder / ART).glob("*")]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(found)
        if path.is_file() and path.suffix.lower() in TEXTS | MEDIA
    }


def write(files: Files, folder: Path) -> None:
    """Lay the files out in an empty folder. Names were checked when they were unpacked."""
    (folder / ART).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _of_zip(data: bytes) -> Files:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = _read(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UploadRefusedError(reason="broken_zip") from error
    if MANIFEST not in files:
        raise UploadRefusedError(reason="no_manifest")
    return files


def _read(archive: zipfile.ZipFile) -> Files:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_FILES:
        raise UploadRefusedError(reason="too_many_files")
    files: Files = {}
    left = MAX_UNPACKED_BYTES
    top = _common_folder([member.filename for member in members])
    for member in members:
        name = member.filename.removeprefix(top)
        if any(part in LEFT_OUT for part in PurePosixPath(name).parts):
            continue
        if member.external_attr >> 16 & _KIND == _SYMLINK or member.flag_bits & 1:
            raise UploadRefusedError(reason="strange_file")
        _check_name(name)
        content = _inflated(archive, member, min(left, MAX_FILE_BYTES))
        left -= len(content)
        files[name] = content
    return files


def _inflated(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    # What the directory says about sizes may be a lie: count what really comes out.
    content = bytearray()
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            content += chunk
            if len(content) > most:
                raise UploadRefusedError(reason="too_large")
    return bytes(content)


def _common_folder(names: list[str]) -> str:
    """Most programs zip the folder itself: then every name begins with it."""
    manifests = [name for name in names if PurePosixPath(name).name == MANIFEST]
    return min(manifests, key=len).removesuffix(MANIFEST) if manifests else ""


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    plain = name.removeprefix(f"{ART}/")
    is_plain = plain == _plain(plain) and not plain.startswith(".")
    kinds = MEDIA if name != plain else TEXTS
    if not is_plain or path.suffix.lower() not in kinds:
        raise UploadRefusedError(reason="strange_file")


def _plain(name: str) -> str:
    """The last part of a name, with nothing in it that a file system might understand."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isalnum() or sign in "._- ")[:80]


def _of_source(name: str, data: bytes) -> Files:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UploadRefusedError(reason="not_text") from error
    stem = PurePosixPath(name).stem
    return {
        f"{file_stem(stem)}.ink": text.encode(),
        MANIFEST: sketch_of_source(stem, text).encode(),
    }


def _of_compiled(name: str, data: bytes) -> Files:
    try:
        text = data.decode("utf-8-sig")
        sketch = sketch_of_compiled(PurePosixPath(name).stem, text)
    except (UnicodeDecodeError, ValueError) as error:
        raise UploadRefusedError(reason="not_ink_json") from error
    return {
        f"{file_stem(PurePosixPath(name).stem)}.json": text.encode(),
        MANIFEST: sketch.encode(),
    }


def read_packed(data: bytes) -> Files:
    """The files that `packed` put together."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member.filename: archive.read(member) for member in archive.infolist()}
