"""What goes on around mentoring: introductions, promises, goals, feedback and absences?"""

from collections.abc import Iterator

import numpy as np

from graphsvc.demo.acts import Mentoring
from graphsvc.demo.organisation import AWAY, Organisation, department_name
from graphsvc.model import day_of

Row = tuple[str | int, ...]

# How an introduction went on after it was proposed; the days between moves are drawn.
COURSES = (
    ("proposed", "mentee_agreed", "connector_agreed", "introducee_agreed", "handed_over", "met"),
    ("proposed", "mentee_agreed", "connector_agreed", "declined"),
    ("proposed", "mentee_agreed"),
    ("proposed", "withdrawn"),
)
SPECIFIC = (
    "In the September review you showed the delivery plan, which cut the waiting time by 20 %. "
    "Next step: present it to the board by 15 November.",
    "During the August incident you wrote the status page every hour, and 40 customers stayed. "
    "Please send the write-up to the platform group this month.",
)
VAGUE = ("Great attitude, keep it up!", "You are a real team player.", "Nice work this quarter.")
GOALS = (
    ("role", "Lead a team of my own"),
    ("skill", "Learn to negotiate with suppliers"),
    ("project", "Work on the migration of the order system"),
    ("unit", "Move to {unit}"),
)


def introductions(organisation: Organisation, mentorings: list[Mentoring]) -> Iterator[Row]:
    """One row a move: id, connector, mentee, introducee, proposed_by, state, on, by, outcome."""
    random = np.random.default_rng([organisation.seed, 5])
    chart, ids = organisation.chart, organisation.ids
    for number, one in enumerate(mentorings):
        heads = np.flatnonzero(
            (chart.rank >= 2) & (chart.department != chart.department[one.mentee])
        )
        if one.until or not len(heads) or random.random() > 0.25:
            continue
        introducee = int(heads[random.integers(0, len(heads))])
        connector = int(chart.manager[one.mentee])
        course = COURSES[int(random.integers(0, len(COURSES)))]
        movers = {"mentee_agreed": one.mentee, "connector_agreed": connector}
        movers |= {"introducee_agreed": introducee, "declined": introducee, "met": one.mentee}
        movers |= {"handed_over": connector}
        day = organisation.last_day - int(random.integers(60, 120))
        for state in course:
            by = ids[movers.get(state, one.mentor)]
            outcome = "useful" if state == "met" else ""
            yield (
                f"intro-{number:05d}",
                ids[connector],
                ids[one.mentee],
                ids[introducee],
                ids[one.mentor],
                state,
                day_of(day).isoformat(),
                by,
                outcome,
            )
            day += int(random.integers(1, 9))


def promises(organisation: Organisation, mentorings: list[Mentoring]) -> Iterator[Row]:
    """One row a move: id, by, to, text, made_on, due_on, size, state, on, by of the move."""
    random = np.random.default_rng([organisation.seed, 6])
    ids = organisation.ids
    for number, one in enumerate(mentorings):
        if random.random() > 0.6:
            continue
        by, to = (one.mentor, one.mentee) if random.random() < 0.5 else (one.mentee, one.mentor)
        made = max(one.since, organisation.last_day - int(random.integers(40, 300)))
        due = min(made + 21, organisation.last_day + 30)
        fixed: Row = (
            f"promise-{number:05d}",
            ids[by],
            ids[to],
            "send the notes we spoke about",
            day_of(made).isoformat(),
            day_of(due).isoformat(),
            int(random.integers(1, 4)),
        )
        yield (*fixed, "made", day_of(made).isoformat(), ids[by])
        if due < organisation.last_day:
            end = "kept" if random.random() < 0.8 else "missed"
            yield (*fixed, end, day_of(due).isoformat(), ids[to])


def goals(organisation: Organisation, mentorings: list[Mentoring]) -> Iterator[Row]:
    """Rows of goals.csv: what mentees want, and who decides on it."""
    random = np.random.default_rng([organisation.seed, 7])
    chart, ids = organisation.chart, organisation.ids
    for number, one in enumerate(mentorings):
        kind, text = GOALS[int(random.integers(0, len(GOALS)))]
        department = int(random.integers(0, chart.departments))
        head = int(np.flatnonzero(chart.department == department)[0]) if department else 1
        yield (
            f"goal-{number:05d}",
            ids[one.mentee],
            kind,
            text.format(unit=department_name(department)),
            f"d-{department + 1:03d}",
            ids[head],
            day_of(min(one.since + 5, organisation.last_day - 1)).isoformat(),
        )


def feedback(organisation: Organisation) -> Iterator[Row]:
    """Rows of feedback.csv: from managers, half of it specific."""
    random = np.random.default_rng([organisation.seed, 8])
    ids, manager = organisation.ids, organisation.chart.manager
    number = 0
    for row in range(1, organisation.people):
        if organisation.left[row] or random.random() > 0.5:
            continue
        texts = SPECIFIC if random.random() < 0.5 else VAGUE
        on = organisation.last_day - int(random.integers(5, 170))
        if on <= organisation.joined[row]:
            continue
        number += 1
        text = texts[int(random.integers(0, len(texts)))]
        author = ids[int(manager[row])]
        yield (f"feedback-{number:06d}", author, ids[row], day_of(on).isoformat(), text)


def absences(organisation: Organisation) -> Iterator[Row]:
    """Rows of absences.csv: who is away at the end, dates without a reason."""
    for row in np.flatnonzero(organisation.planted == AWAY).tolist():
        since = organisation.last_day - 100
        if organisation.joined[row] < since:
            yield (organisation.ids[row], day_of(since).isoformat(), "")
