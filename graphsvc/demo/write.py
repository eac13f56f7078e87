"""How does the demonstration organisation become a folder of import files, with its truth?"""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from graphsvc.demo import acts, stories
from graphsvc.demo.contacts import contacts
from graphsvc.demo.names import FAMILIES, SITES, TITLES
from graphsvc.demo.organisation import DEPARTMENTS_A_DIVISION as DEPARTMENTS
from graphsvc.demo.organisation import (
    ISOLATED,
    NO_DATA,
    PLANTED,
    TEAMS_A_DEPARTMENT,
    Organisation,
    department_name,
    division_name,
    organisation,
    team_name,
)
from graphsvc.errors import BadRequest
from graphsvc.model import day_of

# A fixed day, so that the same command writes the same bytes on every day; a Monday.
UNTIL = date(2026, 9, 28)
LEAST_PEOPLE = 50
GENDERS = ("woman", "man", "not stated")
HEADERS = {
    "people": "id name title level family site unit manager joined_on left_on",
    "units": "id name parent",
    "levels": "person level since",
    "ties": "source target type weight at",
    "endorsements": "id endorser endorsed kind on topic text confirmed_on confirmed_by",
    "mentoring": "mentor mentee since until programme",
    "introductions": "id connector mentee introducee proposed_by state on by outcome",
    "promises": "id by to text made_on due_on size state on by",
    "goals": "id person kind text unit decided_by on",
    "feedback": "id author about on text",
    "absences": "person since until",
    "groups": "person attribute value source on",
}


def generate(
    folder: Path, *, people: int = 500, seed: int = 1, until: date = UNTIL, gap: bool = True
) -> dict[str, int]:
    """Write an organisation of *people* into *folder*, and return the rows of each file.

    Contacts are written department by department; what stays in memory is one row a person.

    Args:
        gap: plant the sponsorship gap; without it groups differ by chance alone.
    Raises:
        BadRequest: fewer than 50 people.
    """
    if people < LEAST_PEOPLE:
        expected = f"at least {LEAST_PEOPLE}: fewer cannot hold what is planted"
        raise BadRequest([{"parameter": "people", "expected": expected}])
    made = organisation(people, seed=seed, until=until)
    folder.mkdir(parents=True, exist_ok=True)
    mentorings = acts.mentorings(made)
    rows: dict[str, Iterable[Sequence[Any]]] = {
        "units": _units(made),
        "people": _people(made),
        "levels": _levels(made),
        "endorsements": _endorsements(made, gap),
        "mentoring": _mentoring(made, mentorings),
        "introductions": stories.introductions(made, mentorings),
        "promises": stories.promises(made, mentorings),
        "goals": stories.goals(made, mentorings),
        "feedback": stories.feedback(made),
        "absences": stories.absences(made),
        "groups": ((made.ids[row], "gender", GENDERS[one], "self", "")
                   for row, one in enumerate(made.gender.tolist())),
    }  # fmt: skip
    counts = {name: _write(folder / f"{name}.csv", name, some) for name, some in rows.items()}
    counts["ties"] = _write_ties(folder / "ties.csv", made)
    truth = json.dumps(_truth(made, gap), indent=1, ensure_ascii=False)
    (folder / "truth.json").write_text(truth + "\n", encoding="utf-8")
    return counts


def _write(path: Path, name: str, rows: Iterable[Sequence[Any]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADERS[name].split())
        count = 0
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _write_ties(path: Path, made: Organisation) -> int:
    """One row a contact, joined by hand: the csv module would take most of a minute at 100,000."""
    span = range(made.last_day - made.first_day)
    days = [f",{day_of(made.first_day + one).isoformat()}\n" for one in span]
    kinds = (",mail,1", ",meeting,1")
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADERS["ties"].split()) + "\n")
        for some in contacts(made):
            order = np.argsort(some.day, kind="stable")
            columns = zip(
                some.source[order].tolist(),
                some.target[order].tolist(),
                some.meeting[order].tolist(),
                (some.day[order] - made.first_day).tolist(),
                strict=True,
            )
            ids = made.ids
            file.writelines(
                f"{ids[source]},{ids[target]}{kinds[meeting]}{days[day]}"
                for source, target, meeting, day in columns
            )
            count += len(order)
    return count


