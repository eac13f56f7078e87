"""Which routes are there under /api/v1?"""

from flask_openapi3 import OpenAPI

from graphsvc.api import (
    bridges,
    consents,
    cypher,
    endorsements,
    feedback,
    gaps,
    goals,
    introducing,
    introductions,
    isolation,
    me,
    paths,
    people,
    promises,
    snapshots,
)

BLUEPRINTS = (
    introductions.bp,
    introducing.bp,
    isolation.bp,
    gaps.bp,
    bridges.bp,
    goals.bp,
    feedback.bp,
    endorsements.bp,
    promises.bp,
    paths.bp,
    people.bp,
    cypher.bp,
    snapshots.bp,
    me.bp,
    consents.bp,
)


def register(app: OpenAPI) -> None:
    for one in BLUEPRINTS:
        app.register_api(one)
