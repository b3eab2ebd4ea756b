// Every chapter of this story includes this file. What is declared here travels from chapter to
// chapter; how often a knot was visited does not.

// A number that a character keeps count with: `trust_var` in story.toml points to it.
VAR trust_diana = 0
VAR trust_lucien = 0
// Things that can be found: `item` in story.toml points to each.
LIST Clues = stamp, blot, word
// What the player did in chapter one. Chapter two asks for it.
LIST Greeting = politely, rudely
VAR paid_for_ink = false
