"""What the Ink compiler says, recognised, so that it can be worded in the writer's language.

Collected from the source of the compiler that lies in the house (`inkjs/ink-full.js`): each
row is a sentence of the catalogue (`finding.…`) and the message that it stands for. Names in a
message fill the blanks of the sentence. What no row knows is quoted as it was said.
"""

from __future__ import annotations

import re

QUOTED = "ink_quoted"
"""The sentence for a message that is too rare to have words of its own."""
LONGEST_BLANK = 80

_ARGUMENTS = r"requires (?P<count>\d+) arguments"
_MISSING = (
    ("ink_unclosed", r"clos\w+ (?:\w+ )?(?P<sign>'.'|quote).*"),
    ("ink_braces", r"(?:some kind of logic|sequence elements|conditional content).*"),
    ("ink_after_tilde", r"expression after '~'"),
    ("ink_no_value", r"(?:the '=' for|initial value for|value expression|value to be).*"),
    ("ink_no_items", r"list item names"),
    ("ink_no_name", r"(?:variable|list|constant|element)? ?name (?!definition).*"),
    ("ink_no_name", r"(?:variable|list|constant) name"),
    ("ink_bad_name", r"end of line after (?:knot|stitch) name.*"),
    ("ink_bare_knot", r"at least one line within the (?:knot|stitch)"),
    ("ink_right_side", r"right side of '(?P<sign>.+)' expression"),
    ("ink_no_target", r"target for new thread"),
    ("ink_line_goes_on", r"end of line"),
)
_SAID = (
    ("ink_loose_stitch", r"Apparent loose end .* enter '(?P<name>[^']+)' next.*"),
    ("ink_loose_end", r"Apparent loose end .*"),
    ("ink_unknown_function", r"Function call target not found: '-> (?P<name>[^']+)'.*"),
    ("ink_unknown_knot", r"Divert target not found: '-> (?P<name>[^']+)'.*"),
    ("ink_unknown_knot", r"Could not find target for read count: -> (?P<name>[^\s,]+).*"),
    ("ink_unknown_variable", r"Unresolved variable: (?P<name>\S+)"),
    ("ink_unknown_variable", r"Variable could not be found to assign to: '(?P<name>[^']+)'"),
    ("ink_unknown_variable", r"variable for \w+ could not be found: '(?P<name>[^']+)'.*"),
    ("ink_unknown_item", r"Could not find list .*item (?:')?(?P<name>[^\s']+)'?"),
    ("ink_two_lists", r"Ambiguous item name '(?P<name>[^']+)' .* including (?P<lists>.+)"),
    ("ink_twice", r".* already contains flow named '(?P<name>[^']+)'.*"),
    ("ink_twice", r"found declaration variable '(?P<name>[^']+)' that was already declared.*"),
    ("ink_twice", r"A \w+ with the same label name '(?P<name>[^']+)' already exists.*"),
    ("ink_twice", r"List '.*' contains duplicate items called '(?P<name>[^']+)'"),
    ("ink_twice", r"Multiple arguments with the same name: '(?P<name>[^']+)'"),
    ("ink_twice", r"\S+ '(?P<name>[^']+)': name has already been used for .*"),
    ("ink_twice", r"Duplicate (?:EXTERNAL definition|of item).*'(?P<name>[^']+)'.*"),
    ("ink_reserved", r"'(?P<name>[^']+)' cannot be used for the name of .*"),
    ("ink_not_function", r"(?P<name>\S+) hasn't been marked as a function.*"),
    ("ink_is_function", r"(?:\w+ )*(?P<name>\S+) can't be diverted to\..*"),
    (
        "ink_is_function",
        r"(?:Divert |Function call )?(?P<name>\S+) must be called as a function.*",
    ),
    ("ink_call", r"'(?P<name>[^']+)' being used as read count rather than .*"),
    ("ink_arguments", rf"(?:Divert|Function call) to '(?P<name>[^']+)' {_ARGUMENTS}.*"),
    (
        "ink_arguments",
        r".*external function '(?P<name>[^']+)'\. Expected (?P<count>\d+) but got \d+",
    ),
    ("ink_no_arguments", r".*target \((?P<name>[^)]+)\) doesn't take parameters"),
    ("ink_reference", r".*Expected variable name to pass by reference to 'ref (?P<name>[^']+)'.*"),
    ("ink_house_function", r"(?:The )?(?P<name>[A-Z_]{5,})(?:'s|\(\))? (?:function )?should.*"),
    ("ink_house_function", r"RANDOM's .*(?P<name>)"),
    ("ink_return", r"should not have return statement outside of a knot"),
    ("ink_return", r"Return statements can only be used in knots .*"),
    ("ink_bare_return", r"Do you need a '~' before 'return'\?.*"),
    ("ink_in_function", r"Functions may not contain .*"),
    ("ink_no_file", r"Failed to load: '(?P<name>[^']+)'.*"),
    ("ink_includes_itself", r"Recursive INCLUDE detected: '(?P<name>[^']+)'.*"),
    ("ink_empty_divert", r"Empty diverts \(->\) are only valid on choices"),
    ("ink_empty_divert", r"Unexpected number of arrows in divert.*"),
    ("ink_empty_choice", r"(?:Choice is completely empty|Blank choice).*"),
    ("ink_alternatives", r"Expected one or two alternatives .*"),
    ("ink_else", r"Saw the text 'else:' .*"),
    ("ink_dashes", r"You can't use a gather .*"),
    ("ink_empty_branch", r"expected content for the conditional branch .*"),
    ("ink_negation", r"Using 'not' or '!' here negates .*"),
    ("ink_tilde", r"Logic following a '~' can't be that type of expression.*"),
    ("ink_inline_tilde", r"You shouldn't use a '~' here .*"),
    ("ink_increment", r"Can't use increment/decrement here.*"),
    ("ink_increment", r"Can't use \S+ as sub-expression"),
    ("ink_initial", r"initial value for a (?:variable|constant) must be .*"),
    ("ink_initial", r"global variable assignments cannot refer to other variables.*"),
    ("ink_constant", r"Can't re-assign to a constant .* '(?P<name>[^']+)'\?\)"),
    ("ink_list_keyword", r"Unexpected ','\. If you're trying to declare a new list.*"),
    ("ink_string_tag", r"Tags aren't allowed inside of strings.*"),
    ("ink_string_logic", r"Constant strings cannot contain any logic\."),
    ("ink_number", r"Failed to read integer value: (?P<name>\S+)\..*"),
    ("ink_no_knot_name", r"Expected the name of the (?:knot|function)"),
    ("ink_unclosed", r"Expected closing (?P<sign>'.')"),
    *((detail, rf"Expected {what} but saw (?P<saw>.*)") for detail, what in _MISSING),
)
_RULES = tuple((detail, re.compile(said)) for detail, said in _SAID)


def recognise(message: str) -> tuple[str, dict[str, str]]:
    """The sentence that says it, and what fills its blanks. `message` is one line."""
    for detail, rule in _RULES:
        match = rule.fullmatch(message)
        if match is not None:
            return detail, {name: _blank(value) for name, value in match.groupdict("").items()}
    return QUOTED, {"reason": message}


def _blank(value: str) -> str:
    text = value.strip().strip("'") or value.strip()
    text = {"quote": '"'}.get(text, text)
    return text if len(text) <= LONGEST_BLANK else f"{text[: LONGEST_BLANK - 1]}…"
