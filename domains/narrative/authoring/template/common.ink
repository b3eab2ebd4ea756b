// What every chapter knows. Visit counts do not travel from chapter to chapter:
// whatever a later chapter may want to remember is a variable here.

VAR trust_diana = 0
VAR trust_lucien = 0
LIST Clues = key
