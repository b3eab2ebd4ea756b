"""Bless the present schemas: `python -m tests.core.events.bless`.

Writes golden payloads of versions that have none yet, and the schema snapshot. A golden
payload is never rewritten: it is what an old program wrote. Refuses a breaking change.
"""

from __future__ import annotations

import json
import sys

from domains.core import CATALOGUE
from tests.core.events import snapshot
from tests.core.events.samples import sample


def main() -> int:
    """Exit status 1 when something would break."""
    present = snapshot.snapshot_of(CATALOGUE)
    faults = snapshot.faults(snapshot.load(), present)
    if faults:
        sys.stderr.write("".join(f"{fault}\n" for fault in faults))
        return 1
    snapshot.GOLDEN.mkdir(exist_ok=True)
    for event_class in CATALOGUE:
        file = snapshot.golden_file(event_class, event_class.schema_version)
        if not file.exists():
            file.write_text(_pretty(sample(event_class).to_dict()))
    snapshot.SCHEMAS.write_text(_pretty(present))
    return 0


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
