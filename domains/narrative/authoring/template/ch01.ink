# chapter: ch1
# title: The First Door
# lang: en
INCLUDE common.ink
-> door

=== door ===
A door, a bell, and nobody on the street but you.
LUCIEN: “Good evening, visitor. One rings before one knocks.” # mood: amused
* [Ring the bell # id: door_ring # icon: door]
    ~ trust_lucien += 1
    Far inside, something decides to be awake.
* [Look under the mat # id: door_mat # icon: key]
    ~ Clues += key
    A small key, warm, as if somebody had just let go of it. # points: 10
- -> answer

=== answer ===
DIANA: “You came,” says the door, or somebody behind it. “I had stopped counting. I counted again.” # mood: warm
* {Clues ? key} [Try the key # id: answer_key # icon: key]
    -> inside
* [“Who are you?” # id: answer_who # icon: question]
    ~ trust_diana += 1
    DIANA: “Somebody who was about to open.” # mood: playful
    -> inside
* [Go home # id: answer_home]
    You go home. All the way there you hear the bell. # ending: outside
    -> END

=== inside ===
The door was never locked. It only wanted to be asked. # ending: inside
-> END
