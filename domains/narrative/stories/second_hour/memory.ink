// What begins after chapter 1. Every chapter from the second on includes this file after
// common.ink, which chapter 1 knows as well and which stays as it is: another variable there
// would send everybody who is in the middle of chapter 1 back to its beginning.

VAR trust_quince = 0
VAR trust_mote = 0

// What the player has found out or worked out. Found once is found for good.
LIST Finds = counterfoil, shoes, half_ana, half_di, portrait, one_name, sixth, entering

// 2: what the clerk was told, and what became of the card.
LIST Statement = said_colour, said_nothing, said_house
LIST Card = card_kept, card_given
// 3: what Ana was told, and whether she wrote down the name of the street.
LIST Told = told_truth, told_question, told_silence
VAR ana_has_street = false
// 4: what Mote took in trade, and whether she was promised a kind lie.
LIST Swap = swap_time, swap_sound, swap_secret
VAR promised_mote = false
// 5: how the clock with no hands was set.
LIST Riddle = solved, helped
VAR turned_portrait = false
// 6: does Diana know of the other one, was her lie noticed, and what was she told about October?
VAR told_diana = false
VAR caught_the_lie = false
LIST Vow = vow_bring, vow_wait, vow_ask
// The side chapter: what was to be done at four.
VAR saw_declined = false
LIST AtFour = four_bread, four_cat, four_sleep
// 7: does Lucien know who lives on the other side of the year?
VAR told_lucien = false
// 8: what was arranged outside.
VAR ana_comes = false
VAR quince_stamps = false
VAR vera_watch = false
// 9: did the two halves of the year meet?
VAR mote_meets = false
