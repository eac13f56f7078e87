"""Do the kernels find in public data what others printed, and what two libraries agree on?

``library_values.csv`` holds what igraph and networkx both say of undirected, simple, unweighted
ties, isolates kept; ``published_values.csv`` what publications and their test suites print. Every
printed number of a measure that a kernel computes is compared.
"""

import csv
import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from graphsvc.kernels.betweenness import betweenness
from graphsvc.kernels.brokerage import holes
from graphsvc.kernels.build import directed_rows, undirected_rows
from graphsvc.kernels.cohesion import components, core_numbers, cut_points
from graphsvc.kernels.reach import steps_to_nearest
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.triangles import clustering, triangles
from graphsvc.kernels.units import ties_by_unit
from tests.data_sets import DATA, data_set

# Folders that have library_values.csv, as the folder's own README counts them.
LIBRARY = (
    *("aucs_cs_department", "bernard_killworth_fraternity", "cs_phd_genealogy"),
    *("email_eu_core", "freeman_eies", "kapferer_tailor_shop", "krackhardt_hightech"),
    *("ldbc_snb_sample", "mit_social_evolution", "padgett_florentine", "sampson_monastery"),
    *("sawmill_communication", "strike_communication", "uk_faculty"),
)
Line = dict[str, str]
Numbers = Mapping[str, float]


