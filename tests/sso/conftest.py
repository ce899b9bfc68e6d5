import html
import re

import pytest

from tests.accounts.places import person, plant
from tests.sso import reference
from zhijiao.kit import outgoing
from zhijiao.sso import discovery, exchange


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def clerk(tree):
    return person(tree.school, "wei", "school_clerk")


@pytest.fixture(scope="session")
def server():
    made = reference.Province()
    yield made
    made.close()


@pytest.fixture
def province(server):
    """The provider, doing everything right."""
    server.spoil, server.codes, server.tickets, server.asked, server.further = {}, {}, {}, [], {}
    exchange.forget()
    discovery.forget()
    yield server
    exchange.forget()
    discovery.forget()


@pytest.fixture
def configure(province, settings, tmp_path):
    """Write the operator's file: one entry per set of settings, over those of an OpenID provider."""

    def write(*entries, **one):
        oidc = {
            "key": "yunling",
            "name": "云岭省教育统一身份认证",
            "kind": "oidc",
            "issuer": province.base,
            "client_id": reference.CLIENT,
            "client_secret": reference.SECRET,
            "plain_http": True,
        }
        text = "".join(reference.lines(**{**oidc, **each}) for each in entries or [one])
        file = tmp_path / f"providers-{len(list(tmp_path.iterdir()))}.toml"
        file.write_text(text, encoding="utf-8")
        settings.SIGN_IN_PROVIDERS_FILE = str(file)

    write()
    return write


@pytest.fixture
def cas(configure, province):
    configure(key="cas", name="云岭省统一认证", kind="cas", issuer=province.base + "/cas")
    return configure


@pytest.fixture
def hasty(monkeypatch):
    """Half a second in place of five."""
    monkeypatch.setattr(outgoing, "SECONDS", 0.5)


def sent_to(response) -> str:
    """Where the page on the way to the provider leads."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', response.content.decode())
    return html.unescape(found[1]) if found else ""


def set_out(client, key: str = "yunling", **posted) -> str:
    return sent_to(client.post(f"/sso/{key}/", posted))


def signed_in(client) -> str:
    return client.session.get("_auth_user_id", "")
