"""A server of others that notes what it is sent, and answers as it is told to."""

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """The server, what has come, and with which statuses it answers: one after another, the last for good."""

    server: ThreadingHTTPServer
    came: list = field(default_factory=list)
    statuses: list = field(default_factory=lambda: [204])
    slow: float = 0
    location: str = ""

    @property
    def port(self):
        return self.server.server_address[1]

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/events?key=1"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def start(context=None) -> Receiver:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            made.came.append((self.path, headers, body))
            status = made.statuses.pop(0) if len(made.statuses) > 1 else made.statuses[0]
            for _ in range(int(made.slow * 10)):  # drop by drop, so that no single wait is long
                time.sleep(0.1)
                self.wfile.write(b"H") if self.wfile else None
            self.send_response(status)
            if made.location:
                self.send_header("Location", made.location)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *args: None
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    made = Receiver(server)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return made
