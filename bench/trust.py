"""Is the stated chance of an answer honest, and sharper than the person's plain average?

``python -m bench.trust --ties FILE``: a message that opens an exchange is a question, an answer
within five days is a promise kept (rule R1). Each is predicted in the order of time from outcomes
whose deadline was over, beside the mean of everybody, the person's own Beta(1,1) and the pair's.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.asked import Running, options, run
from bench.people_file import Attribute, people
from bench.report import Bar, printed
from bench.ties_file import Ties, data_end, ties
from bench.trust_baselines import PERSON, baselines
from bench.trust_counts import Core
from bench.trust_events import DAY, Events, events, messages
from bench.trust_measures import bins, intervals, measured
from bench.trust_predictor import FINAL, predicted

Floats = NDArray[np.float64]

LEAST_EVENTS, LEAST_SHARE, MOST_SHARE = 1_000, 0.05, 0.95
LEAST_OF_GROUP = 30  # people who are asked
BARS = {"log_loss": (0.94, 0.90), "calibration_error": (0.02, 0.01)}
ABSOLUTE = (0.55, 0.53)  # log-loss, on the one file that this bar was set for
EMAIL_EU_CORE = "4804cd9f2930dcaec1f812037dcf97b6d9208abf5c7da9bc92b016fe37c9a726"
RULE = "R1: neither wrote to the other for 24 h; an answer within 5 days, known at the deadline"


class Found(NamedTuple):
    """What a run measured: the table, the bars, and what it derived and chose."""

    rows: list[dict[str, Any]]
    bars: list[Bar]
    derived: dict[str, Any]


def bench(arguments: Sequence[str]) -> int:
    asked = options("trust", __doc__).parse_args(arguments)
    running = Running(asked.limit_minutes)
    tied = ties(asked)
    found = _measure(tied, people(asked, tied.ids).group, running, asked.seed)
    derived = {"rule": RULE, **found.derived}
    summary = running.summary("trust", asked, data=tied.described, derived=derived)
    if not asked.json:
        _say(derived)
    return printed(found.rows, summary, found.bars, as_json=asked.json)


def _measure(tied: Ties, group: Attribute | None, running: Running, seed: int) -> Found:
    written = messages(tied)
    if not len(written.at):
        return Found([], _undecided(_nothing(tied)), {})
    end = data_end(written.at / DAY).day
    found = events(written, end)
    derived: dict[str, Any] = {
        "data_end_day": end,
        "events": len(found.at),
        "answered": _share(found) if len(found.at) else None,
    }
    why = too_little(found) or ("the limit of minutes was over" if running.over else "")
    if why:
        return Found([], _undecided(why), derived)
    ours = predicted(written, found)
    shares = {**baselines(Core(found, written.people)), **ours.shares}
    derived |= {"chosen": ours.said, "bins": bins(shares[FINAL], found.answered)}
    rows = [*_rows(found, shares), *_by_group(found, shares, group)]
    return Found(rows, bars(found, shares, of_email_eu_core=_email(tied), seed=seed), derived)


def too_little(found: Events) -> str:
    """Why nothing can be decided; empty where it can."""
    if len(found.at) < LEAST_EVENTS:
        return f"fewer than {LEAST_EVENTS:,} events"
    if _share(found) < LEAST_SHARE:
        return f"fewer than {LEAST_SHARE:.0%} are answered"
    return f"more than {MOST_SHARE:.0%} are answered" if _share(found) > MOST_SHARE else ""


def bars(
    found: Events, shares: Mapping[str, Floats], *, of_email_eu_core: bool, seed: int
) -> list[Bar]:
    """The final predictor over the person's own average, and how honest it is."""
    ours, theirs = (measured(shares[name], found.answered) for name in (FINAL, PERSON))
    sure = intervals(found.asked, found.answered, shares[FINAL], shares[PERSON], seed)
    ratio = ours.log_loss / theirs.log_loss
    said = [
        _bar("log_loss", ours.log_loss, BARS["log_loss"], sure.ratio, (theirs.log_loss, ratio)),
        _bar("calibration_error", ours.calibration_error, BARS["calibration_error"], sure.off),
    ]
    if of_email_eu_core:
        said.append(_bar("log_loss_absolute", ours.log_loss, ABSOLUTE, sure.log_loss))
    return said


def _bar(
    name: str,
    value: float,
    against: tuple[float, float],
    between: tuple[float, float],
    over: tuple[float | None, float | None] = (None, None),
) -> Bar:
    """*over*: the baseline and the ratio, where the bar is for that."""
    judged = value if over[1] is None else over[1]
    bar, goal = against
    why = "goal met" if judged <= goal else ""
    return Bar(name, value, *over, *between, bar, goal, judged <= bar, why)


def _undecided(why: str) -> list[Bar]:
    return [Bar(name, None, None, None, None, None, *BARS[name], None, why) for name in BARS]


def _rows(found: Events, shares: Mapping[str, Floats]) -> list[dict[str, Any]]:
    """A row a predictor, over the same events."""
    each = {name: measured(share, found.answered) for name, share in shares.items()}
    return [
        {
            "predictor": name,
            "group": None,
            "events": len(found.at),
            **one._asdict(),
            "log_loss_over_person": one.log_loss / each[PERSON].log_loss,
        }
        for name, one in each.items()
    ]


def _by_group(
    found: Events, shares: Mapping[str, Floats], group: Attribute | None
) -> Iterator[dict[str, Any]]:
    """The final predictor for the people of each group who are asked."""
    for code, value in enumerate(group.values if group else ()):
        chosen = group.code[found.asked] == code if group else np.zeros(0, np.bool_)
        if len(np.unique(found.asked[chosen])) < LEAST_OF_GROUP:
            continue
        part = Events(*(column[chosen] for column in found))
        both = {name: shares[name][chosen] for name in (PERSON, FINAL)}
        yield {**_rows(part, both)[-1], "group": value}


def _nothing(tied: Ties) -> str:
    return "no ties that have a direction and a date" if len(tied.dated.day) else "no dates"


def _share(found: Events) -> float:
    return float(found.answered.mean()) if len(found.at) else 0.0


def _email(tied: Ties) -> bool:
    return {one["sha256"] for one in tied.described["files"].values()} == {EMAIL_EU_CORE}


def _say(derived: Mapping[str, Any]) -> None:
    for name, value in derived.items():
        for one in value if isinstance(value, list) else [value]:
            print(f"{name}: {_words(one)}")


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {one}" for name, one in value.items())
    return str(value)


if __name__ == "__main__":
    run(bench)
