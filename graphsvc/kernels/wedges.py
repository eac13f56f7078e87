"""How is the brokerage of a few people computed, wedge by wedge, with ties to oneself?

What goes in and what comes out is said in graphsvc.kernels.brokerage, which calls these loops.
"""

import numpy as np

from graphsvc.kernels.compiled import compiled
from graphsvc.kernels.each_triangle import for_either_kind


@for_either_kind
def measure(chosen, indptr, indices, strength, shares, constraint, effective_size):
    """Both measures of the chosen, by the formulas themselves.

    shares, all 0 before and after, holds for every contact q of the person at hand p_uq / s_q
    and p_uq; of everybody else it says 0, so that no wedge needs a look at whether it is closed.
    """
    one = np.uint64(1)
    for each in range(len(chosen)):
        person = np.uint64(chosen[each])
        start = indptr[person]
        stop = indptr[person + one]
        total = 0.0
        for k in range(start, stop):
            total += strength[k]
        others = 0
        for k in range(start, stop):
            contact = np.uint64(indices[k])
            their_total = 0.0
            for m in range(indptr[contact], indptr[contact + one]):
                their_total += strength[m]
            share = strength[k] / total if total > 0 else 0.0
            shares[contact, 0] = share / their_total if their_total > 0 else 0.0
            shares[contact, 1] = share
            others += contact != person

        constrained = 0.0
        effective = 0.0
        for k in range(start, stop):
            contact = np.uint64(indices[k])
            indirect = 0.0
            redundant = 0.0
            largest = 0.0
            for m in range(indptr[contact], indptr[contact + one]):
                third = indices[m]
                strong = np.float64(strength[m])
                indirect += shares[third, 0] * strong
                redundant += shares[third, 1] * strong
                largest = max(largest, strong)
            constrained += (shares[contact, 1] + indirect) ** 2
            effective += 1.0 - (redundant / largest if largest > 0 else 0.0)
        constraint[each] = constrained if start < stop else np.nan
        effective_size[each] = effective if others > 0 else np.nan

        for k in range(start, stop):
            shares[indices[k], 0] = 0.0
            shares[indices[k], 1] = 0.0


@compiled
def simplified(chosen, indptr, indices, is_contact, effective_size):
    """Effective size of the chosen by ties among contacts; is_contact is False before and after."""
    one = np.uint64(1)
    for each in range(len(chosen)):
        person = np.uint64(chosen[each])
        contacts = 0
        for k in range(indptr[person], indptr[person + one]):
            contact = np.uint64(indices[k])
            is_contact[contact] = contact != person
            contacts += contact != person
        ends = 0
        for k in range(indptr[person], indptr[person + one]):
            contact = np.uint64(indices[k])
            if contact == person:
                continue
            for m in range(indptr[contact], indptr[contact + one]):
                third = np.uint64(indices[m])
                if is_contact[third]:
                    # A tie among contacts is met from both ends, a self-tie once.
                    ends += 2 if third == contact else 1
        for k in range(indptr[person], indptr[person + one]):
            is_contact[indices[k]] = False
        effective_size[each] = contacts - ends / contacts if contacts > 0 else np.nan


@for_either_kind
def local(one, other, indptr, indices, strength):
    """How much *other* constrains *one*."""
    total = 0.0
    direct = 0.0
    indirect = 0.0
    for k in range(indptr[one], indptr[one + 1]):
        contact = indices[k]
        strong = np.float64(strength[k])
        total += strong
        if contact == other:
            direct = strong
        their_total = 0.0
        to_other = 0.0
        for m in range(indptr[contact], indptr[contact + np.uint32(1)]):
            their_total += strength[m]
            if indices[m] == other:
                to_other = np.float64(strength[m])
        if their_total > 0:
            indirect += strong * to_other / their_total
    return ((direct + indirect) / total) ** 2 if total > 0 else 0.0
