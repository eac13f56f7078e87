"""Who looks at the pages, and who are the two of the demonstration?"""

import pytest
from flask.testing import FlaskClient

from tests.pages.test_pages import signed_in
from tests.site import Site


@pytest.fixture
def mentor(site: Site) -> FlaskClient:
    return signed_in(site.app, "mentor")


@pytest.fixture
def person(site: Site) -> FlaskClient:
    return signed_in(site.app, "person")


@pytest.fixture(scope="session")
def mentee(site: Site) -> str:
    """The id of her whom the mentor of the demonstration mentors."""
    found: str = site.services.demonstration()["mentor"].person_ids[0]
    return found


@pytest.fixture(scope="session")
def pair(site: Site) -> tuple[str, str]:
    """The ids of the mentor and of her mentee."""
    people = site.services.demonstration()
    return people["mentor"].viewer.person_id, people["person"].viewer.person_id
