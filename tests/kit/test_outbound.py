"""Requests to addresses that users type: never inside, nowhere else than was judged, and never for ever."""

import datetime
import ipaddress
import socket
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured

from tests.webhooks.receiver import start
from zhijiao.config.environment import networks
from zhijiao.kit import outbound
from zhijiao.kit.outbound import Policy, Refused, Unreachable, allowed, read_networks, send, target_of

HERE = Policy(networks=read_networks(["127.0.0.0/8"]), plain=True)
PUBLIC = Policy(plain=True)


@pytest.fixture
def receiver():
    made = start()
    yield made
    made.stop()


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "192.0.2.7", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)  # fmt: skip
def test_nothing_goes_inside(text):
    assert not allowed(ipaddress.ip_address(text), PUBLIC)


@pytest.mark.parametrize("text", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses_are_open(text):
    assert allowed(ipaddress.ip_address(text), PUBLIC)


def test_an_address_of_this_machine_is_closed_even_if_it_is_public(monkeypatch):
    class Probe(socket.socket):
        def connect(self, address):
            self.to = address[0]

        def getsockname(self):
            return (self.to, 1)

    monkeypatch.setattr(outbound.socket, "socket", Probe)
    assert not allowed(ipaddress.ip_address("8.8.8.8"), PUBLIC)


def test_the_operator_opens_networks():
    policy = Policy(networks=read_networks(["10.20.0.0/16"]))
    assert allowed(ipaddress.ip_address("10.20.3.4"), policy)
    assert allowed(ipaddress.ip_address("::ffff:10.20.3.4"), policy)
    assert not allowed(ipaddress.ip_address("10.21.3.4"), policy)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.com/", "https://"),
        ("http://example.com/", "不加密"),
        ("//example.com/", "https://"),
        ("https://", "https://"),
        ("https://a:b@example.com/", "用户名和密码"),
        ("https://example.com:22/", "端口"),
        ("https://example.com:99999/", "不是有效的网址"),
        ("https://example.com/#x", "#"),
        ("https://example.com/a b", "空格"),
        ("https://example.com/\r\nHost: x", "空格"),
        ("https://Zhijiao.Example./events", "本系统自己"),
        ("https://example.com/" + "a" * 500, "500"),
    ],
)
def test_addresses_that_their_text_forbids(url, why):
    with pytest.raises(Refused, match=why):
        target_of(url, Policy(own_hosts=frozenset({"zhijiao.example"})))


@pytest.mark.parametrize(
    "url", ["http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://localhost:8000/"]
)
def test_other_ways_to_write_a_loopback_address(url):
    with pytest.raises(Refused, match="内部网络"):
        send("POST", url, PUBLIC)


def test_a_name_with_one_bad_address_is_refused(monkeypatch):
    found = [(socket.AF_INET, 1, 6, "", (text, 80)) for text in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(outbound.socket, "getaddrinfo", lambda *args, **kwargs: found)
    with pytest.raises(Refused):
        send("POST", "http://example.com/", PUBLIC)


def test_the_connection_goes_to_the_address_that_was_judged(monkeypatch, receiver):
    """A name that leads elsewhere when it is asked again is not asked again."""
    asked = []

    def resolve(host, port, *args, **kwargs):
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.9.9.9"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", resolve)
    reached = []

    def note(address, timeout):
        reached.append(address)
        host, port = address
        made = socket.socket()
        made.settimeout(timeout)
        made.connect((host, port))
        return made

    monkeypatch.setattr(outbound.socket, "create_connection", note)
    answer = send("POST", f"http://rebinding.example:{receiver.port}/x", HERE, body=b"{}")
    assert (answer.status, asked, reached) == (204, ["rebinding.example"], [("127.0.0.1", receiver.port)])
    assert receiver.came[0][1]["host"] == f"rebinding.example:{receiver.port}"


def test_a_redirect_is_an_answer_and_is_not_followed(receiver):
    receiver.statuses, receiver.location = [302], receiver.url
    assert send("POST", receiver.url, HERE, body=b"{}").status == 302
    assert len(receiver.came) == 1


def test_an_answer_that_comes_drop_by_drop_ends(receiver):
    receiver.slow = 30  # the test itself would take as long
    with pytest.raises(Unreachable) as caught:
        send("POST", receiver.url, HERE, body=b"{}", seconds=0.5)
    assert caught.value.code == "timeout"


def test_nobody_listens():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable) as caught:
            send("POST", f"http://127.0.0.1:{taken.getsockname()[1]}/", HERE)
    assert caught.value.code == "connect"


def test_a_name_that_leads_nowhere():
    with pytest.raises(Unreachable) as caught:
        send("POST", "http://nobody.invalid/", PUBLIC)
    assert caught.value.code == "name"


def test_certificates_are_checked_against_the_name(tmp_path, receiver):
    certificate, key = _certificate(tmp_path, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    secure = start(context)
    networks = read_networks(["127.0.0.0/8", "::1/128"])
    trusting = Policy(networks=networks, authorities=str(certificate))
    try:
        at = f"https://localhost:{secure.port}/events"
        assert send("POST", at, trusting, body=b"{}").status == 204
        for url, policy in (
            (at, Policy(networks=networks)),
            (at.replace("localhost", "127.0.0.1"), trusting),
        ):
            with pytest.raises(Unreachable) as caught:
                send("POST", url, policy, body=b"{}")
            assert caught.value.code == "certificate"
        with pytest.raises(Unreachable) as caught:
            send("POST", f"https://localhost:{receiver.port}/", trusting, body=b"{}", seconds=3)
        assert caught.value.code in ("tls", "broken", "timeout")
        assert len(secure.came) == 1
    finally:
        secure.stop()


def _certificate(folder, name):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return files


@pytest.mark.parametrize("text", ["10.20.0.0/16,zehn", "10.20.0.0/40"])
def test_the_operators_networks_are_read_when_the_program_starts(text):
    with pytest.raises(ImproperlyConfigured, match="ZHIJIAO_OUTBOUND_NETWORKS"):
        networks({"ZHIJIAO_OUTBOUND_NETWORKS": text}, "ZHIJIAO_OUTBOUND_NETWORKS")
    assert networks({"N": "10.20.0.0/16, ::1"}, "N") == ["10.20.0.0/16", "::1"]
