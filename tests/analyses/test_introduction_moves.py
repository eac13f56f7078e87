"""Does any sequence of moves, by any mix of people, tell a name too early or end in two ways?"""

from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from graphsvc.analyses.introduction_moves import (
    EXPIRE,
    MOVES,
    Moved,
    counts,
    first_moves,
    made_before,
    open_moves,
    step,
    visible,
)

# The table of the formats, read apart from the table in the code: who makes the move, and after
# which state. Whoever made the first moves is "the two who began it".
BELONGS = {
    "mentee_agreed": ({"mentee"}, {"proposed"}),
    "connector_agreed": ({"connector"}, {"mentee_agreed"}),
    "introducee_agreed": ({"introducee"}, {"connector_agreed"}),
    "handed_over": ({"connector"}, {"introducee_agreed"}),
    "met": ({"mentee", "introducee"}, {"introducee_agreed", "handed_over"}),
}
UNDER_WAY = {"proposed", *BELONGS} - {"met"}
ASKED = {"proposed": "mentee", "mentee_agreed": "connector", "connector_agreed": "introducee"}
ENDED = {"declined", "withdrawn", "expired"}
# Whoever is nobody's proposer, a mentor who connects herself, a mentee who proposes, and so on.
CASTS = [
    {"mia": {"proposer"}, "ada": {"mentee"}, "con": {"connector"}, "ivy": {"introducee"}},
    {"ada": {"proposer", "mentee"}, "con": {"connector"}, "ivy": {"introducee"}},
    {"mia": {"proposer", "connector"}, "ada": {"mentee"}, "ivy": {"introducee"}},
    {"mia": {"proposer", "introducee"}, "ada": {"mentee"}, "con": {"connector"}},
]
WHO = ("mia", "ada", "con", "ivy", "oz", "clock")


class Introduction(RuleBasedStateMachine):
    @initialize(cast=st.sampled_from(CASTS))
    def propose(self, cast):
        self.cast = {name: frozenset(roles) for name, roles in cast.items()}
        own = "mentee" in self.cast.get("ada", ()) and "proposer" in self.cast["ada"]
        roles = ("proposer", "mentee")
        self.history = [
            Moved(state, role) for state, role in zip(first_moves(own), roles, strict=False)
        ]
        self.movers = ["ada" if own else "mia"] * len(self.history)
        self.knew = {}  # who was told whose name, ever

    @rule(who=st.sampled_from(WHO), move=st.sampled_from((*MOVES, EXPIRE)))
    def try_to(self, who, move):
        roles = frozenset({"clock"}) if who == "clock" else self.cast.get(who, frozenset())
        state = self.history[-1].state
        found = step(state, roles, move)
        assert (found is not None) == self.allowed(state, roles, move)
        if found is not None and made_before(self.history, roles, move) is None:
            self.history.append(Moved(found.state, found.role))
            self.movers.append(who)

    def allowed(self, state, roles, move):
        if move == "expire":
            return "clock" in roles and state in UNDER_WAY
        if move == "withdraw":
            return bool(roles & {"proposer", "mentee"}) and state in UNDER_WAY
        if move == "decline":
            return ASKED.get(state) in roles
        states = {"hand_over": ["handed_over"], "met": ["met"]}.get(
            move, ["mentee_agreed", "connector_agreed", "introducee_agreed"]
        )
        return any(BELONGS[one][0] & roles and state in BELONGS[one][1] for one in states)

    @invariant()
    def there_is_one_outcome_and_nothing_follows_it(self):
        states = [one.state for one in self.history]
        assert not {*states[:-1]} & (ENDED | {"met"})
        assert len(set(states)) == len(states)
        if states[-1] in ENDED | {"met"}:
            assert all(not open_moves(states[-1], roles) for roles in self.cast.values())

    @invariant()
    def nobody_sees_a_name_or_the_introduction_before_the_table_says_so(self):
        states = {one.state for one in self.history}
        assert visible(self.history, frozenset()) is None
        for roles in self.cast.values():
            seen, may = visible(self.history, roles), set()
            if roles & {"proposer", "mentee"}:
                may |= {"proposer", "mentee"}
            if "mentee" in roles and "introducee_agreed" in states:
                may |= {"connector", "introducee"}
            if "connector" in roles and "mentee_agreed" in states:
                may |= {"connector", "mentee", "introducee"}
            if "introducee" in roles and "connector_agreed" in states:
                may |= {"introducee", "mentee", "connector"}
            assert (seen is None) == (not may)
            assert seen is None or seen.named == may

    @invariant()
    def an_end_is_told_to_nobody_but_who_made_it(self):
        if self.history[-1].state not in ENDED:
            return
        for name, roles in self.cast.items():
            seen = visible(self.history, roles)
            if seen is None or name == self.movers[-1]:
                continue
            assert (seen.status, seen.moves) == ("did_not_work_out", ())

    @invariant()
    def who_began_it_sees_the_same_whichever_of_the_others_has_answered(self):
        if self.history[-1].state != "connector_agreed":
            return
        for roles in self.cast.values():
            if roles <= {"proposer", "mentee"}:
                assert visible(self.history, roles) == visible(self.history[:-1], roles)


TestIntroduction = Introduction.TestCase
TestIntroduction.settings = settings(max_examples=300, stateful_step_count=15, deadline=None)


DAY = date(2026, 11, 2)
TO_THE_INTRODUCEE = ("proposed", "mentee_agreed", "connector_agreed")


@pytest.mark.parametrize("reached", [TO_THE_INTRODUCEE[:2], TO_THE_INTRODUCEE])
@pytest.mark.parametrize("end", sorted(ENDED))
def test_an_end_in_silence_counts_alike_whether_the_introducee_was_asked_or_not(reached, end):
    history = [Moved(one, "", DAY) for one in reached[:-1]]
    history += [Moved(reached[-1], "", date(2026, 11, 9)), Moved(end, "", date(2026, 11, 16))]

    counted = [counts(history, "introducee", date(2026, 11, day)) for day in (9, 16, 17)]
    assert counted == [True, True, False]


def test_who_was_never_to_be_asked_counts_no_time():
    history = [Moved("proposed", "", DAY), Moved("declined", "mentee", DAY)]

    assert not counts(history, "introducee", DAY)
    assert not counts(history, "connector", DAY)
    assert counts(history[:1], "introducee", DAY)
    assert not counts([Moved("proposed", "", None)], "introducee", DAY)


def test_that_two_met_either_has_said_for_both_and_nobody_else():
    history = [Moved("introducee_agreed", "introducee"), Moved("met", "mentee")]

    for role, at in (("mentee", 1), ("introducee", 1), ("connector", None), ("proposer", None)):
        assert made_before(history, frozenset({role}), "met") == at
    assert made_before(history[:1], frozenset({"mentee"}), "met") is None
    imported = [Moved("met", "")]  # by nobody knows whom
    assert made_before(imported, frozenset({"introducee"}), "met") == 0
