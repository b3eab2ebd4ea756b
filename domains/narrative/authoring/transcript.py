"""Plays a compiled chapter as Ink's reference player does: the contract of ink-proof's drivers.

Choice numbers, from 1, come in a line each; text, choices and tags go out. Everything runs
through our own engine, with its rules: a turn is loaded, played and saved each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from domains.narrative.authoring.interpreters import Engine
from domains.narrative.authoring.relay import Relay, RemoteTeller, alone
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.ink_engine import InkEngine
from domains.narrative.engine.interface import Line, Told
from domains.narrative.errors import StoryBrokenError

SEED = 1

Write = Callable[[str], object]


def play(
    chapter: CompiledChapter,
    numbers: Iterable[str],
    write: Write,
    *,
    engine: Engine = Engine.BINK,
    reload: bool = False,
    relay: Relay | None = None,
) -> bool:
    """Play until the story ends or the numbers do; False when the script failed.

    With `reload` every choice is taken by a new engine, from the save alone; with `relay`
    that engine is in a new process.
    """
    heard: list[Line] = []
    chapter = alone(chapter)
    choices = _read(numbers)
    try:
        teller = _teller(engine, relay, heard)
        told = teller.start(chapter, seed=SEED)
        _write_lines(heard, write)
        while not told.scene.ended:
            _write_choices(told, write)
            number = next(choices, None)
            if number is None or not 0 < number <= len(told.scene.choices):
                return True
            if reload:
                teller = _teller(engine, relay, heard)
            offered = [choice.text for choice in told.scene.choices]
            told = teller.choose(chapter, told.saved, number - 1, offered=offered)
            _write_lines(heard, write)
    except StoryBrokenError as error:
        _write_lines(heard, write)
        write(f"RUNTIME ERROR: {error.params.get('reason')}\n")
        return False
    return True


def _teller(engine: Engine, relay: Relay | None, heard: list[Line]) -> InkEngine | RemoteTeller:
    return engine.listening(heard) if relay is None else relay.teller(engine, heard)


def _read(numbers: Iterable[str]) -> Iterator[int]:
    for text in numbers:
        for word in text.split():
            yield int(word) if word.lstrip("-").isdigit() else 0


def _write_lines(heard: list[Line], write: Write) -> None:
    for line in heard:
        write(line.text)
        if line.tags:
            write(f"# tags: {', '.join(line.tags)}\n")
    heard.clear()


def _write_choices(told: Told, write: Write) -> None:
    write("\n")
    for number, choice in enumerate(told.scene.choices, 1):
        write(f"{number}: {choice.text}\n")
    write("?> ")
