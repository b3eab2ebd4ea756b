"""What the compiler says is told in the writer's language: each fault is made and compiled."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from bot.i18n import Translators
from bot.ui.findings import words
from domains.narrative.authoring.compile import CompilationError, compile_text
from domains.narrative.authoring.ink_words import _RULES, QUOTED, recognise

CLOSED = "-> END\n"
FAULTS = {
    "ink_loose_end": "-> a\n=== a ===\nHello.\n",
    "ink_loose_stitch": "-> a\n=== a ===\nHello.\n= b\nx -> END\n",
    "ink_unknown_knot": "-> nowhere\n",
    "ink_unknown_function": "~ f()\n-> END\n",
    "ink_unknown_variable": "{courage: x}\n-> END\n",
    "ink_unknown_item": "LIST L = a, b\nVAR x = (c)\n-> END\n",
    "ink_two_lists": "LIST L = a, b\nLIST M = a, c\n~ L = a\n-> END\n",
    "ink_twice": "-> a\n=== a ===\nx -> END\n=== a ===\ny -> END\n",
    "ink_reserved": "VAR RANDOM = 1\n-> END\n",
    "ink_not_function": "~ f()\n-> END\n=== f ===\nx -> END\n",
    "ink_is_function": "-> f\n=== function f() ===\n~ return 1\n",
    "ink_call": "=== function f ===\n~ return 1\n=== a\n{f}\n-> END\n",
    "ink_arguments": "-> a\n=== a(x) ===\n{x} -> END\n",
    "ink_no_arguments": "-> a(1)\n=== a ===\nx -> END\n",
    "ink_reference": "-> END\n=== function f(ref x)\n~ x = 1\n=== a\n~ f(1)\n-> END\n",
    "ink_house_function": "{RANDOM(1)}\n-> END\n",
    "ink_return": "-> a\n=== a ===\n~ return 1\n",
    "ink_bare_return": "=== function f\nreturn 1\n=== a\n{f()}\n-> END\n",
    "ink_in_function": "~ f()\n-> END\n=== function f ===\n-> END\n",
    "ink_no_file": "INCLUDE gone.ink\n-> END\n",
    "ink_includes_itself": "INCLUDE main.ink\n-> END\n",
    "ink_empty_divert": "Hello ->\n",
    "ink_empty_choice": "* []\n-> END\n",
    "ink_alternatives": "VAR a = 1\n{a: x|y|z}\n-> END\n",
    "ink_else": "VAR a = 1\n{\n- a: x\nelse: y\n}\n-> END\n",
    "ink_dashes": "VAR a = 1\n{a:\n- - x\n}\n-> END\n",
    "ink_negation": "LIST L = a\n{not L ? a: x}\n-> END\n",
    "ink_tilde": "VAR a = 1\n~ a + 1\n-> END\n",
    "ink_after_tilde": "~\n-> END\n",
    "ink_initial": "VAR a = 1\nVAR b = a + 1\n-> END\n",
    "ink_list_keyword": "VAR a = x, y\n-> END\n",
    "ink_string_tag": 'VAR a = "x # y"\n-> END\n',
    "ink_string_logic": 'VAR a = "x {1}"\n-> END\n',
    "ink_no_knot_name": "-> a\n=== ===\nx -> END\n",
    "ink_bad_name": "-> a\n=== a b ===\nx -> END\n",
    "ink_bare_knot": "-> a\n=== a ===\n=== b ===\nx -> END\n",
    "ink_unclosed": "* [Go\n  x -> END\n",
    "ink_braces": "{}\n-> END\n",
    "ink_no_value": "VAR a\n-> END\n",
    "ink_no_items": "LIST L =\n-> END\n",
    "ink_no_name": "~ temp\n-> END\n",
    "ink_no_target": "<- \n-> END\n",
    "ink_right_side": "VAR a = 1\n* {a > } [x]\n-> END\n",
}
RARE = {"ink_constant", "ink_empty_branch", "ink_increment", "ink_inline_tilde", "ink_number"} | {
    "ink_line_goes_on"
}
"""Known from the compiler's source; no story of ours brings it to say them."""


@pytest.mark.usefixtures("compiler")
@pytest.mark.parametrize(("detail", "text"), FAULTS.items(), ids=FAULTS)
def test_a_fault_has_words_of_its_own_in_both_languages(detail: str, text: str) -> None:
    with pytest.raises(CompilationError) as failure:
        compile_text({"main.ink": text}, "main.ink")
    finding = failure.value.findings[0]
    assert (finding.code, finding.detail) == ("compiler", detail)
    assert re.fullmatch(r"main\.ink:\d", finding.where)
    told = {language: words(finding, Translators().of(language)) for language in ("en", "es")}
    assert told["en"] != told["es"]
    assert not re.search(r"Expected|[Dd]ivert|found", told["es"])


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("}", "VAR a = 1\n{a: x\n-> END\n"),
        ("}", "VAR a = 1\n* {a [x]\n-> END\n"),
        ("]", "* [Go\n-> END\n"),
        (")", "VAR a = 1\n{(a + 1: x}\n-> END\n"),
        (")", "* (x [y]\n-> END\n"),
        ('"', 'VAR a = "x\n-> END\n'),
    ],
)
@pytest.mark.usefixtures("compiler")
def test_the_sign_that_is_missing_is_named(sign: str, text: str) -> None:
    with pytest.raises(CompilationError) as failure:
        compile_text({"main.ink": text}, "main.ink")
    assert f"«{sign}»" in words(failure.value.findings[0], Translators().of("es"))


@pytest.mark.usefixtures("compiler")
def test_a_fault_that_the_compiler_tells_four_times_is_told_once() -> None:
    with pytest.raises(CompilationError) as failure:
        compile_text({"main.ink": FAULTS["ink_right_side"]}, "main.ink")
    assert len(failure.value.findings) == 1


def test_what_is_rare_is_quoted_as_it_was_said() -> None:
    said = "Tunnel onwards '->->' must only come at the begining or the start of a divert"
    detail, blanks = recognise(said)
    assert detail == QUOTED
    assert (
        Translators().of("es")("finding.ink_quoted", **blanks) == f"El compilador dice: «{said}»"
    )


def test_every_row_is_tried_here_and_worded_with_what_it_knows() -> None:
    assert {detail for detail, _ in _RULES} == set(FAULTS) | RARE
    for language in ("en", "es"):
        texts = Translators().of(language)._texts
        for detail, rule in _RULES:
            text = texts[f"finding.{detail}"]
            assert isinstance(text, str)
            asked = {name for _, name, _, _ in Formatter().parse(text) if name}
            assert asked <= set(rule.groupindex), (language, detail)
