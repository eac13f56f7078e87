"""How does a comparison of groups read in plain sentences?"""

from graphsvc.analyses.gaps import GAP, NO_LARGE_GAP, Comparison

NOT_RECORDED = (
    "No groups are recorded for this attribute: the operator imports them with groups.csv."
)
NOBODY_THEN = "Nobody whose group is recorded was in the organisation on that day."
ONE_GROUP = "Only one group is large enough to be shown, so there is nothing to compare it with."


def too_small(minimum: int) -> str:
    """Why there is no figure at all."""
    return f"At every level some group has fewer than {minimum} people, so nothing is shown."


def band(levels: tuple[int, ...], unknown: int) -> str:
    """ "level 2", "levels 3 and 4", "level not known"."""
    if levels == (unknown,):
        return "level not known"
    if len(levels) == 1:
        return f"level {levels[0]}"
    return f"levels {levels[0]} and {levels[-1]}"


def verdict(group: str, sponsored: int, one: Comparison) -> str:
    """What the comparison comes to, with its uncertainty and what it could not have seen."""
    seen = (
        f"{group}: {sponsored} of {one.compared} have an active sponsor, "
        f"{_apart(one.difference)} all others at the same levels "
        f"(95% interval {_signed(one.low)} to {_signed(one.high)})."
    )
    return f"{seen} {_meaning(one)}"


def _meaning(one: Comparison) -> str:
    if one.verdict == GAP:
        return (
            f"Chance alone gives a difference this large in {_chance(one.p_value)} shuffles. "
            "This says nothing about the cause."
        )
    if one.verdict == NO_LARGE_GAP:
        return f"No gap larger than {_points(one.largest)} could hide here."
    if one.smallest is None:
        return "Too little data: no gap, however large, would be found reliably."
    return f"Too little data: only a gap of {_points(one.smallest)} or more would be found."


def _apart(difference: float) -> str:
    if abs(difference) < 0.0005:
        return "as often as"
    direction = "less" if difference < 0 else "more"
    return f"{_points(abs(difference))} {direction} often than"


def _points(share: float) -> str:
    return f"{share * 100:.1f} points"


def _signed(share: float) -> str:
    return f"{share * 100:+.1f}".replace("-", "\u2212")


def _chance(p_value: float) -> str:
    if p_value < 0.001:
        return "fewer than 1 of 1,000"
    return f"{round(p_value * 1000)} of 1,000"
