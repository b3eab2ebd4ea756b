"""What every turn owes its readers: a way on that is open to all, and no trap with a clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from domains.narrative.engine.interface import Choice, Scene
from domains.narrative.engine.tags import choice_tags
from domains.narrative.engine.view import effects

LONGEST_WAIT = timedelta(days=1)


def is_locked(choice: Choice) -> bool:
    """Is it shown and cannot be taken? Raises InvalidTagError."""
    return choice_tags(choice.tags).lock is not None


def is_free(choice: Choice) -> bool:
    """Can everybody take it, without a plan and without besitos? Raises InvalidTagError."""
    tags = choice_tags(choice.tags)
    return tags.lock is None and not tags.vip and not tags.cost


def unfair(scene: Scene) -> Iterator[str]:
    """What is wrong with a turn, as codes of findings. Raises InvalidTagError."""
    if scene.choices and not any(is_free(choice) for choice in scene.choices):
        yield "no_free_way"
    asked = effects(scene)
    if asked.wait_seconds > LONGEST_WAIT.total_seconds():
        yield "wait"
    if asked.timer is not None:
        default = scene.choices[asked.timer.default : asked.timer.default + 1]
        if not default or not is_free(default[0]):
            yield "timer"
