"""What clues make together.

Clues of the story keep the story's codes; those of the house are named by the bot:
`clue.<code>.name`, `clue.<code>.text`.
"""

from __future__ import annotations

from domains.gamification.clues.model import Combination, Combinations

COMBINATIONS = Combinations(
    (
        Combination(
            code="two_halves", parts=("half_di", "half_ana"), clue="ticket_seven", besitos=40
        ),
        Combination(
            code="a_full_shelf", parts=("counterfoil", "brass_tag"), clue="full_shelf", besitos=60
        ),
        Combination(
            code="read_in_a_mirror", parts=("letter", "blotter"), clue="mirror_line", besitos=60
        ),
        Combination(
            code="the_way_back",
            parts=("ticket_seven", "mirror_line", "night_map"),
            clue="way_back",
            besitos=150,
            item="side_key",
        ),
    )
)
