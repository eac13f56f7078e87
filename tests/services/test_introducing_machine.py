"""Does any sequence of moves, by anybody, show a name early, end in two ways, or tell of a no?

A state machine against the real service on a real engine; what may happen and what may be seen is
read from the table of the formats (introduction_table), not from the code.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pydantic import TypeAdapter

from graphsvc.access.audit import Audit
from graphsvc.access.handles import Handles
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.errors import (
    ActNotFound,
    BadRequest,
    Forbidden,
    GraphServiceError,
    LimitReached,
    MoveRefused,
    PersonNotFound,
)
from graphsvc.records.open import Records
from graphsvc.services.introducing import IntroducingService
from graphsvc.services.introducing_proposals import Limits
from graphsvc.services.introduction_ranking import Ranker
from graphsvc.services.introductions import IntroductionService
from tests.services.conftest import OneView
from tests.services.introduction_table import AGREED, ASKS, ENDS, QUARTER, READ_BY, Written
from tests.worlds import person, world

# Ada and Kim are mentees of Mia, Ada one of Bea too; Max is their manager. Con and Rex know the
# mentees and lead to Ivy, Jo and Uma; Rex wants to agree before he is named. Jo sits with Ada.
MENTEES, WORTH_MEETING, WAYS = ("ada", "kim"), ("ivy", "jo", "uma"), ("con", "rex", "mia")
NOBODY_ASKS_FOR = ("max", "nia")  # the mentees' own line, and who does not want to be suggested
EVERYBODY = ("ada", "bea", "con", "ivy", "jo", "kim", "max", "mia", "nia", "oz", "rex", "uma")
KNOWN = {
    "ada": {"con", "rex", "jo"},
    "kim": {"con", "rex"},
    "con": {"ada", "kim", "ivy", "jo", "uma", "nia"},
    "rex": {"ada", "kim", "ivy", "jo", "uma", "max"},
    "ivy": {"con", "rex"},
    "jo": {"con", "rex", "ada"},
    "uma": {"con", "rex"},
}
ACTS_FOR = {"mia": {"ada", "kim"}, "bea": {"ada"}, "subject:lea": {"ada", "kim"}}
VIEWERS = {one: Viewer(one, one) for one in EVERYBODY}
VIEWERS["subject:lea"] = Viewer("lea", None, frozenset({Grant("lead")}))
ANALYST = Viewer("ann", None, frozenset({Grant("analyst")}))
OPERATOR = Viewer("op", None, frozenset({Grant("operator")}))
MOVES = ("agree", "decline", "withdraw", "hand_over", "met")
CONNECTOR_MOST, INTRODUCEE_MOST = 3, 2
NAMES = {one: f"{one.title()} Zz{one}" for one in EVERYBODY}
JSON = {}


def ties():
    pairs = {tuple(sorted((one, other))) for one, others in KNOWN.items() for other in others}
    pairs -= {("ada", "jo")}  # of one unit, without a tie
    return [(a, b) for one, other in sorted(pairs) for a, b in ((one, other), (other, one))]


def organisation():
    units = {one: f"u{at}" for at, one in enumerate(EVERYBODY)}
    units["jo"] = units["ada"]
    return world(
        people=[
            person(
                one,
                name=NAMES[one],
                unit=units[one],
                manager="max" if one in MENTEES else None,
            )
            for one in EVERYBODY
        ],
        ties=ties(),
        units=dict.fromkeys(units.values(), "platform") | {"platform": None},
        mentorings=[
            (mentor, mentee, date(2026, 1, 1), None)
            for mentor, mentee in (("mia", "ada"), ("mia", "kim"), ("bea", "ada"))
        ],
    )


def as_json(answer):
    """As the API writes it."""
    kind = type(answer)
    return JSON.setdefault(kind, TypeAdapter(kind)).dump_json(answer).decode()


def told_of(text):
    """Everybody whose id, name or part of a name is in *text*."""
    return {
        one
        for one in EVERYBODY
        if any(called in text for called in (f'"{one}"', one.title(), f"Zz{one}"))
    }


class Introductions(RuleBasedStateMachine):
    """One organisation, a clock that only the rules move, and introductions under way."""

    def __init__(self, engine, records):
        super().__init__()
        engine.run("MATCH (n) WHERE n:Introduction OR n:Person DETACH DELETE n")
        engine.run("UNWIND $ids AS id CREATE (:Person {id: id})", ids=list(EVERYBODY))
        self.engine, self.now = engine, datetime(2026, 11, 23, 12, tzinfo=UTC)
        audit = Audit(records.audit, lambda: self.now, lambda one: f"~{one}")
        policy = Policy(audit.clock, audit)
        view, number = OneView(organisation()), count(1)
        refused, keyed = frozenset({"nia"}), Handles(b"h" * 32).of
        ranker = Ranker(answers=lambda: (frozenset(), refused))
        self.suggesting = IntroductionService(view, policy, audit, ranker, keyed)
        self.service = IntroducingService(
            snapshots=view,
            policy=policy,
            audit=audit,
            store=engine.store,
            fresh_id=lambda: f"i-{next(number)}",
            kept_out=ranker.today,
            limits=Limits(connector=CONNECTOR_MOST, introducee=INTRODUCEE_MOST, days=21),
            resolve=self.suggesting.resolve,
            reserved=lambda: frozenset({"rex"}),
        )
        self.written: dict[str, Written] = {}
        self.touched: Written | None = None
        self.ends_compared = set()

    @property
    def today(self):
        return self.now.date()

    @initialize(mentee=st.sampled_from(MENTEES), introducee=st.sampled_from(WORTH_MEETING))
    def begin(self, mentee, introducee):
        self.propose("mia", mentee, introducee, "rex")

    # What people do

    @rule(
        data=st.data(), mentee=st.sampled_from(MENTEES), introducee=st.sampled_from(WORTH_MEETING)
    )
    def propose_rightly(self, data, mentee, introducee):
        who = data.draw(st.sampled_from(self.proposers(mentee)))
        ways = [one for one in WAYS if one in KNOWN[mentee] or one == who]
        self.propose(who, mentee, introducee, data.draw(st.sampled_from(ways)))

    @rule(
        who=st.sampled_from(sorted(VIEWERS)),
        mentee=st.sampled_from(MENTEES),
        introducee=st.sampled_from((*WORTH_MEETING, *NOBODY_ASKS_FOR)),
        connector=st.sampled_from(WAYS),
    )
    def propose_anyhow(self, who, mentee, introducee, connector):
        self.propose(who, mentee, introducee, connector)

    def propose(self, who, mentee, introducee, connector):
        meant = introducee
        if who == mentee and introducee not in KNOWN[who]:
            meant = self.suggesting.handle(mentee, introducee)  # she may not know who it is
        before = self.graph()
        try:
            told = self.service.propose(VIEWERS[who], mentee, introducee=meant, connector=connector)
        except GraphServiceError as error:
            self.refused(error, who, mentee, introducee, connector)
            assert self.graph() == before
            return
        assert self.may_propose(who, mentee, introducee, connector)
        if told.id in self.written:
            assert self.same(self.written[told.id], who, mentee, introducee, connector)
            assert self.graph() == before
            return
        assert self.room(mentee, introducee, connector)
        roles = {"proposer": "" if ":" in who else who, "mentee": mentee}
        moves = [("proposed", who, self.today)]
        moves += [("mentee_agreed", who, self.today)] if who == mentee else []
        made = Written(
            told.id, roles | {"connector": connector, "introducee": introducee}, who, moves
        )
        self.written[told.id] = self.touched = made

    @precondition(lambda self: self.written)
    @rule(
        data=st.data(),
        move=st.sampled_from((*MOVES, "agree", "agree", "decline")),
        right=st.booleans(),
        outcome=st.sampled_from(("", "", "a good talk")),
    )
    def move(self, data, move, right, outcome):
        """Anybody tries any move; in half of the tries somebody whose part it is."""
        act = self.written[data.draw(st.sampled_from(sorted(self.written)))]
        parties = [act.by, *(one for one in act.roles.values() if one)]
        who = data.draw(st.sampled_from(sorted(set(parties)) if right else sorted(VIEWERS)))
        outcome = outcome if move == "met" else ""
        self.moved(act, who, move, outcome)

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data(), moves=st.integers(1, 3), end=st.booleans())
    def go_on(self, data, moves, end):
        """The next moves of the straight way, and perhaps one that ends it."""
        act = self.written[data.draw(st.sampled_from(self.open_ones()))]
        for _ in range(moves):
            if act.state not in ASKS:
                self.moved(act, act.roles["mentee"], "met", "")
                return
            self.moved(act, act.roles[ASKS[act.state]], "agree", "")
        if end and act.state in ASKS:
            self.moved(act, act.roles[ASKS[act.state]], "decline", "")

    def open_ones(self):
        return sorted(id for id, one in self.written.items() if one.is_open)

    def moved(self, act, who, move, outcome):
        before = self.graph()
        leads_to, again = act.leads_to(who, move), act.made(who, move)
        again = again and (not outcome or outcome == act.outcome)
        self.touched = act
        error = self.refusal(who, act.id, move, outcome)
        if error is not None:
            assert self.graph() == before
            assert told_of(str(error)) == set()
            limit = isinstance(error, LimitReached)
            assert not limit or (move == "agree" and leads_to in ASKS)
            assert limit or (not again and leads_to is None)
            assert limit or isinstance(error, MoveRefused if act.knows_of(who) else ActNotFound)
            return
        if again:
            assert self.graph() == before
            return
        assert act.knows_of(who)
        assert leads_to is not None
        act.moves.append((leads_to, who, self.today))
        act.outcome = outcome
        assert self.stored(act.id) == [one for one, _, _ in act.moves]

    def refusal(self, who, id, move, outcome):
        try:
            self.service.move(VIEWERS[who], id, move, outcome=outcome)
        except GraphServiceError as error:
            return error
        return None

    @rule(days=st.sampled_from((1, 20, 21, 22, 43, 92)))
    def wait(self, days):
        self.now += timedelta(days=days)

    @rule()
    def clock_ends_what_nobody_moves(self):
        due = [
            one for one in self.written.values() if one.is_open and one.silent_on() <= self.today
        ]
        assert self.service.expire(OPERATOR).count == len(due)
        for one in due:
            one.moves.append(("expired", "", self.today))
            self.touched = one

    # What always holds

    @invariant()
    def the_graph_holds_one_history_and_one_outcome(self):
        rows = self.engine.run("MATCH (i:Introduction) RETURN properties(i) AS p")
        assert len(rows) == len(self.written)
        for properties in (one["p"] for one in rows):
            act = self.written[properties["id"]]
            states = [state for state, _, _ in act.moves]
            assert properties["states"] == states
            assert properties["states_on"] == [on.isoformat() for _, _, on in act.moves]
            assert len(set(states)) == len(states)
            assert not {*states[:-1]} & {*ENDS, "met"}
            assert properties.get("outcome", "") == act.outcome

    @invariant()
    def there_is_a_tie_only_of_two_who_met(self):
        rows = self.engine.run(
            "MATCH (a:Person)-[t:KNOWS]->(b:Person) RETURN a.id AS a, b.id AS b, t.feed AS feed"
        )
        met = [one for one in self.written.values() if one.state == "met"]
        assert all("introducee_agreed" in one.reached for one in met)
        pairs = {(one.roles["mentee"], one.roles["introducee"]) for one in met}
        assert {(one["a"], one["b"]) for one in rows} == pairs | {(b, a) for a, b in pairs}

    @invariant()
    def nobody_is_asked_more_often_than_the_limit(self):
        for role, most in (("connector", CONNECTOR_MOST), ("introducee", INTRODUCEE_MOST)):
            for who in EVERYBODY:
                asked = [one.asked(role) for one in self.written.values() if one.roles[role] == who]
                assert sum(on is not None and self.today - on <= QUARTER for on in asked) <= most

    @invariant()
    def each_sees_what_came_to_her_and_no_name_before_its_time(self):
        for who, viewer in self.onlookers().items():
            found = self.service.mine(viewer, limit=200)
            hers = {one.id for one in self.written.values() if one.knows_of(who)}
            assert {one.id for one in found.items} == hers
            for told in found.items:
                act = self.written[told.id]
                self.no_name_too_early(as_json(told), act, who)
                self.names_after_the_yeses(told, act, who)
                if act.state in ENDS and act.moves[-1][1] != who:
                    assert (told.status, told.timeline) == ("did_not_work_out", ())
                    assert (told.moves_open, told.may_draft) == ((), False)

    @invariant()
    def one_introduction_and_its_texts_tell_no_more(self):
        if self.touched is None:
            return
        for who, viewer in self.onlookers().items():
            act = self.touched
            if not act.knows_of(who):
                with pytest.raises(ActNotFound):
                    self.service.get(viewer, act.id)
                with pytest.raises(ActNotFound):
                    self.service.draft(viewer, act.id)
                continue
            told = self.service.get(viewer, act.id)
            self.no_name_too_early(as_json(told), act, who)
            if told.may_draft:
                language = "de" if len(act.moves) % 2 else "en"
                draft = self.service.draft(viewer, act.id, language=language)
                self.no_name_too_early(draft.text, act, who)
                for role in READ_BY[draft.step]:
                    self.no_name_too_early(draft.text, self.once_asked(act, role), act.roles[role])
        for viewer in (ANALYST, OPERATOR):
            with pytest.raises(Forbidden):
                self.service.get(viewer, self.touched.id)

    @invariant()
    def asking_about_asking_names_nobody_too_early(self):
        if self.touched is None:
            return
        for who in self.proposers(self.touched.roles["mentee"]):
            asked = self.before_asking(who, self.touched)
            self.no_name_too_early(asked, self.about_to(who, self.touched), who)

    @invariant()
    def a_no_reads_like_every_other_end(self):
        """Behind the service's back the end is made another one: nobody else sees a difference."""
        act = self.touched
        if act is None or act.state not in ENDS or act.id in self.ends_compared:
            return
        self.ends_compared.add(act.id)
        kept, seen = self.stored_moves(act.id), {}
        for end, by, cut in self.other_ends(act):
            states, days, movers = (list(one) for one in kept)
            states[-1], movers[-1] = end, by
            for column in (states, days, movers):
                del column[cut:-1]
            self.store_moves(act.id, states, days, movers)
            for who in self.onlookers():
                if who in (by, kept[2][-1]):
                    continue
                if cut < len(kept[0]) - 1 and act.roles_of(who) & {"connector", "introducee"}:
                    continue
                told = [self.seen_by(who, act)]
                seen.setdefault(who, told)
                assert seen[who] == told, f"{who} can tell {end} by {by or 'the clock'}"
        self.store_moves(act.id, *kept)

    # What the invariants ask

    def onlookers(self):
        """The parties of what was touched last, the others who act for the mentee, a stranger."""
        if self.touched is None:
            return VIEWERS
        act = self.touched
        who = {act.by, *act.roles.values(), *self.proposers(act.roles["mentee"]), "oz"} - {""}
        return {one: VIEWERS[one] for one in sorted(who)}

    def graph(self):
        acts = self.engine.run("MATCH (i:Introduction) RETURN properties(i) AS p ORDER BY i.id")
        return acts, self.engine.run(
            "MATCH (:Person)-[t:KNOWS]->(:Person) RETURN properties(t) AS t"
        )

    def no_name_too_early(self, text, act, who):
        acts_for_her = act.roles["mentee"] in ACTS_FOR.get(who, ())
        known = set(EVERYBODY) if acts_for_her else self.knows(who)
        if act.roles["connector"] == "rex":
            known -= {"rex"}  # a private tie: only what the yeses say
        allowed = known | {act.roles[role] for role in act.names_to(who)} | {who}
        assert told_of(text) <= allowed, f"{who} reads {told_of(text) - allowed} in {text}"

    def names_after_the_yeses(self, told, act, who):
        if "mentee" in act.roles_of(who) and act.reached & {*AGREED, "met"}:
            assert told.introducee.id == act.roles["introducee"]
        if act.roles_of(who) & {"connector", "introducee"}:
            assert told.mentee.id == act.roles["mentee"]

    def knows(self, who):
        return (
            KNOWN.get(who, set()) | {one for one, others in KNOWN.items() if who in others} | {who}
        )

    def once_asked(self, act, role):
        """The introduction as it stands when who has *role* reads a text about it."""
        asks = next(state for state, asked in ASKS.items() if asked == role)
        reached = [one for one, _, _ in act.moves]
        made = [] if asks in reached else [(asks, "", self.today)]
        return Written(act.id, act.roles, act.by, [*act.moves, *made])

    def about_to(self, who, act):
        roles = act.roles | {"proposer": "" if ":" in who else who}
        moves = [("proposed", who, self.today)]
        moves += [("mentee_agreed", who, self.today)] if who == act.roles["mentee"] else []
        return Written("", roles, who, moves)

    def proposers(self, mentee):
        return [mentee, *(one for one, others in ACTS_FOR.items() if mentee in others)]

    def before_asking(self, who, act):
        mentee, introducee = act.roles["mentee"], act.roles["introducee"]
        if who == mentee and introducee not in KNOWN[who]:
            introducee = self.suggesting.handle(mentee, introducee)
        found = self.service.before_asking(
            VIEWERS[who], mentee, introducee=introducee, connector=act.roles["connector"]
        )
        return as_json(found)

    def seen_by(self, who, act):
        """Everything about it that *who* can get at."""
        found = [as_json(self.service.mine(VIEWERS[who], limit=200))]
        try:
            found.append(as_json(self.service.move(VIEWERS[who], act.id, "withdraw")))
        except GraphServiceError as error:
            found.append(repr(error))
        if who in self.proposers(act.roles["mentee"]):
            found.append(self.before_asking(who, act))
            found.append(as_json(self.service.about(VIEWERS[who], act.roles["mentee"], limit=200)))
        # Asking for others shows the same load.
        for other in set(MENTEES) - {act.roles["mentee"]}:
            if who in self.proposers(other):
                roles = act.roles | {"mentee": other}
                found.append(self.before_asking(who, Written("", roles, who, [])))
        return found

    def other_ends(self, act):
        """The ends it could have come to on this day, each by whom, and where the ones hidden
        from the two who began it are cut off."""
        before = [state for state, _, _ in act.moves[:-1]]
        whole = len(before)
        yield act.state, act.moves[-1][1], whole
        yield "expired", "", whole
        yield "withdrawn", act.roles["mentee"], whole
        yield "withdrawn", act.by, whole
        if before[-1] in ASKS:
            yield "declined", act.roles[ASKS[before[-1]]], whole
        if before[-1] == "connector_agreed":
            yield "declined", act.roles["connector"], whole - 1
            yield "expired", "", whole - 1

    def may_propose(self, who, mentee, introducee, connector):
        allowed = who == mentee or mentee in ACTS_FOR.get(who, ())
        worth = introducee in WORTH_MEETING
        return allowed and worth and (connector in KNOWN[mentee] or connector == who)

    def same(self, act, who, mentee, introducee, connector):
        roles = {"mentee": mentee, "introducee": introducee, "connector": connector}
        return act.is_open and act.by == who and roles.items() <= act.roles.items()

    def room(self, mentee, introducee, connector):
        """No other one of the two, open or ended not long ago, stands against it."""
        return not any(
            one.is_open
            for one in self.written.values()
            if (one.roles["mentee"], one.roles["introducee"]) == (mentee, introducee)
        )

    def refused(self, error, who, mentee, introducee, connector):
        assert told_of(str(error)) <= {mentee, introducee, connector}
        if who != mentee and mentee not in ACTS_FOR.get(who, ()):
            assert isinstance(error, PersonNotFound | Forbidden)
            return
        if not self.may_propose(who, mentee, introducee, connector):
            assert isinstance(error, PersonNotFound | MoveRefused | BadRequest)
            return
        # It may be refused only because of another one of one of them.
        assert isinstance(error, MoveRefused | LimitReached)
        roles = {"introducee": introducee, "connector": connector}
        assert any(
            one.roles[role] == roles[role] for one in self.written.values() for role in roles
        )

    def stored(self, id):
        return self.stored_moves(id)[0]

    def stored_moves(self, id):
        found = self.engine.run(
            "MATCH (i:Introduction {id: $id}) "
            "RETURN i.states AS s, i.states_on AS d, i.states_by AS b",
            id=id,
        )[0]
        return found["s"], found["d"], found["b"]

    def store_moves(self, id, states, days, movers):
        self.engine.run(
            "MATCH (i:Introduction {id: $id}) "
            "SET i.states = $s, i.states_on = $d, i.states_by = $b",
            id=id,
            s=states,
            d=days,
            b=movers,
        )


@pytest.mark.engine
@pytest.mark.slow
def test_no_sequence_of_moves_shows_a_name_early_or_ends_in_two_ways_or_tells_a_no(
    empty_embedded, tmp_path
):
    records = Records(tmp_path / "records.sqlite", key=b"k" * 32)
    try:
        run_state_machine_as_test(
            lambda: Introductions(empty_embedded, records),
            settings=settings(
                max_examples=8,
                stateful_step_count=14,
                deadline=None,
                derandomize=True,
                # A failing sequence is printed as it was found: to shorten one takes minutes.
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        records.close()
