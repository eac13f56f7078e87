"""Which routes are there under /api/v1?"""

from flask_openapi3 import OpenAPI

from graphsvc.api import cypher, me

BLUEPRINTS = (me.bp, cypher.bp)


def register(app: OpenAPI) -> None:
    for one in BLUEPRINTS:
        app.register_api(one)
