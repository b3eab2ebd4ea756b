EXTERNAL is_vip()
EXTERNAL level()
EXTERNAL hour()
EXTERNAL has_item(x)
EXTERNAL has_clue(x)
VAR trust = 0
LIST Bag = key
