"""Whom could the mentee of the demonstration meet, and not know by name before both agreed?"""

from typing import NamedTuple

from tests.site import Site


class Trio(NamedTuple):
    """Who could meet whom through whom, as the mentor of the demonstration reads it."""

    mentee: str
    introducee: str
    connector: str

    def form(self) -> dict[str, str]:
        """The fields of the form that proposes it."""
        return dict(zip(("person", "introducee", "connector"), self, strict=True))

    @property
    def ask(self) -> str:
        return f"/mentee/ask?person={self[0]}&introducee={self[1]}&connector={self[2]}"


def worth_meeting(site: Site) -> Trio:
    """The first of the suggestions that was not begun yet."""
    played = site.services.demonstration()
    mentor, person = played["mentor"].viewer, played["person"].viewer
    mentee = played["mentor"].person_ids[0]
    assert mentee == person.person_id
    begun = {one.introducee.id for one in site.services.introducing.about(mentor, mentee).items}
    hers = site.services.introductions.suggest(person, mentee, limit=50).items
    hidden = {one.handle for one in hers if one.person.id is None}
    found = site.services.introductions.suggest(mentor, mentee, limit=50).items
    trios = (
        Trio(mentee, one.person.id, one.path.hops[0].person.id)
        for one in found
        if one.path and one.handle in hidden and one.person.id not in begun
    )
    return next(one for one in trios if _open(site, one))


def _open(site: Site, trio: Trio) -> bool:
    """Whether neither of the two was asked as often as they may be."""
    return site.services.introducing.before_asking(
        site.services.demonstration()["mentor"].viewer,
        trio.mentee,
        introducee=trio.introducee,
        connector=trio.connector,
    ).may_propose


def name_of(site: Site, person_id: str) -> str:
    """What she is called."""
    people = site.services.snapshots.at(None).people
    return str(people.names[people.ids.row_of(person_id)])
