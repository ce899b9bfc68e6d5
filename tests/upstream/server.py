"""A reference server: the interface of a source system as the pages describe it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Interface(ThreadingHTTPServer):
    """Hands out the rows of its parts, page by page, to whoever brings the token."""

    daemon_threads = True

    def __init__(self, parts: dict[str, list[dict[str, Any]]], token: str = "口令-1", size: int = 2) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.parts, self.token, self.size = parts, token, size
        self.asked: list[str] = []
        #: By place in the order of requests: a status and body to answer instead.
        self.instead: dict[int, tuple[int, bytes]] = {}

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.server_address[1]}/base"


class _Handler(BaseHTTPRequestHandler):
    server: Interface

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, body = self.server.instead.get(len(self.server.asked), (0, b""))
        if not status:
            status, body = self._answer()
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self) -> tuple[int, bytes]:
        if self.headers.get("Authorization") != f"Bearer {self.server.token}".encode().decode("latin-1"):
            return 401, b"{}"
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query)
        rows = self.server.parts.get(parts.path.rpartition("/")[2], [])
        if "school" in asked:
            rows = [row for row in rows if row["XXDM"] == asked["school"][0]]
        start = (int(asked["page"][0]) - 1) * self.server.size
        shown = rows[start : start + self.server.size]
        said = {"rows": shown, "more": start + self.server.size < len(rows)}
        return 200, json.dumps(said, ensure_ascii=False).encode()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(parts: dict[str, list[dict[str, Any]]], **options: Any) -> Iterator[Interface]:
    """A server that runs meanwhile."""
    server = Interface(parts, **options)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
