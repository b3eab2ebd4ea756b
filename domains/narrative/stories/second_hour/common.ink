// What every chapter knows. Visit counts do not travel from chapter to chapter:
// whatever a later chapter may want to remember is a variable here.

VAR trust_diana = 0
VAR trust_lucien = 0

// What the player answered Diana on the stairs.
LIST Sound = rain, train, radio, numbers
// How the player came in, and what became of the coat.
LIST Manner = by_card, by_question, by_silence
LIST Coat = worn, handed
// What came of the promise that Diana asked for.
LIST Promise = given, refused, traded, broken
// What the player has found out. Found once is found for good.
LIST Clues = letter

VAR waited_at_door = false
VAR played_the_sixth = false
VAR letter_with_diana = false
VAR asked_her_along = false
VAR said_remember = false
VAR stopped_the_clock = false
