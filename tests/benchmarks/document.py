"""Numbers in the documentation are written by the run that measured them, never copied by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.report import Table


def write(page: Path, found: Mapping[str, Sequence[Table]]) -> None:
    """Replace what stands between `<!-- bench:name -->` and `<!-- /bench:name -->`.

    The prose around the marks stays. Raises LookupError for a name without marks.
    """
    text = page.read_text()
    for name, tables in found.items():
        marks = re.compile(rf"(<!-- bench:{name} -->\n).*?(<!-- /bench:{name} -->)", re.DOTALL)
        body = "\n\n".join(table.markdown() for table in tables)
        body = body.replace("\\", r"\\")
        text, places = marks.subn(rf"\g<1>{body}\n\g<2>", text)
        if not places:
            raise LookupError(f"{page} has no place for {name!r}")
    page.write_text(text)
