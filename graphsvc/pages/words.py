"""How do numbers, days and codes read on a page? Filters of the templates."""

import json
import math
from datetime import date
from typing import Any

from markupsafe import Markup

MINUS = "\u2212"
NO_BREAK = "\u00a0"

STATUSES = {
    "isolated": ("Isolated", "too few mutual contacts besides the line manager"),
    "fragile": ("Fragile", "most rests on one person, or contacts fall silent"),
    "onboarding": ("New here", "in the first 90 days: not judged"),
    "away": ("Away", "on leave: not judged"),
    "no_data": ("No data", "no source covers this person: nothing can be said"),
    "no_dates": ("No dates", "ties are known, but not when"),
    "connected": ("Connected", "enough mutual contacts in the last 12 weeks"),
}
# What a sent form has done, told on the page that is shown next.
DONE = {
    "proposed": "Proposed. Each is asked in turn, and nobody is told who says no.",
    "agree": "You agreed. Thank you.",
    "decline": "You declined. Nobody is told that it was you, or that it was a no.",
    "withdraw": "Withdrawn. The others see only that it did not work out.",
    "hand_over": "Handed over: the two find a time.",
    "met": "Recorded: you met.",
    "goal": "The goal is recorded.",
    "dropped": "The goal is dropped, and forgotten.",
    "shared": "Shared: they see the goal and its words from now on.",
    "unshared": "Taken back: they see the goal no longer, unless they mentor you.",
    "promised": "Promised. The two of you see it here, and nobody else.",
    "said": "Recorded what you said. The other side is asked, too.",
    "disputed": "Recorded that you see it differently. It counts neither way until you agree.",
    "ended": "Recorded. Both of you see how it ended.",
    "day_proposed": "Recorded the day you named. It holds once the other side names it, too.",
    "day_agreed": "Recorded. The day you both named holds.",
    "recorded": "Recorded. It counts once somebody else confirms it.",
    "confirmed": "Confirmed: it counts.",
    "refused": "Recorded that it is not so: it is forgotten, and counts nowhere.",
    "taken_back": "Taken back, and forgotten.",
    "said_yes": "Recorded your yes. It counts from now on.",
    "said_no": "Recorded your no. It counts from now on.",
    "said_nothing": "Taken back. It is as if you had said nothing.",
    "feedback": "Recorded that you gave it. The counts are kept, and none of the words.",
}
# What one person does for another: as a choice, and as a sentence.
KIND_NAMES = {
    "advice": "Advice",
    "feedback": "Feedback on observed work",
    "credit": "Credit in public",
    "introduction": "An introduction",
    "opportunity": "An opportunity opened",
    "advocacy": "Spoke up where it was decided",
}
ACTS = {
    "advice": "{by} gave {to} advice",
    "feedback": "{by} gave {to} feedback on observed work",
    "credit": "{by} gave {to} credit in public",
    "introduction": "{by} introduced {to} to somebody",
    "opportunity": "{by} opened an opportunity for {to}",
    "advocacy": "{by} spoke up for {to}",
}
# The moves of an introduction as buttons say them, and what its state is called.
MOVES = {
    "agree": "Agree",
    "hand_over": "Hand over",
    "met": "We met",
    "decline": "Decline",
    "withdraw": "Withdraw",
}
STATES = {
    "proposed": "Proposed",
    "asked": "You are asked",
    "under_way": "Under way",
    "agreed": "Agreed",
    "handed_over": "Handed over",
    "met": "Met",
    "did_not_work_out": "Did not work out",
    "declined": "Declined by you",
    "withdrawn": "Withdrawn by you",
}
LANGUAGE_NAMES = {"en": "English", "de": "Deutsch"}
# A step from mentor to sponsor that is still to be taken; what was done has a sentence.
TO_DO = {
    "has_seen_the_work": "See a piece of work of {mentee}",
    "knows_the_goal": "Be told what {mentee} aims for",
    "has_given_credit": "Give {mentee} credit in public",
    "has_introduced": "Introduce {mentee} to somebody",
    "has_spoken_for": "Speak for {mentee}, or open an opportunity",
}
# The same steps where there is room for a few words only.
STEP_NAMES = {
    "has_seen_the_work": "Has seen the work",
    "knows_the_goal": "Has been told of the goal",
    "has_given_credit": "Has given credit in public",
    "has_introduced": "Has introduced to somebody",
    "has_spoken_for": "Has spoken for, or opened an opportunity",
}
VERDICTS = {
    "gap": "A gap",
    "no_gap_larger_than": "No large gap",
    "too_little_data": "Undecided",
}


def percent(share: float | None) -> str:
    """A share as whole percent; one digit more under ten percent where it says something."""
    if share is None:
        return "not known"
    value = share * 100
    if value and abs(value) < 0.1:
        return "under 0.1%" if value > 0 else f"over {MINUS}0.1%"
    digits = 1 if 0 < abs(value) < 9.95 and abs(value - round(value)) >= 0.05 else 0
    return f"{value:.{digits}f}%".replace("-", MINUS)


def points(difference: float | None) -> str:
    """A difference of shares, in percentage points, with its sign."""
    if difference is None:
        return "not known"
    value = round(difference * 100, 1)
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{abs(value):.1f}"


def p_value(value: float | None) -> str:
    """A p value with two significant digits, bounded where more would say nothing."""
    if value is None:
        return "not known"
    return "under 0.001" if value < 0.001 else f"{value:.2g}"


def number(value: float | int | None) -> str:
    """A figure to read: whole numbers with groups, others with three significant digits."""
    if value is None:
        return "not known"
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}".replace(",", NO_BREAK).replace("-", MINUS)
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:.{min(digits, 6)}f}".replace("-", MINUS)


def day(value: date | None) -> Markup:
    """A day, spelled out for people and marked up for programs."""
    if value is None:
        return Markup("not known")
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), spelled(value))


def spelled(value: date) -> str:
    """A day within a sentence."""
    return f"{value.day}{NO_BREAK}{value:%B}{NO_BREAK}{value.year}"


def sentence(text: str) -> str:
    """A reason as it stands at the beginning of a line."""
    return text[:1].upper() + text[1:]


def cell(value: Any) -> str:
    """One value of a query's answer; what is made of several values as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool | list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 person", "12 people"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


FILTERS = {
    "percent": percent,
    "points": points,
    "number": number,
    "p_value": p_value,
    "day": day,
    "cell": cell,
    "sentence": sentence,
    "plural": plural,
}
