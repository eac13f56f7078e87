"""How does NetworkX answer from a snapshot: by kernels where there is one, else by itself?

``nx.constraint(ties)`` runs our loop over the mapped rows; a function without a kernel runs plain
NetworkX on rows made when they are read; ``backend="networkx"`` forces that. A plain ``nx.Graph``
may ask too: ``nx.constraint(graph, backend="graphsvc")``. What NetworkX does not have is in
``measures``: introductions, most trusted and warm paths, reach, E-I index, door openers.
"""

from graphsvc.snapshot.graph.backend import Backend
from graphsvc.snapshot.graph.opening import Graphs, load, prepare_networkx
from graphsvc.snapshot.graph.ties import Ties

__all__ = ["Backend", "Graphs", "Ties", "load", "prepare_networkx"]
