"""GET /api/v1/bridges: which few introductions bring those far from decisions closest to them?"""

from flask import Response
from pydantic import Field, RootModel

from graphsvc.api.context import services, viewer
from graphsvc.api.door import AsOfQuestion, Whole, answer
from graphsvc.api.version_one import blueprint
from graphsvc.services.answers import Plan

bp = blueprint("bridges", "Plans of introductions that open the most doors.")


class PlanAnswer(RootModel[Plan]):
    """Introductions in the order of what each adds."""


class BridgeQuestion(AsOfQuestion):
    budget: Whole = Field(default=40, ge=1, le=1000, description="Most introductions.")
    seed: Whole = Field(default=1, ge=0, lt=2**31, description="Orders equal gains.")


@bp.get("/bridges", summary="Plan introductions", responses={200: PlanAnswer})
def plan_bridges(query: BridgeQuestion) -> Response:
    found = services().bridges.plan(
        viewer(), budget=query.budget, as_of=query.as_of, seed=query.seed
    )
    return answer(PlanAnswer, found)
