"""Do fused ranks and lots between equals come out as by hand?"""

from hashlib import blake2b

import numpy as np
import pytest

from graphsvc.analyses.ranking import best, draw, fused, ranks

IDS = ("ada", "ben", "cy", "dot", "eve", "fay")


def first(values, limit, seed=1):
    return [IDS[place] for place in best(np.array(values), limit, id_of=IDS.__getitem__, seed=seed)]


def test_the_largest_value_has_rank_one_and_equals_share_the_better_rank():
    found = ranks([np.array([2.0, 7.0, 2.0, 1.0]), np.array([0.0, 0.0, 0.0, 5.0])])

    assert found.tolist() == [[2, 1, 2, 4], [2, 2, 2, 1]]


def test_values_that_differ_only_in_the_order_they_were_summed_are_equal():
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    assert ranks([np.array([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1])]).tolist() == [[1, 1]]


def test_small_values_stay_apart():
    assert ranks([np.array([2e-12, 1e-12, 3e-12])]).tolist() == [[2, 3, 1]]


def test_fused_ranks_are_sums_of_one_over_sixty_plus_rank():
    found = fused([np.array([9.0, 5.0, 5.0]), np.array([0.1, 0.3, 0.2])])

    assert found == pytest.approx([1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 62 + 1 / 62])


def test_whoever_has_nothing_in_a_list_gains_nothing_from_it():
    found = fused([np.array([0.0, 4.0]), np.array([1.0, 0.0])])

    assert found == pytest.approx([1 / 61, 1 / 61])


def test_the_lot_of_an_id_is_its_seeded_hash():
    expected = int.from_bytes(blake2b(b"7:ada", digest_size=8).digest(), "big")

    assert draw("ada", 7) == expected


def test_the_best_come_first():
    assert first([0.1, 0.5, 0.3, 0.2], 3) == ["ben", "cy", "dot"]


def test_equals_are_ordered_by_lot_and_another_seed_draws_another_order():
    orders = {tuple(first([1.0] * 6, 6, seed=seed)) for seed in range(20)}

    assert first([1.0] * 6, 6) == sorted(IDS, key=lambda one: draw(one, 1))
    assert len(orders) > 10


def test_who_of_the_equals_is_cut_off_does_not_depend_on_the_row():
    whole = first([1.0, 1.0, 2.0, 1.0, 1.0, 1.0], 6)

    assert whole[0] == "cy"
    assert first([1.0, 1.0, 2.0, 1.0, 1.0, 1.0], 3) == whole[:3]


def test_nobody_is_best_of_none_and_fewer_than_asked_for_are_all_given():
    assert first([], 5) == []
    assert first([1.0, 2.0], 0) == []
    assert first([1.0, 2.0], 5) == ["ben", "ada"]


@pytest.mark.parametrize("seed", range(20))
def test_few_and_many_are_ordered_alike(seed):
    random = np.random.default_rng(seed)
    values = random.integers(0, 12, 60) / 7
    many = np.append(values, np.full(500, -1.0))

    for limit in (1, 3, 20, 60):
        few = best(values, limit, id_of=str, seed=seed)
        assert few == best(many, limit, id_of=str, seed=seed)
        assert len(set(few)) == limit
