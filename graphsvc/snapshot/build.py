"""How do the columns of an export become facts by row, in chart order?"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from graphsvc.kernels.lists import distinct
from graphsvc.model import DAY_ZERO, WEEK_ZERO, DenyMask
from graphsvc.snapshot.build_facts import (
    check_lengths,
    endorsements,
    feeds,
    goals,
    hidden_pairs,
    introductions,
    promises,
    sorted_codes,
    spans,
    spans_of_people,
)
from graphsvc.snapshot.chart import RowsOfPeople, in_chart_order, positions, units_of
from graphsvc.snapshot.columns import DayColumns, Facts, Longs, PeopleColumns, WordColumns
from graphsvc.snapshot.gather import Gathered, Words
from graphsvc.snapshot.ragged import owners, starts, take
from graphsvc.snapshot.texts import PeopleIds, Texts, rank_of
from graphsvc.snapshot.view import NO_DAY


def build(found: Mapping[str, Gathered], *, deny: DenyMask | None = None) -> Facts:
    """Facts by row from the gathered columns of every query, without what *deny* keeps out.

    Rows are people in the order of the chart (units depth first, each by id; people of no unit
    last), then ``seq``. A fact that names somebody who is not among the people is left out and
    counted; a fact that was read twice is kept once.
    """
    deny = deny or DenyMask()
    units = units_of(found["units"])
    memberships = found["memberships"]
    in_unit = positions(units.ids, Words.of(memberships["unit"]))
    rows = in_chart_order(found, units, in_unit, deny)
    people = _people(found["people"], rows)
    families, family = sorted_codes(Words.of(found["people"]["family"]), rows.chosen)
    sites, site = sorted_codes(Words.of(found["people"]["site"]), rows.chosen)
    topics, acts = endorsements(found["endorsed"], rows)
    facts = Facts(
        people=people._replace(family=family, site=site),
        units=units,
        words=WordColumns(families, sites, topics),
        feeds=feeds(found["knows"], rows, hidden_pairs(deny, PeopleIds(people.ids, people.rank))),
        memberships=spans(rows, "memberships", memberships, memberships["person"], in_unit),
        lines=spans_of_people(rows, "lines", found["lines"], "person", "manager"),
        mentoring=spans_of_people(rows, "mentoring", found["mentors"], "mentee", "mentor"),
        endorsements=acts,
        introductions=introductions(found["introductions"], rows),
        promises=promises(found["promises"], rows),
        goals=goals(found["goals"], rows, units.ids),
        days=DayColumns(np.empty(0, np.int32)),
        left_out=rows.left_out,
    )
    return _with_days(facts)


def _people(found: Gathered, rows: RowsOfPeople) -> PeopleColumns:
    chosen = rows.chosen
    ids, titles = Texts.of(found["id"]).take(chosen), Words.of(found["title"])
    levels_start, taken = _history(found, chosen)
    nothing = np.empty(0, np.int32)
    return PeopleColumns(
        seq=found["seq"][chosen],
        ids=ids,
        rank=rank_of(ids),
        names=Texts.of(found["name"]).take(chosen),
        titles=Texts.of(titles.known).take(titles.code[chosen]),
        level=found["level"][chosen].astype(np.int32),
        levels_start=levels_start,
        levels=found["levels"][taken].astype(np.int32),
        levels_on=found["levels_on"][taken],
        family=nothing,
        site=nothing,
        joined=found["joined"][chosen],
        left=found["left"][chosen],
    )


def _history(found: Gathered, chosen: Longs) -> tuple[Longs, Longs]:
    """Starts and positions of the level history, oldest first."""
    check_lengths(found, "levels", "levels_on", "people")
    start, taken = take(starts(found["levels_each"]), chosen)
    by_day = (owners(start) << 32) + found["levels_on"][taken]
    return start, taken[np.argsort(by_day, kind="stable")]


def _with_days(facts: Facts) -> Facts:
    """*facts* with every day something is dated on."""
    spans = (facts.memberships, facts.lines, facts.mentoring)
    dated = [facts.people.joined, facts.people.left, facts.people.levels_on]
    dated += [column for one in spans for column in (one.since, one.until)]
    dated += [facts.endorsements.on, facts.endorsements.confirmed]
    dated += [facts.introductions.on, facts.promises.made, facts.promises.on]
    weeks = [distinct(feed.weeks) for feed in facts.feeds.values()]
    monday = (WEEK_ZERO - DAY_ZERO).days
    days = [distinct(column[column != NO_DAY]) for column in dated]
    days += [(monday + 7 * one + 6).astype(np.int32) for one in weeks]
    return replace(facts, days=DayColumns(np.unique(np.concatenate(days))))
