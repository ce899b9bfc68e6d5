"""Sending a request to an address that a user has typed. What an operator has written down is asked by `kit.outgoing`.

What a name means is looked up once, every address it leads to is judged, and the connection goes to an address that was
judged, so that a name that leads elsewhere a moment later changes nothing. Redirects are not followed, an answer is
read up to a limit, and all of it ends after some seconds, however slowly the other side speaks. Proxies of the
environment are not used: they would look the name up themselves.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
LONGEST = 500
"""How long an address may be."""
SECONDS = 10.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_WEB_PORTS = {"https": 443, "http": 80}
_UNPRINTABLE = re.compile(r"[^\x21-\x7e]")


class Refused(ValueError):
    """Nothing may be sent there; the text says why and what to do."""


class Unreachable(Exception):
    """Nothing came back. ``code`` is one of `REASONS`; no text of the other side is kept."""

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code])
        self.code = code


REASONS = {
    "name": "域名无法解析",
    "connect": "无法连接",
    "timeout": "超过时限没有回答",
    "certificate": "对方的证书无效",
    "tls": "加密连接没有建立",
    "broken": "回答不完整或不是 HTTP",
}


@dataclass(frozen=True)
class Policy:
    """Where requests may go: public addresses and `networks`, by https, with `plain` also by http.

    `own_hosts` are the names of this installation, `authorities` a file of certificates that are trusted besides.
    """

    networks: tuple[Network, ...] = ()
    plain: bool = False
    own_hosts: frozenset[str] = frozenset()
    authorities: str = ""


@dataclass(frozen=True)
class Target:
    """An address taken apart."""

    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True)
class Answer:
    """What came back: the status, and as much of the content as was asked for."""

    status: int
    content: bytes


def read_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks as they are typed. ValueError if one is none."""
    return tuple(ipaddress.ip_network(text, strict=False) for text in texts)


def target_of(url: str, policy: Policy) -> Target:
    """An address taken apart, if requests may go there as far as its text tells.

    Raises:
        Refused: they may not.
    """
    if len(url) > LONGEST or _UNPRINTABLE.search(url):
        raise Refused(f"地址应为不超过 {LONGEST} 个字符的网址，不含空格和中文。")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("地址不是有效的网址，例：https://xiaoyuan.example.edu.cn/events。") from None
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.fragment:
        raise Refused("地址应以 https:// 开头，不含“#”，例：https://xiaoyuan.example.edu.cn/events。")
    if parts.scheme == "http" and not policy.plain:
        raise Refused("地址应以 https:// 开头：http 不加密，途中可以被读取和改动。")
    if "@" in parts.netloc:
        raise Refused("地址中不能写用户名和密码。")
    port = port or _WEB_PORTS[parts.scheme]
    if port < 1024 and port not in _WEB_PORTS.values():
        raise Refused("端口应为 443，或 1024 以上。")
    host = parts.hostname.rstrip(".").lower()
    if host in policy.own_hosts:
        raise Refused("地址不能是本系统自己的地址。")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def addresses_of(target: Target, policy: Policy) -> list[str]:
    """The network addresses of a target; all of them are good.

    Raises:
        Refused: the name leads, also, to an address where nothing may be sent.
        Unreachable: it leads nowhere.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("name") from None
    texts = list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in found))
    if not texts:
        raise Unreachable("name")
    if not all(allowed(ipaddress.ip_address(text), policy) for text in texts):
        raise Refused(
            "这个地址在内部网络、本机或保留网段，不能发送。确需发送到内部网络的，请系统运维单位设置允许的网段。"
        )
    return texts


def allowed(address: Address, policy: Policy) -> bool:
    """Whether requests may go to an address: a public one of others, or one in a network that the operator names."""
    if any(address in network for network in policy.networks):
        return True
    inner = _embedded(address)
    if inner is not None:
        return allowed(inner, policy)
    return address.is_global and not address.is_multicast and not _is_own(address)


def _embedded(address: Address) -> Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def _is_own(address: Address) -> bool:
    """Whether the address is one of this machine: what is sent there would leave from the same one. Sends nothing."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(address), 9))
            return ipaddress.ip_address(probe.getsockname()[0]) == address
    except OSError:
        return False


def send(
    method: str,
    url: str,
    policy: Policy,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    most: int = 0,
) -> Answer:
    """Send a request and read the status of the answer, and up to ``most`` bytes of it.

    Raises:
        Refused: nothing may be sent there.
        Unreachable: no answer came.
    """
    target = target_of(url, policy)
    addresses = addresses_of(target, policy)
    deadline = _Deadline(seconds)
    with _telling(deadline):
        connection = _Connection(target, addresses, policy, deadline)
        try:
            connection.request(method, target.path, body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.read(most) if most else b"")
        finally:
            deadline.end()
            connection.close()


@contextmanager
def _telling(deadline: "_Deadline") -> Iterator[None]:
    """Failures by their kind: what libraries say of them may repeat what the other side has sent."""
    try:
        yield
    except TimeoutError:
        raise Unreachable("timeout") from None
    except ssl.SSLCertVerificationError:
        raise Unreachable("certificate") from None
    except ssl.SSLError:
        raise Unreachable("timeout" if deadline.over else "tls") from None
    except (ConnectionRefusedError, http.client.HTTPException, OSError) as error:
        code = "broken" if isinstance(error, http.client.HTTPException | ConnectionResetError) else "connect"
        raise Unreachable("timeout" if deadline.over else code) from None


class _Deadline:
    """Closes the sockets of a request when its time is over, whatever they are waiting for."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.over = False
        self._timer = threading.Timer(seconds, self._close)
        self._timer.daemon = True
        self._sockets: list[socket.socket] = []
        self._timer.start()

    def watch(self, held: socket.socket) -> None:
        """Close this one as well; at once where the time is over already."""
        self._sockets.append(held)
        if self.over:
            _shut(held)

    def end(self) -> None:
        """The request has ended."""
        self._timer.cancel()

    def _close(self) -> None:
        self.over = True
        for held in self._sockets:
            _shut(held)


def _shut(held: socket.socket) -> None:
    with suppress(OSError):  # closed already
        socket.socket.shutdown(held, socket.SHUT_RDWR)


class _Connection(http.client.HTTPConnection):
    """A connection to addresses that were judged, under the name they were found by."""

    def __init__(self, target: Target, addresses: list[str], policy: Policy, deadline: _Deadline) -> None:
        super().__init__(target.host, target.port, timeout=deadline.seconds)
        self.default_port = _WEB_PORTS[target.scheme]
        self._addresses = addresses
        self._deadline = deadline
        self._wrap: Callable[[socket.socket], socket.socket] | None = None
        if target.scheme == "https":
            context = ssl.create_default_context()
            if policy.authorities:
                context.load_verify_locations(policy.authorities)
            self._wrap = lambda plain: context.wrap_socket(plain, server_hostname=target.host)

    def connect(self) -> None:
        """Connect to the first address that answers."""
        plain = self._reached()
        self._deadline.watch(plain)
        if self._wrap is None:
            self.sock = plain
            return
        try:
            self.sock = self._wrap(plain)
        except BaseException:
            plain.close()
            raise
        self._deadline.watch(self.sock)

    def _reached(self) -> socket.socket:
        failure: OSError = ConnectionError()
        for address in self._addresses:
            try:
                return socket.create_connection((address, self.port), self._deadline.seconds)
            except OSError as error:
                failure = error
            if self._deadline.over:
                break
        raise failure
