"""What is wrong with a story, in words: one table for the chat and the command line."""

from __future__ import annotations

from bot.i18n import Translator
from domains.narrative.authoring.findings import Finding


def words(finding: Finding, t: Translator) -> str:
    """The sentence of a finding in plain text."""
    return t(f"finding.{finding.detail}", **finding.params)
