"""Is whoever is signed in still one of the people, and what is she without that?"""

from dataclasses import replace

from graphsvc.access.viewer import Viewer
from graphsvc.api.container import Services
from graphsvc.errors import GraphServiceError
from graphsvc.services.people import is_there


def today(viewer: Viewer, services: Services) -> Viewer:
    """The viewer with what is left to her: whoever left the graph has her grants alone."""
    if viewer.person_id is None:
        return viewer
    try:
        view = services.snapshots.at(None)
    except GraphServiceError:
        return viewer  # nothing is published: what was asked for says so
    return viewer if is_there(view, viewer.person_id) else replace(viewer, person_id=None)
