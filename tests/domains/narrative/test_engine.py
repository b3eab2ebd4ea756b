"""The rules of playing safely, on both interpreters."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.ink_engine import InkEngine
from domains.narrative.engine.ink_python_engine import InkPythonEngine
from domains.narrative.engine.interface import SavedState, Told
from domains.narrative.errors import (
    ChoiceNotOpenError,
    InvalidVariableError,
    SaveRejectedError,
    StoryBrokenError,
    StoryTooSlowError,
)
from tests.domains.narrative.chapters import chapter, choices, purse, take, text

TRAPS = chapter("traps")
ONE = {"answer": lambda x: x + 1}


@pytest.fixture(params=[BinkEngine, InkPythonEngine])
def engine(request: pytest.FixtureRequest) -> InkEngine:
    made: InkEngine = request.param()
    return made


def start(engine: InkEngine, **options: Any) -> Told:
    return engine.start(TRAPS, seed=3, externals=ONE, **options)


def test_a_scene_has_lines_choices_and_all_variables(engine: InkEngine) -> None:
    told = start(engine)
    assert text(told) == "Welcome, nobody. You have 3 and rope."
    assert "points: 5" in told.scene.lines[0].tags
    assert told.scene.variables == {
        "name": "nobody",
        "gold": 3,
        "brave": False,
        "share": 0.5,
        "Bag": frozenset({"Bag.rope"}),
    }


def test_changed_variables_of_every_kind_are_read_back(engine: InkEngine) -> None:
    told = take(engine, TRAPS, start(engine), "Take the stone")
    assert told.scene.variables == {
        "name": "somebody",
        "gold": 7,
        "brave": True,
        "share": 0.25,
        "Bag": frozenset({"Bag.rope", "Bag.stone"}),
    }


def test_an_unseen_fallback_stays_unseen_after_loading(engine: InkEngine) -> None:
    told = take(engine, TRAPS, start(engine), "Fallback trap")
    assert choices(told) == ["One", "Two"]
    assert engine.restore(TRAPS, told.saved) == ("One", "Two")
    # Without mending the save, index 0 would be the fallback and nobody would see "First".
    assert text(take(engine, TRAPS, told, "One")).startswith("First.")
    assert text(take(engine, TRAPS, told, "Two")).startswith("Second.")


def test_an_endless_script_is_left_and_the_save_stays_good(engine: InkEngine) -> None:
    told = start(engine)
    with pytest.raises(StoryTooSlowError):
        take(engine, TRAPS, told, "Endless loop")
    assert text(take(engine, TRAPS, told, "Take the stone")).startswith("Taken.")


@pytest.mark.parametrize("kind", [BinkEngine, InkPythonEngine])
def test_a_turn_that_waits_for_its_processor_is_not_broken(
    kind: type[BinkEngine | InkPythonEngine],
) -> None:
    engine = kind(budget_seconds=0.1)
    told = start(engine)
    elsewhere = threading.Event()

    def answer(x: int) -> int:
        elsewhere.wait(0.2)  # as on a loaded machine: time passes, and nothing is done
        return x + 1

    told = engine.choose(TRAPS, told.saved, 3, offered=choices(told), externals={"answer": answer})
    assert "The answer is 21." in text(told)


def test_a_script_error_breaks_the_turn_only(engine: InkEngine) -> None:
    told = start(engine)
    with pytest.raises(StoryBrokenError):
        take(engine, TRAPS, told, "Error")
    assert text(take(engine, TRAPS, told, "Take the stone")).startswith("Taken.")


def test_external_functions_are_called(engine: InkEngine) -> None:
    assert "The answer is 21." in text(take(engine, TRAPS, start(engine), "Ask outside"))


def test_a_failing_external_function_fails_the_turn(engine: InkEngine) -> None:
    told = start(engine)
    with pytest.raises(StoryBrokenError) as failure:
        engine.choose(
            TRAPS, told.saved, 3, offered=choices(told), externals={"answer": lambda x: x // 0}
        )
    assert isinstance(failure.value.__cause__, ZeroDivisionError)


def test_player_text_is_escaped(engine: InkEngine) -> None:
    told = start(engine, player_text={"name": "<b>Bob</b> & co"})
    assert text(told).startswith("Welcome, &lt;b&gt;Bob&lt;/b&gt; &amp; co.")


@pytest.mark.parametrize(
    ("name", "value"),
    [("gold", 2**31), ("gold", "^three"), ("gold", True), ("brave", 1), ("Bag", 3), ("name", 4)],
)
def test_variables_that_would_change_their_kind_are_refused(
    engine: InkEngine, name: str, value: object
) -> None:
    with pytest.raises(InvalidVariableError):
        start(engine, variables={name: value})


def test_variables_travel_to_another_chapter(engine: InkEngine) -> None:
    told = take(engine, TRAPS, start(engine), "Take the stone")
    second = purse().chapter("second")
    carried = engine.carry_over(told.saved)
    begun = engine.start(second, seed=1, variables=carried)
    assert text(begun) == "You still have 7 and stone, rope."


def test_dice_repeat_with_the_seed(engine: InkEngine) -> None:
    def throw(seed: int) -> str:
        begun = engine.start(TRAPS, seed=seed, externals=ONE)
        return text(take(engine, TRAPS, begun, "Dice"))

    assert throw(5) == throw(5) != throw(6)


def test_a_choice_that_is_not_offered(engine: InkEngine) -> None:
    told = start(engine)
    for index in (-1, 6, 99):
        with pytest.raises(ChoiceNotOpenError):
            engine.choose(TRAPS, told.saved, index, offered=choices(told))


def test_a_changed_save_is_rejected(engine: InkEngine) -> None:
    saved = start(engine).saved
    with pytest.raises(SaveRejectedError):
        engine.restore(TRAPS, SavedState(saved.json.replace("rope", "lamp"), saved.checksum))


def test_a_save_that_offers_something_else_is_rejected(engine: InkEngine) -> None:
    told = start(engine)
    with pytest.raises(SaveRejectedError):
        engine.choose(TRAPS, told.saved, 0, offered=["Fallback trap", "Kiss"])


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"flows":{},"variablesState":{}}',
        '{"flows":{"DEFAULT_FLOW":{}},"variablesState":{},"inkSaveVersion":10}',
        '{"flows":{"DEFAULT_FLOW":{},"B":{}},"variablesState":{},"inkSaveVersion":10}',
    ],
)
def test_damaged_saves_are_rejected_and_harm_nobody_else(engine: InkEngine, damaged: str) -> None:
    told = start(engine)
    with pytest.raises(SaveRejectedError):
        engine.choose(TRAPS, SavedState.of(damaged), 0, offered=choices(told))
    assert text(take(engine, TRAPS, told, "Take the stone")).startswith("Taken.")


def test_players_do_not_leak_into_each_other(engine: InkEngine) -> None:
    one = start(engine, player_text={"name": "Ada"})
    rich = take(engine, TRAPS, start(engine), "Take the stone")
    assert "7" in text(rich)
    again = take(engine, TRAPS, one, "Ask outside")
    assert "Welcome, Ada. You have 3 and rope." in text(again)


def test_an_engine_stays_on_its_thread(engine: InkEngine) -> None:
    start(engine)
    caught: list[BaseException] = []

    def elsewhere() -> None:
        try:
            start(engine)
        except RuntimeError as error:
            caught.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(caught) == 1


def test_saves_of_one_interpreter_load_in_the_other() -> None:
    bink, python = BinkEngine(), InkPythonEngine()
    told = take(bink, TRAPS, start(python), "Take the stone")
    there = take(python, TRAPS, told, "Fallback trap")
    back = take(bink, TRAPS, there, "Two")
    assert text(back).startswith("Second.")
    assert back.scene.variables["gold"] == 7


def test_the_save_is_the_official_format() -> None:
    document = json.loads(start(BinkEngine()).saved.json)
    assert document["inkSaveVersion"] == 10
