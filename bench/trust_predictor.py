"""How likely is an answer, from the core's log-odds and what else is known at the moment?

A logistic regression that is held to the core until outcomes say otherwise, fitted anew as they
become known, and averaged with the core by what each lost lately. Nothing that is used at a moment
was known later: fits, weights and the last correction rest on outcomes whose deadline was over.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.trust_baselines import fitted, known_at, losses, shares, spans
from bench.trust_counts import Core
from bench.trust_events import DAY, Events, Longs, Messages
from bench.trust_features import features, log_odds
from graphsvc.analyses.trust import Habits

Floats = NDArray[np.float64]

FINAL = "final"
REFIT_DAYS, GROWTH, LEAST_KNOWN = 28, 1.2, 100
MOST_FITTED = 60_000  # outcomes, the newest
HELD = (400.0, 100.0, 30.0)  # ridges of the fits towards the core
STEADY = 300.0  # ridge of the correction towards none
SLOW_TO_TURN = 2.0  # nats lost that make a predictor e times lighter
CORRECTED_ON_DAYS = 28
STEPS, CLOSE = 8, 1e-3  # of Newton's method
SURE = 1e-4  # no share is surer than this


class Predicted(NamedTuple):
    """Shares by row of the table, ``FINAL`` last, and what weighed most from which refit on."""

    shares: dict[str, Floats]
    said: list[dict[str, object]]


def predicted(written: Messages, events: Events) -> Predicted:
    """The core, its fitted half-life, the regression, and the final predictor, at each event."""
    core, steps = Core(events, written.people), refits(events)
    faded, habits = fitted(events, core, steps)
    known_then = features(written, events, core, faded)
    each = {"core_fitted": faded}
    for ridge in HELD:
        each[f"logistic_{ridge:g}"] = walked(events, known_then, faded, steps, ridge)
    final, heaviest = blended(events, list(each.values()), steps)
    found = {
        "core_without_fading": shares(core, Habits(half_life=None)),
        "core_180_days": shares(core, Habits(half_life=180.0)),
        **each,
        FINAL: corrected(events, final),
    }
    return Predicted(found, _said(events, steps, habits, [list(each)[one] for one in heaviest]))


def refits(events: Events) -> Longs:
    """The events at which everything is fitted anew; the first one always.

    Four weeks after the last time, or where a fifth more is known.
    """
    steps, known, at = [0], known_at(events, np.arange(len(events.at))), events.at
    while True:
        last = steps[-1]
        grown = np.searchsorted(known, max(LEAST_KNOWN, GROWTH * known[last]))
        later = np.searchsorted(at, at[last] + REFIT_DAYS * DAY)
        after = max(last + 1, min(int(grown), int(later)))
        if after >= len(at):
            return np.array(steps)
        steps.append(after)


def walked(
    events: Events, known_then: NDArray[np.float32], cold: Floats, steps: Longs, ridge: float
) -> Floats:
    """The regression's shares, fitted at each step; *cold* until enough outcomes are known."""
    towards = np.zeros(known_then.shape[1] + 1)
    towards[1] = 1.0  # the core's own log-odds
    found, weights = cold.copy(), towards
    for known, (start, end) in zip(
        known_at(events, steps).tolist(), spans(steps, len(found)), strict=True
    ):
        if known < LEAST_KNOWN:
            continue
        lately = slice(max(0, known - MOST_FITTED), known)
        rows = _with_one(known_then[lately])
        weights = fit(rows, events.answered[lately], towards, weights, ridge)
        found[start:end] = chance(_with_one(known_then[start:end]) @ weights)
    return found


def blended(events: Events, each: Sequence[Floats], steps: Longs) -> tuple[Floats, list[int]]:
    """Log-odds averaged from each step on, heavier who lost less lately; and who was heaviest.

    Lately is the newer half of the outcomes that are known at the step.
    """
    known = known_at(events, steps)
    lost = np.stack([np.append(0.0, np.cumsum(losses(one, events.answered))) for one in each])
    lost = lost[:, known] - lost[:, known // 2]
    weight = np.exp((lost.min(axis=0) - lost) / SLOW_TO_TURN)
    weight /= weight.sum(axis=0)
    odds, found = [log_odds(one) for one in each], np.empty(len(each[0]))
    for place, (start, end) in enumerate(spans(steps, len(found))):
        together = sum(
            share * one[start:end] for share, one in zip(weight[:, place], odds, strict=True)
        )
        found[start:end] = chance(np.asarray(together))
    return found, np.argmax(weight, axis=0).tolist()


def corrected(events: Events, said: Floats) -> Floats:
    """Each day moved by what the last four weeks of known outcomes say of the shares then."""
    rows, found = _with_one(log_odds(said)[:, None]), said.copy()
    none = weights = np.array([0.0, 1.0])
    steps = np.unique(np.searchsorted(events.at, np.arange(0, events.at[-1] + DAY, DAY)))
    steps = steps[steps < len(said)]
    old = np.searchsorted(events.known, events.at[steps] - CORRECTED_ON_DAYS * DAY)
    known = known_at(events, steps)
    for first, last, (start, end) in zip(
        old.tolist(), known.tolist(), spans(steps, len(said)), strict=True
    ):
        lately = slice(max(first, last - MOST_FITTED), last)
        if last > first:
            weights = fit(rows[lately], events.answered[lately], none, weights, STEADY)
            found[start:end] = chance(rows[start:end] @ weights)
    return found


def fit(
    rows: Floats, answered: NDArray[np.bool_], towards: Floats, start: Floats, ridge: float
) -> Floats:
    """The weights of a logistic regression held to *towards*, by Newton's method."""
    weights, eye = start, np.eye(len(start))
    for _ in range(STEPS):
        said = chance(rows @ weights)
        slope = rows.T @ (said - answered) + ridge * (weights - towards)
        curve = (rows * (said * (1 - said))[:, None]).T @ rows + ridge * eye
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < CLOSE:
            break
    return weights


def chance(odds: Floats) -> Floats:
    return np.clip(1 / (1 + np.exp(-np.clip(odds, -30, 30))), SURE, 1 - SURE)


def _with_one(rows: NDArray[np.floating]) -> Floats:
    return np.column_stack([np.ones(len(rows)), rows]).astype(np.float64, copy=False)


def _said(
    events: Events, steps: Longs, habits: list[Habits], heaviest: list[str]
) -> list[dict[str, object]]:
    """What was chosen from which day on, where it changed."""
    found: list[dict[str, object]] = []
    for step, one, choice in zip(steps.tolist(), habits, heaviest, strict=True):
        now: dict[str, object] = {
            "half_life": one.half_life,
            "person_prior": one.person_prior,
            "pair_prior": one.pair_prior,
            "heaviest": choice,
        }
        if not found or {**found[-1], **now} != found[-1]:
            found.append({"day": round(float(events.at[step]) / DAY, 3), **now})
    return found