def lines(folder: str, name: str) -> list[Line]:
    path = data_set(folder) / name
    zipped = path.with_name(path.name + ".gz")
    if zipped.exists():
        with gzip.open(zipped, "rt", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Ties(NamedTuple):
    """Who is meant by each row, and the undirected and the directed rows, without strengths.

    Loops are dropped, repeated ties are one tie. ``ahead`` reads from source to target.
    """

    ids: list[str]
    rows: Rows
    ahead: Rows
    back: Rows

    def row(self, id: str) -> int:
        return self.ids.index(id)

    @property
    def everybody(self) -> NDArray[np.int64]:
        return np.arange(len(self.ids))


def ties_of(ids: Iterable[str], ties: Iterable[Line], *, weighted: bool = False) -> Ties:
    named = list(ids)
    row_of = {id: row for row, id in enumerate(named)}
    strength = {
        (row_of[tie["source"]], row_of[tie["target"]]): float(tie["weight"]) if weighted else 1.0
        for tie in ties
        if tie["source"] != tie["target"]
    }
    once = {(min(pair), max(pair)): value for pair, value in strength.items()}
    ahead = columns(strength)
    return Ties(
        named,
        undirected_rows(len(named), *columns(once)),
        directed_rows(len(named), *ahead),
        directed_rows(len(named), ahead[1], ahead[0], ahead[2]),
    )


def columns(strength: Mapping[tuple[int, int], float]) -> tuple[Any, Any, Any]:
    ends = np.array(list(strength), np.int64).reshape(-1, 2)
    return ends[:, 0].copy(), ends[:, 1].copy(), np.array(list(strength.values()), np.float64)


@cache
def typed(folder: str, type: str) -> Ties:
    people = [one["id"] for one in lines(folder, "people.csv")]
    return ties_of(people, [tie for tie in lines(folder, "ties.csv") if tie["type"] == type])


def library(folder: str) -> Iterator[tuple[Ties, dict[str, Line], str]]:
    """The ties of each type the file is about, and its lines by id."""
    found = lines(folder, "library_values.csv")
    for type in dict.fromkeys(line["type"] for line in found):
        by_id = {line["id"]: line for line in found if line["type"] == type}
        ties = typed(folder, type)
        assert set(by_id) == set(ties.ids)
        yield ties, by_id, type


def column(ties: Ties, by_id: Mapping[str, Line], name: str) -> list[float]:
    """What the file says of each row; empty means that the measure has no value there."""
    return [float(by_id[id][name] or "nan") for id in ties.ids]


def printed(expected: list[float]) -> Any:
    """Nine decimals are printed; sums of thousands of terms keep twelve digits."""
    return pytest.approx(expected, abs=1e-8, rel=1e-11, nan_ok=True)


def test_the_folders_with_library_values_are_the_ones_compared():
    assert DATA.is_dir(), "../shared/data not found: put the data folder beside the checkout"
    assert sorted(path.parent.name for path in DATA.glob("*/library_values.csv")) == sorted(LIBRARY)


@pytest.mark.parametrize("folder", LIBRARY)
def test_numbers_of_ties_and_betweenness(folder: str):
    for ties, by_id, _ in library(folder):
        degree = np.diff(ties.rows.indptr.astype(np.int64))
        assert degree.tolist() == column(ties, by_id, "degree_undirected")

        found = betweenness(ties.rows, ties.everybody) / 2

        expected = column(ties, by_id, "betweenness_undirected_unnormalised")
        assert found.tolist() == printed(expected)


@pytest.mark.parametrize("folder", LIBRARY)
def test_constraint_and_effective_size(folder: str):
    for ties, by_id, _ in library(folder):
        found = holes(ties.rows)

        assert found.constraint.tolist() == printed(column(ties, by_id, "burt_constraint"))
        expected = column(ties, by_id, "effective_size_networkx_only")
        assert found.effective_size.tolist() == printed(expected)


@pytest.mark.parametrize("folder", LIBRARY)
def test_articulation_points_and_bridges(folder: str):
    for ties, by_id, type in library(folder):
        points, bridges = cut_points(ties.rows)

        assert points.tolist() == column(ties, by_id, "articulation_point")
        found = sorted(sorted(ties.ids[row] for row in bridge) for bridge in bridges.tolist())
        listed = [one for one in lines(folder, "library_bridges.csv") if one["type"] == type]
        assert found == sorted(sorted((one["a"], one["b"])) for one in listed)


@pytest.mark.parametrize("folder", LIBRARY)
def test_core_numbers_and_component_sizes(folder: str):
    for ties, by_id, _ in library(folder):
        label, count = components(ties.rows)
        size = np.bincount(label, minlength=count)

        assert core_numbers(ties.rows).tolist() == column(ties, by_id, "core_number")
        assert size[label].tolist() == column(ties, by_id, "component_size")


# What is printed. Each of these makes numbers by the id of a line of published_values.csv.


def normalised_betweenness(ties: Ties) -> list[float]:
    people = len(ties.ids)
    return (betweenness(ties.rows, ties.everybody) / ((people - 1) * (people - 2))).tolist()


def far_from(ties: Ties, row: int) -> int:
    """The steps from one person to all others together."""
    return int(steps_to_nearest(ties.rows, np.array([row])).sum())


def closeness(ties: Ties, row: int) -> float:
    return (len(ties.ids) - 1) / far_from(ties, row)


def degrees(ties: Ties) -> list[int]:
    return np.diff(ties.rows.indptr.astype(np.int64)).tolist()


def padgett() -> Numbers:
    everybody = typed("padgett_florentine", "MARRIAGE")
    listed = [tie for tie in lines("padgett_florentine", "ties.csv") if tie["type"] == "MARRIAGE"]
    others = ties_of([id for id in everybody.ids if id != "pucci"], listed)
    between = zip(others.ids, normalised_betweenness(others), strict=True)
    found = {f"betweenness_{id}": value for id, value in between}
    found["closeness_medici"] = closeness(others, others.row("medici"))
    constraint, effective_size = holes(everybody.rows)
    for row, id in enumerate(everybody.ids):
        # The publication cuts names after nine letters.
        found[f"constraint_{id[:9]}"] = float(constraint[row])
        found[f"constraint_{id}"] = float(constraint[row])
        found[f"effsize_{id}"] = float(effective_size[row])
    found["constraint_peruzzi_igraph"] = found["constraint_peruzzi"]
    return found


def small_graphs() -> Numbers:
    people = lines("reference_small_graphs", "people.csv")
    ties = lines("reference_small_graphs", "ties.csv")

    def one_graph(name: str, *, weighted: bool = False) -> Ties:
        ids = [one["id"] for one in people if one["graph"] == name]
        return ties_of(ids, [tie for tie in ties if tie["graph"] == name], weighted=weighted)

    kite, found = one_graph("kite"), {}
    for row, (id, between) in enumerate(zip(kite.ids, normalised_betweenness(kite), strict=True)):
        name = id.removeprefix("kite_")
        found[f"kite_betweenness_{name}"] = between
        found[f"kite_closeness_{name}"] = closeness(kite, row)
        found[f"kite_degree_{name}"] = degrees(kite)[row] / (len(kite.ids) - 1)
    for weighted, what in ((False, "holes"), (True, "holes_weighted")):
        example = one_graph("holes", weighted=weighted)
        constraint, effective_size = holes(example.rows)
        for row, id in enumerate(example.ids):
            name = id.removeprefix("holes_")
            found[f"{what}_constraint_{name}"] = float(constraint[row])
            found[f"{what}_effsize_{name}"] = float(effective_size[row])
    return found


def southern_women() -> Numbers:
    """Two modes: what is possible depends on both numbers (Borgatti and Everett 1997)."""
    women = lines("davis_southern_women", "people.csv")
    events = [one["id"] for one in lines("davis_southern_women", "events.csv")]
    attended = [
        tie for tie in lines("davis_southern_women", "ties.csv") if tie["type"] == "ATTENDED"
    ]
    ties = ties_of([*(one["id"] for one in women), *events], attended)
    names = [one["name"].split()[0] for one in women] + events
    found = {}
    for row, (name, between) in enumerate(
        zip(names, betweenness(ties.rows, ties.everybody), strict=True)
    ):
        own, other = len(women), len(events)
        if row >= own:
            own, other = other, own
        found[f"degree_{name}"] = degrees(ties)[row] / other
        found[f"betweenness_{name}"] = float(between) / 2 / most_betweenness(own, other)
        found[f"closeness_{name}"] = (other + 2 * (own - 1)) / far_from(ties, row)
    return found


def most_betweenness(own: int, other: int) -> float:
    """The most that somebody of a mode of *own* people can have beside *other* of the other."""
    whole, rest = divmod(own - 1, other)
    return 0.5 * (
        other**2 * (whole + 1) ** 2
        + other * (whole + 1) * (2 * rest - whole - 1)
        - rest * (2 * whole - rest + 3)
    )


def cohesion(folder: str, type: str) -> dict[str, float]:
    """The largest weak component, triangles and mean clustering."""
    ties = typed(folder, type)
    label, count = components(ties.ahead, ties.back)
    size = np.bincount(label, minlength=count)
    return {
        "wcc_nodes": float(size.max()),
        "triangles": triangles(ties.rows).sum() / 3,
        "clustering": float(clustering(ties.rows, weighted=False).mean()),
    }


def email() -> Numbers:
    ties = typed("email_eu_core", "EMAILED")
    farthest = (steps_to_nearest(ties.rows, np.array([row])).max() for row in ties.everybody)
    return cohesion("email_eu_core", "EMAILED") | {"diameter": float(max(farthest))}


def wiki() -> Numbers:
    ties = typed("wiki_vote", "VOTED_ON")
    label, _ = components(ties.ahead, ties.back)
    within = label[ties.ahead.owners()] == np.bincount(label).argmax()
    return cohesion("wiki_vote", "VOTED_ON") | {
        "edges": float(len(ties.ahead.indices)),
        "wcc_edges": float(within.sum()),
    }


def strike() -> Numbers:
    """Ties between groups: the ends outside of each, and whom the younger ones talk with."""
    people = lines("strike_communication", "people.csv")
    ties = typed("strike_communication", "DISCUSSED_STRIKE")
    groups = list(dict.fromkeys(one["group"] for one in people))
    code = np.array([groups.index(one["group"]) for one in people], np.int32)
    found = ties_by_unit(ties.rows, code, len(groups))
    brokers = {people[row]["name"] for row in np.flatnonzero(found.outside)}
    of_group = dict(zip(groups, found.outside_of_unit.tolist(), strict=True))
    old, young = "English-speaking, over 30", "English-speaking, 30 or younger"
    older = {
        int(other)
        for row in np.flatnonzero(code == groups.index(young))
        for other in ties.rows.contacts(int(row))
        if groups[code[other]] == old
    }
    named = brokers == {"Alejandro", "Bob", "Norm", "Karl", "Ozzie"}
    return {
        "bridging_ties": float(named and found.outside_of_unit.sum() == 2 * 3),
        "spanish_cross": of_group["Spanish-speaking"],
        "young_old_contacts": len(older),
    }


# By folder: who computes them, and how many printed numbers that must be.
PRINTED: dict[str, tuple[Callable[[], Numbers], int]] = {
    "davis_southern_women": (southern_women, 27),
    "email_eu_core": (email, 4),
    "padgett_florentine": (padgett, 32),
    "reference_small_graphs": (small_graphs, 42),
    "strike_communication": (strike, 3),
    "wiki_vote": (wiki, 5),
}


@pytest.mark.parametrize("folder", PRINTED)
def test_printed_numbers(folder: str):
    computed, count = PRINTED[folder]
    found = computed()

    listed = [line for line in lines(folder, "published_values.csv") if line["id"] in found]

    for line in listed:
        expected = pytest.approx(float(line["published"]), rel=0, abs=float(line["tolerance"]))
        assert found[line["id"]] == expected, line["what"]
    assert len(listed) == count


def test_the_hand_made_answer_key_of_the_strike_stands_between_the_groups():
    people = lines("strike_communication", "people.csv")
    ties = typed("strike_communication", "DISCUSSED_STRIKE")
    names, groups = ([one[what] for one in people] for what in ("name", "group"))
    label, _ = components(ties.rows)

    _, bridges = cut_points(ties.rows)

    # One of the three ties between groups is the only way to a group: Alejandro - Bob.
    across = {
        frozenset((names[one], names[other]))
        for one, other in bridges.tolist()
        if groups[one] != groups[other]
    }
    assert across == {frozenset(("Alejandro", "Bob"))}
    assert label.max() == 0
