"""Is the answer right? The largest difference of each kernel from plain NetworkX, one small graph.

The speed of a wrong answer does not count: a difference above bars.ALLOWED fails the command.
"""

from collections.abc import Mapping

from bench import answers_asked, answers_everybody
from bench.apart import Compare

# By question. Estimates have no answer that must be met.
COMPARED: Mapping[str, Compare] = {**answers_everybody.COMPARED, **answers_asked.COMPARED}
