"""How is a store reached over Bolt? The one place that knows the driver."""

from graphsvc.store.bolt.store import BoltStore

__all__ = ["BoltStore"]
