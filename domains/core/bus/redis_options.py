"""How the mirror behaves, and the names of its streams."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MirrorOptions:
    """Times are seconds. The defaults suit a server one round trip of milliseconds away."""

    namespace: str = "diana"
    """Prefix of every key and name of the consumer groups."""
    retention: float = 86_400
    """Broadcasts older than this are trimmed, by the server's clock."""
    upkeep_interval: float = 30
    """Between trimming, refreshing numbers and looking for gaps and orphans."""
    ring_entries: int = 50_000
    ring_bytes: int = 64 * 1024 * 1024
    """What may wait to be written while the server is away."""
    broadcast_length: int = 100_000
    """Safety net under `retention`: the broadcast stream holds about this many entries."""
    reply_length: int = 1_000
    reply_retention: int = 600
    """A stream of replies that nobody writes to is gone after this."""
    idle_consumer: float = 600
    """A consumer that has read nothing for this long and has nothing pending is removed."""
    block: float = 2.0
    """One blocking read. Shorter than `reader_timeout`, or an idle stream looks dead."""
    reader_timeout: float = 5.0
    writer_timeout: float = 1.0
    control_timeout: float = 1.0
    flush: float = 1.0
    """How long `stop` tries to write what waits."""

    def __post_init__(self) -> None:
        if self.block >= self.reader_timeout:
            raise ValueError("a blocking read must end before its socket times out")

    @property
    def everyone(self) -> str:
        """The stream that every instance reads."""
        return f"{self.namespace}:all"

    def partition(self, number: int) -> str:
        """The stream that the server of one partition reads."""
        return f"{self.namespace}:p:{number}"

    def replies(self, instance: UUID) -> str:
        """The stream that one instance reads."""
        return f"{self.namespace}:to:{instance}"
