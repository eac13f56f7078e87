"""What did I say yes or no to, and how do I say so, or take it back?"""

from dataclasses import dataclass
from typing import NamedTuple

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import BadRequest
from graphsvc.records.masks import Consents, Said
from graphsvc.services.answers_consents import Consent, OwnConsents
from graphsvc.services.views import Views

GIVE, SEE, TAKE_BACK = "give consent", "see consents", "take back consent"
# Consent to be suggested to others as somebody worth meeting; a no keeps a person out of rankings.
SUGGESTIONS = "suggestions"
# Consent to be named to others as who could introduce them; after a no only once she agreed.
NAMED_AS_CONNECTOR = "named_as_connector"


class Purpose(NamedTuple):
    """What is asked, and what each answer changes: for whom, in one sentence."""

    question: str
    if_yes: str
    if_no: str
    if_nothing: str


PURPOSES = {
    SUGGESTIONS: Purpose(
        "May you be suggested to others as somebody worth meeting?",
        "You come a little earlier among suggestions, and whoever reads why you are suggested "
        "reads that you said yes.",
        "Nobody is suggested to meet you or introduced to you from now on, and whoever asks why "
        "reads that you do not take part; what is under way goes on, and others are still "
        "suggested to you.",
        "You may be suggested, and whoever reads why reads that you have not said whether to be.",
    ),
    NAMED_AS_CONNECTOR: Purpose(
        "May you be named as somebody who could introduce two others?",
        "Whoever may read names reads yours on a way that leads through you.",
        "On a way between others, and among the contacts they share, you read as somebody of "
        "your unit; you are still asked, and named once you agreed to that introduction.",
        "Whoever may read names reads yours on a way that leads through you, as after a yes.",
    ),
}


@dataclass(frozen=True)
class ConsentService:
    """Each person's own answers; nobody reads or gives them for somebody else.

    An answer counts from the next request on: what rests on it looks at the records each time.
    """

    snapshots: Views
    policy: Policy
    audit: Audit
    consents: Consents

    def mine(self, viewer: Viewer) -> OwnConsents:
        """Everything the viewer is asked, and what she said to it.

        Raises:
            Forbidden: the viewer is none of the people.
        """
        own = self._herself(viewer)
        self.audit.record(viewer, SEE)
        said = self.consents.of(own)
        return OwnConsents(tuple(_told(purpose, said.get(purpose)) for purpose in PURPOSES))

    def give(self, viewer: Viewer, purpose: str, *, given: bool) -> Consent:
        """Say yes or no for oneself; the same again changes nothing.

        Raises:
            Forbidden: the viewer is none of the people.
            BadRequest: nobody is asked about *purpose*.
        """
        own = self._asked(viewer, purpose)
        # What was answered is hers and stays out of the trail, which outlives it.
        self.audit.record(viewer, GIVE, object_kind="consent", object_id=purpose)
        self.consents.put(own, purpose, given=given, at=self.audit.clock())
        return _told(purpose, self.consents.of(own).get(purpose))

    def take_back(self, viewer: Viewer, purpose: str) -> Consent:
        """Forget what the viewer answered, as if she had never said anything.

        Raises:
            Forbidden, BadRequest: as give.
        """
        own = self._asked(viewer, purpose)
        self.audit.record(viewer, TAKE_BACK, object_kind="consent", object_id=purpose)
        self.consents.take_back(own, purpose)
        return _told(purpose, self.consents.of(own).get(purpose))

    def _herself(self, viewer: Viewer) -> str:
        self.policy.require(viewer, GIVE, view=self.snapshots.at(None))
        return viewer.person_id or ""

    def _asked(self, viewer: Viewer, purpose: str) -> str:
        own = self._herself(viewer)
        if purpose not in PURPOSES:
            raise BadRequest(
                [{"parameter": "purpose", "expected": f"one of {', '.join(PURPOSES)}"}]
            )
        return own


def _told(purpose: str, said: Said | None) -> Consent:
    asked = PURPOSES[purpose]
    holds = asked.if_nothing if said is None else asked.if_yes if said.given else asked.if_no
    return Consent(
        purpose=purpose,
        question=asked.question,
        given=None if said is None else said.given,
        on=None if said is None else said.at.date(),
        text=holds,
        if_yes=asked.if_yes,
        if_no=asked.if_no,
        if_nothing=asked.if_nothing,
    )
