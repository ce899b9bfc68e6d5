from tests.accounts.conftest import tree  # noqa: F401
