"""What do the texts of the import options mean, and which of them are wrong?"""

from collections.abc import Mapping, Sequence
from datetime import date

from graphsvc.errors import BadRequest
from graphsvc.intake.tie_type import FACTS, TieType, is_feed
from graphsvc.model import KINDS, SOURCES

AT = ("iso", "date", "year", "seconds", "wave", "none")
SELF_TIES = ("refuse", "drop")
REPEATED = ("sum", "keep", "last")
DEFAULT_FEED = "other"
A_FEED = f"a feed, a source and perhaps a name, as survey.advice; sources are {', '.join(SOURCES)}"


class Wrong:
    """Collects every wrong option, so that all of them are named at once."""

    def __init__(self) -> None:
        self.problems: list[dict[str, str]] = []

    def say(self, parameter: str, expected: str) -> None:
        self.problems.append({"parameter": parameter, "expected": expected})

    def stop(self) -> None:
        if self.problems:
            raise BadRequest(self.problems)


def listed(text: str | None, separator: str = ",") -> tuple[str, ...]:
    """The parts of a list, without blanks and empty parts."""
    return tuple(part.strip() for part in (text or "").split(separator) if part.strip())


def named(text: str | None) -> str | None:
    return (text or "").strip() or None


def choice(wrong: Wrong, option: str, text: str | None, choices: Sequence[str]) -> str | None:
    if text is None or text in choices:
        return text
    wrong.say(option, f"one of {', '.join(choices)}")
    return None


def day(wrong: Wrong, option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong.say(option, "a date as 2026-09-30")
        return None


def pairs(wrong: Wrong, option: str, text: str | None, form: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in listed(text):
        name, equals, value = (piece.strip() for piece in part.rpartition("="))
        if not (name and equals and value):
            wrong.say(option, form)
        elif name in found:
            wrong.say(option, "each name once")
        else:
            found[name] = value
    return found


def tie_types(wrong: Wrong, text: str | None) -> dict[str, TieType]:
    form = "TYPE=FACT or TYPE=FACT:FEED, separated by commas, as ADVICE=KNOWS:survey.advice"
    types = {}
    for name, value in pairs(wrong, "--tie-types", text, form).items():
        fact, _, detail = value.partition(":")
        types[name] = TieType(fact, detail)
        _check_type(wrong, types[name])
    return types


def _check_type(wrong: Wrong, one: TieType) -> None:
    if one.fact not in FACTS:
        wrong.say("--tie-types", f"a fact: {', '.join(FACTS)}")
    elif one.fact == "KNOWS" and one.detail and not is_feed(one.detail):
        wrong.say("--tie-types", f"after KNOWS: {A_FEED}")
    elif one.fact == "ENDORSED" and one.detail not in KINDS:
        wrong.say("--tie-types", f"after ENDORSED: a kind, one of {', '.join(KINDS)}")
    elif one.fact not in ("KNOWS", "ENDORSED") and one.detail:
        wrong.say("--tie-types", f"nothing after {one.fact}")


def undirected(
    wrong: Wrong, text: str | None, types: Mapping[str, TieType], default_feed: str | None
) -> frozenset[str]:
    """Types of one feed must agree, or nobody could say what a row of it had made."""
    both_ways = frozenset(listed(text))
    for name in sorted(both_ways):
        known = types.get(name) if types else TieType("KNOWS", name)
        if known is None or known.fact != "KNOWS":
            wrong.say("--undirected", "types that --tie-types makes KNOWS")
    feed_of = {
        name: one.detail or default_feed or DEFAULT_FEED
        for name, one in types.items()
        if one.fact == "KNOWS"
    }
    feeds = {of for name, of in feed_of.items() if name in both_ways}
    for name, of in feed_of.items():
        if name not in both_ways and of in feeds:
            wrong.say("--undirected", "a feed of their own for types that are stored both ways")
    return both_ways


def waves(wrong: Wrong, text: str | None) -> dict[str, date]:
    found = {}
    for name, value in pairs(wrong, "--wave", text, "NAME=DATE, as t1=2026-09-30").items():
        known = day(wrong, "--wave", value)
        if known is not None:
            found[name] = known
    return found


def weight(wrong: Wrong, text: str | None) -> tuple[str, float | None]:
    """What weights are, and the greatest of them where they are on a scale."""
    kind, _, most = (text or "ignore").partition(":")
    if kind == "scale":
        try:
            scale_max = float(most)
        except ValueError:
            scale_max = 0.0
        if 0 < scale_max < float("inf"):
            return "scale", scale_max
        wrong.say("--weight", "scale and the greatest weight, as scale:5")
    elif kind not in ("strength", "contacts", "ignore") or most:
        wrong.say("--weight", "strength, contacts, scale:MAX or ignore")
    return (kind, None) if kind != "scale" else ("ignore", None)


def levels(wrong: Wrong, text: str | None) -> tuple[str, ...]:
    names = listed(text, "<")
    if text is not None and len(names) < 2:
        wrong.say("--levels", 'names from low to high, as "Manager<Vice President<CEO"')
    if len(set(names)) < len(names):
        wrong.say("--levels", "each name once")
    return names


def level_column(text: str | None) -> tuple[str | None, bool]:
    """The column, and whether 1 is the top in it."""
    name, _, direction = (text or "").rpartition(":")
    if name and direction.strip() == "descending":
        return named(name), True
    return named(text), False


def feed(wrong: Wrong, text: str | None) -> str | None:
    if text is not None and not is_feed(text):
        wrong.say("--feed", A_FEED)
    return text


def fits_together(wrong: Wrong, at: str, epoch: date | None, given: Mapping[str, date]) -> None:
    if at == "seconds" and epoch is None:
        wrong.say("--epoch", "the day on which the seconds of --at seconds begin")
    if at == "wave" and not given:
        wrong.say("--wave", "the day of each wave of --at wave, as t1=2026-09-30")
    if at != "seconds" and epoch is not None:
        wrong.say("--epoch", "only with --at seconds")
    if at != "wave" and given:
        wrong.say("--wave", "only with --at wave")


def levels_fit(wrong: Wrong, names: tuple[str, ...], column: str | None) -> None:
    if names and column:
        wrong.say("--level-column", "either names with --levels or numbers with --level-column")


def columns_fit(wrong: Wrong, groups: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    if {one.lower() for one in groups} & {one.lower() for one in ignore}:
        wrong.say("--ignore", "no column that is also given to --groups")
