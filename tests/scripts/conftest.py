"""One browser page for all tests of a module; each test shows what it needs on it."""

import pytest

from tests.browser import PATIENCE, WINDOW
from tests.scripts.stage import Stage


@pytest.fixture(scope="module")
def theatre(chromium):
    """A window whose requests and complaints go to the test that uses it."""
    context = chromium.new_context(**WINDOW, reduced_motion="reduce")
    window = context.new_page()
    window.set_default_timeout(PATIENCE)
    stages = []

    def serve(route):
        stages[-1].serve(route)

    window.route("**/*", serve)
    window.on("pageerror", lambda error: stages[-1].note(str(error)))
    window.on("console", lambda message: _note(message, stages[-1]))
    window.on("dialog", lambda dialog: _leave(dialog, stages[-1]))
    yield window, stages
    context.close()


def _note(message, stage: Stage) -> None:
    if message.type == "error" and not message.text.startswith("Failed to load resource"):
        stage.note(message.text)


def _leave(dialog, stage: Stage) -> None:
    """A page with something unsaved is left all the same; that it asked is kept."""
    stage.dialogs.append(dialog.type)
    dialog.accept()


@pytest.fixture
def stage(theatre):
    """A page for one test."""
    window, stages = theatre
    one = Stage(window)
    stages.append(one)
    yield one
    assert one.problems() == []