def _units(made: Organisation) -> Iterable[Sequence[str]]:
    chart = made.chart
    yield ("company", "The whole company", "")
    for division in range(chart.divisions):
        yield (f"v-{division + 1:03d}", division_name(division), "company")
    for department in range(chart.departments):
        parent = f"v-{department // DEPARTMENTS + 1:03d}"
        yield (_department_id(department), department_name(department), parent)
    for team in range(chart.teams):
        yield (_team_id(team), team_name(chart, team), _department_id(team // TEAMS_A_DEPARTMENT))


def _department_id(department: int) -> str:
    return f"d-{department + 1:03d}"


def _team_id(team: int) -> str:
    return f"t-{team + 1:05d}"


def _people(made: Organisation) -> Iterable[Sequence[Any]]:
    chart = made.chart
    for row in range(made.people):
        unit = _team_id(int(chart.team[row])) if row else "company"
        manager = made.ids[int(chart.manager[row])] if row else ""
        level, family = int(made.level[row]), FAMILIES[int(made.family[row])]
        yield (
            made.ids[row],
            made.names[row],
            f"{family} {TITLES[level]}" if level < 6 else TITLES[level],
            level,
            family,
            SITES[int(made.site[row])],
            unit,
            manager,
            day_of(int(made.joined[row])).isoformat(),
            day_of(int(made.left[row])).isoformat() if made.left[row] else "",
        )


def _levels(made: Organisation) -> Iterable[Sequence[Any]]:
    """Everybody's level since joining; some were promoted within the two years."""
    random = np.random.default_rng([made.seed, 9])
    for row in range(made.people):
        level, joined = int(made.level[row]), int(made.joined[row])
        promoted = made.last_day - int(random.integers(60, 700))
        if level > 1 and random.random() < 0.3 and promoted > joined + 200:
            yield (made.ids[row], level - 1, day_of(joined).isoformat())
            yield (made.ids[row], level, day_of(promoted).isoformat())
        else:
            yield (made.ids[row], level, day_of(joined).isoformat())


def _endorsements(made: Organisation, gap: bool) -> Iterable[Sequence[Any]]:
    for number, one in enumerate(acts.endorsements(made, gap=gap), 1):
        endorsed = made.ids[one.endorsed]
        yield (
            f"act-{number:06d}",
            made.ids[one.endorser],
            endorsed,
            one.kind,
            day_of(one.on).isoformat(),
            "",
            "",
            day_of(one.confirmed_on).isoformat() if one.confirmed_on else "",
            endorsed if one.confirmed_on else "",
        )


def _mentoring(made: Organisation, mentorings: list[acts.Mentoring]) -> Iterable[Sequence[Any]]:
    for one in mentorings:
        until = day_of(one.until).isoformat() if one.until else ""
        since = day_of(one.since).isoformat()
        yield (made.ids[one.mentor], made.ids[one.mentee], since, until, "mentoring")


def _truth(made: Organisation, gap: bool) -> dict[str, Any]:
    planted = made.planted.tolist()
    return {
        "people": made.people,
        "seed": made.seed,
        "until": made.until.isoformat(),
        "isolated": [
            {"person": made.ids[row], "why": PLANTED[kind]}
            for row, kind in enumerate(planted)
            if kind in ISOLATED and made.left[row] == 0
        ],
        "no_data": [made.ids[row] for row, kind in enumerate(planted) if kind == NO_DATA],
        "onboarding": _who(made, "onboarding"),
        "away": _who(made, "away"),
        "gap": {
            "attribute": "gender",
            "group": "woman",
            "levels": list(acts.GAP_LEVELS),
            "share_without": acts.SPONSORED,
            "share_with": round(acts.SPONSORED - acts.GAP, 3),
        }
        if gap
        else None,
        "missing_bridges": [_cut_off(made, department) for department in made.cut_off],
        "planted_counts": _counts(planted),
    }


def _who(made: Organisation, kind: str) -> list[str]:
    code = PLANTED.index(kind)
    return [made.ids[row] for row in np.flatnonzero(made.planted == code).tolist()]


def _cut_off(made: Organisation, department: int) -> dict[str, Any]:
    members = np.flatnonzero(made.chart.department == department)
    heads = members[made.chart.rank[members] >= 2]
    return {
        "unit": _department_id(department),
        "only_through": [made.ids[row] for row in heads.tolist()],
        "people": len(members),
    }


def _counts(planted: list[int]) -> dict[str, int]:
    return {PLANTED[kind]: planted.count(kind) for kind in range(1, len(PLANTED))}
