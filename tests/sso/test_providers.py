"""The operator's file: what is refused, with the place and the remedy; and the one way to ask other servers."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from zhijiao.kit import outgoing
from zhijiao.sso import providers

WRONG = {
    "a key with capitals": ({"key": "Yunling"}, "key 只能用小写字母"),
    "an unknown kind": ({"kind": "saml"}, "kind 应为 oidc、cas"),
    "plain http": ({"plain_http": False}, "plain_http = true"),
    "no client": ({"client_id": ""}, "client_id 没有填写"),
    "no name": ({"name": ""}, "name 没有填写"),
    "an entry nobody knows": ({"clientid": "x"}, "clientid 不是可用的设置"),
    "a number for a text": ({"name": 7}, "name 的类型不对"),
    "a text for a list": ({"hosts": "a"}, "hosts 应为文字的列表"),
    "a province by name": ({"province": "云岭"}, "province 应为"),
    "mail as login name": ({"login_name": "{email}"}, "不能由邮箱"),
    "a login name without a claim": ({"login_name": "wei"}, "花括号"),
    "a third way for administrators": ({"administrators": "yes"}, "administrators 应为"),
    "a secret that is not there": ({"client_secret_file": "gone"}, "client_secret_file 读不了"),
    "no openid": ({"scopes": ["profile"]}, "须含 openid"),
}


@pytest.mark.parametrize(("entry", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_used_stops_the_start(configure, entry, said):
    configure(**entry)
    with pytest.raises(ImproperlyConfigured, match="ZHIJIAO_SIGN_IN_PROVIDERS") as refused:
        providers.every()
    assert said in str(refused.value)


def test_two_of_one_key_and_files_that_are_none(configure, settings, tmp_path):
    configure({}, {})
    with pytest.raises(ImproperlyConfigured, match="用了两次"):
        providers.every()
    (tmp_path / "broken.toml").write_text("provider = 1\n", encoding="utf-8")
    for name in ("gone.toml", "broken.toml"):
        settings.SIGN_IN_PROVIDERS_FILE = str(tmp_path / name)
        with pytest.raises(ImproperlyConfigured, match=r"读不了|只能由"):
            providers.every()


def test_a_secret_may_lie_in_a_file_of_its_own(configure, tmp_path):
    (tmp_path / "secret").write_text("quiet\n", encoding="utf-8")
    configure(client_secret_file="secret")
    assert providers.every()[0].client_secret == "quiet"


def test_only_named_hosts_are_asked(configure):
    configure(hosts=["keys.example:8443"])
    provider = providers.every()[0]
    assert provider.may_ask(provider.issuer + "/x")
    assert provider.may_ask("https://keys.example:8443/x")
    for other in ("https://keys.example/x", "file:///etc/passwd", "http://a@127.0.0.1/", "", "//127.0.0.1/"):
        assert not provider.may_ask(other)


def test_other_servers_get_so_long_and_may_say_so_much(province):
    assert outgoing.fetch(province.base + "/keys").status == 200
    province.spoil = {"slow": ["/keys"], "seconds": 1}
    with pytest.raises(outgoing.Unreachable, match="in time|Timeout"):
        outgoing.fetch(province.base + "/keys", seconds=0.1)
    province.spoil = {"huge": ["/keys"]}
    with pytest.raises(outgoing.Unreachable, match="too long"):
        outgoing.fetch(province.base + "/keys")
    province.spoil = {"status": {"/keys": 302}}
    assert outgoing.fetch(province.base + "/keys").status == 302
    for elsewhere in ("file:///etc/passwd", "ftp://127.0.0.1/", "http://127.0.0.1:9/"):
        with pytest.raises(outgoing.Unreachable):
            outgoing.fetch(elsewhere)
