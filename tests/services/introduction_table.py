"""What may happen to an introduction, and whom may it name to whom? Read from the formats alone.

Nothing of the service is imported: this is the table that the service is held to.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

QUARTER, SILENCE = timedelta(days=91), timedelta(days=21)
ASKS = {"proposed": "mentee", "mentee_agreed": "connector", "connector_agreed": "introducee"}
YES = {
    "mentee": "mentee_agreed",
    "connector": "connector_agreed",
    "introducee": "introducee_agreed",
}
ENDS = ("declined", "withdrawn", "expired")
AGREED = ("introducee_agreed", "handed_over")  # both said yes, and they have not met yet
# To whom each text is written.
READ_BY = {
    "ask_mentee": ["mentee"],
    "ask_connector": ["connector"],
    "ask_introducee": ["introducee"],
    "hand_over": ["mentee", "introducee"],
    "thank": ["connector"],
}


@dataclass
class Written:
    """One introduction: who has which role ('' for nobody among the people), what happened."""

    id: str
    roles: dict[str, str]
    by: str  # under which word whoever proposed it acts
    moves: list[tuple[str, str, date]] = field(default_factory=list)
    outcome: str = ""

    @property
    def state(self) -> str:
        return self.moves[-1][0]

    @property
    def reached(self) -> set[str]:
        return {state for state, _, _ in self.moves}

    def roles_of(self, who: str) -> set[str]:
        found = {role for role, one in self.roles.items() if one == who}
        return found | ({"proposer"} if who == self.by else set())

    def knows_of(self, who: str) -> bool:
        """Proposer and mentee from the start, whoever is asked once she is."""
        roles, asked = self.roles_of(who), {ASKS[one] for one in self.reached & ASKS.keys()}
        return bool(roles & ({"proposer"} | asked | ({"mentee"} if self.moves else set())))

    def leads_to(self, who: str, move: str) -> str | None:
        """The state after *move*; None where it is not hers, or not open."""
        roles, asked = self.roles_of(who), ASKS.get(self.state)
        if move == "agree" and asked in roles:
            return YES[asked]
        if move == "decline" and asked in roles:
            return "declined"
        if move == "withdraw" and roles & {"proposer", "mentee"} and self.is_open:
            return "withdrawn"
        if move == "hand_over" and "connector" in roles and self.state == "introducee_agreed":
            return "handed_over"
        if move == "met" and roles & {"mentee", "introducee"} and self.state in AGREED:
            return "met"
        return None

    def made(self, who: str, move: str) -> bool:
        """Whether she has made this move before; that two met, each has said for both."""
        if move == "met":
            return self.state == "met" and bool(self.roles_of(who) & {"mentee", "introducee"})
        states = {
            "agree": {YES[one] for one in self.roles_of(who) & YES.keys()},
            "decline": {"declined"},
            "withdraw": {"withdrawn"},
            "hand_over": {"handed_over"},
        }[move]
        return any(state in states and by == who for state, by, _ in self.moves)

    @property
    def is_open(self) -> bool:
        return self.state not in (*ENDS, "met")

    def silent_on(self) -> date:
        """When the clock ends it: 21 days, for the two asked out of sight together twice that."""
        if self.state in ("mentee_agreed", "connector_agreed"):
            return next(on for one, _, on in self.moves if one == "mentee_agreed") + 2 * SILENCE
        return self.moves[-1][2] + SILENCE

    def names_to(self, who: str) -> set[str]:
        """The roles that the yeses so far name to her, whomever she knows besides."""
        roles, reached, named = self.roles_of(who), self.reached, set()
        if roles & {"proposer", "mentee"}:
            named |= {"proposer", "mentee"}
        if "mentee" in roles and "connector_agreed" in reached:
            named |= {"connector"}
        if "mentee" in roles and "introducee_agreed" in reached:
            named |= {"introducee"}
        if "connector" in roles and "mentee_agreed" in reached:
            named |= {"mentee", "introducee", "connector"}
        if "introducee" in roles and "connector_agreed" in reached:
            named |= {"mentee", "introducee", "connector"}
        return named

    def asked(self, role: str) -> date | None:
        """When *role* was asked."""
        return next((on for state, _, on in self.moves if ASKS.get(state) == role), None)
