"""How do browser tests see a page? In the system's Chromium, and nothing may go wrong unseen."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect

from tests.site import Site

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROLES = ("person", "mentor", "lead", "analyst", "operator")
# As long as a click or a page may take: the machine may be busy with other tests.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail("No Chromium here: make test installs it where it may; or name it in CHROMIUM.")
    return {**browser_type_launch_args, "executable_path": found, "args": list(QUIET)}


@dataclass
class Visit:
    """A browser signed in as one role; remembers everything that went wrong in it."""

    page: Page
    url: str
    wrong: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)  # statuses a test asked for on purpose

    def open(self, path: str, *, status: int = 200) -> None:
        """Go to a page and see it answered with *status*."""
        if status >= 400:
            self.expected.add(status)
        answered = self.page.goto(self.url + path)
        assert answered is not None
        assert answered.status == status, path

    def drawn(self) -> None:
        """Wait until the picture of the page is there."""
        self.page.wait_for_selector("html[data-ready]")


def _watch(visit: Visit) -> None:
    def failed(request: Request) -> None:
        if request.failure == "net::ERR_ABORTED":
            return  # the browser left the page before its icon had come
        visit.wrong.append(f"failed: {request.url} {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400 and response.status not in visit.expected:
            visit.wrong.append(f"{response.status}: {response.url}")

    def said(message: Any) -> None:
        # Chromium repeats the status of the page itself as a message.
        if not any(f"a status of {status}" in message.text for status in visit.expected):
            visit.wrong.append(f"console: {message.text}")

    visit.page.on("requestfailed", failed)
    visit.page.on("response", answered)
    visit.page.on("console", said)
    visit.page.on("pageerror", lambda error: visit.wrong.append(f"error: {error}"))


SignIn = Callable[..., Visit]


@pytest.fixture
def visit_as(browser: Browser, site: Site) -> Iterator[SignIn]:
    """``visit_as(role, **context)``: a new browser context, signed in with the switch."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def enter(role: str, **options: Any) -> Visit:
        context = browser.new_context(**options)
        contexts.append(context)
        visit = Visit(context.new_page(), site.url)
        visits.append(visit)
        _watch(visit)
        visit.open("/")
        visit.page.get_by_label("signed in as").select_option(role)
        visit.page.get_by_role("button", name="Switch").click()
        visit.page.wait_for_load_state()
        return visit

    yield enter
    for context in contexts:
        context.close()
    assert [one.wrong for one in visits if one.wrong] == []


@pytest.fixture(scope="session")
def mentee(site: Site) -> str:
    """Whom the mentor of the demonstration asks about first."""
    found: str = site.services.demonstration()["mentor"].person_ids[0]
    return found


@pytest.fixture(scope="session")
def pair(site: Site) -> tuple[str, str]:
    """The ids of the mentor and of her mentee."""
    people = site.services.demonstration()
    return people["mentor"].viewer.person_id, people["person"].viewer.person_id
