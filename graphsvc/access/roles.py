"""Who may do what, about whom? One table; the policy reads it and the tests print it."""

from typing import NamedTuple

# What only an account on this machine (or of a demonstration) holds: no token can carry it, so a
# token never makes tokens.
MAKE_TOKENS = "tokens:make"

NOBODY = "nobody"  # the action is about no person
SELF = "self"
MENTEES = "mentees"  # people with a MENTORS tie from the viewer that has not ended
PAIR = "pair"  # those, and the people with such a tie to the viewer
UNIT = "unit"  # people of the granted unit and the units below it
EVERYBODY = "everybody"


class Rule(NamedTuple):
    """About whom a role may do something; ``lists``: also without naming one person.

    ``scope``: what the viewer must hold besides the role, '' for nothing.
    """

    about: str
    lists: bool = True
    scope: str = ""


# A role that is not listed may not. Person and mentor are not granted: whoever is one of the
# people is a person, and a mentor while a MENTORS tie says so.
ACTIONS: dict[str, dict[str, Rule]] = {
    "see introductions": {
        "person": Rule(SELF, lists=False),
        "mentor": Rule(MENTEES, lists=False),
        "lead": Rule(UNIT),
    },
    "trace path": {
        "person": Rule(SELF, lists=False),
        "mentor": Rule(MENTEES, lists=False),
        "lead": Rule(UNIT, lists=False),
    },
    "introduce": {
        "person": Rule(SELF, lists=False),
        "mentor": Rule(MENTEES, lists=False),
        "lead": Rule(UNIT, lists=False),
    },
    # In which introductions, the introduction itself says.
    "answer introductions": {"person": Rule(SELF), "lead": Rule(NOBODY)},
    "expire introductions": {"operator": Rule(NOBODY)},
    # A lead sees that there is a goal; its words are for who may set it, and who it is shared with.
    "see goals": {
        "person": Rule(SELF, lists=False),
        "mentor": Rule(MENTEES, lists=False),
        "lead": Rule(UNIT, lists=False),
    },
    "set goals": {
        "person": Rule(SELF, lists=False),
        "mentor": Rule(MENTEES, lists=False),
    },
    # Whoever reads the words of a goal sees where it leads.
    "see doors": {
        "person": Rule(SELF, lists=False),
        "mentor": Rule(MENTEES, lists=False),
    },
    # About anybody: whoever is named has to confirm it, or a lead of whoever it was done for.
    "endorse": {"person": Rule(EVERYBODY, lists=False)},
    "see endorsements": {"person": Rule(SELF)},
    "confirm endorsements": {
        "person": Rule(SELF, lists=False),
        "lead": Rule(UNIT, lists=False),
    },
    "see ladder": {
        "person": Rule(SELF, lists=False),
        "mentor": Rule(MENTEES, lists=False),
        "lead": Rule(UNIT, lists=False),
    },
    "see steps": {"person": Rule(PAIR, lists=False)},
    "check feedback": {"person": Rule(NOBODY)},
    "give feedback": {"person": Rule(EVERYBODY, lists=False)},
    "see feedback": {"person": Rule(SELF)},
    # Seen by the two people of each promise alone; with whom one has any is open to everybody.
    "keep promises": {"person": Rule(EVERYBODY)},
    "forget promises": {"operator": Rule(NOBODY)},
    "see isolation": {
        "person": Rule(SELF, lists=False),
        "mentor": Rule(MENTEES),
        "lead": Rule(UNIT),
    },
    "see gaps": {"lead": Rule(NOBODY), "analyst": Rule(NOBODY)},
    "plan bridges": {"lead": Rule(UNIT)},
    "query graph": {"analyst": Rule(NOBODY, scope="cypher:adhoc")},
    "see people": {
        "person": Rule(EVERYBODY),
        "mentor": Rule(EVERYBODY),
        "lead": Rule(EVERYBODY),
        "analyst": Rule(EVERYBODY, scope="people:identify"),
    },
    # Each for herself alone, and nobody on her behalf.
    "give consent": {"person": Rule(SELF)},
    "see record": {"person": Rule(SELF)},
    "import": {"operator": Rule(NOBODY)},
    "publish snapshot": {"operator": Rule(NOBODY)},
    "see health": {"operator": Rule(NOBODY)},
    "see audit": {"operator": Rule(NOBODY)},
    "make tokens": {"operator": Rule(NOBODY, scope=MAKE_TOKENS)},
}
