"""A real receiver of webhooks: it keeps what came, answers as it is told, and checks signatures by itself."""

import base64
import hmac
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    path: str
    headers: dict
    body: bytes

    @property
    def id(self):
        """What tells messages apart."""
        return self.headers["webhook-id"]

    def signed_with(self, secret):
        """Tell whether one of the signatures is made with `secret`, as the portal showed it."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        expected = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
        return expected in self.headers["webhook-signature"].split(" ")


class Receiver:
    """Listens at a port of its own. `answers` are statuses or functions of the handler, the last for ever."""

    def __init__(self, *answers):
        """Begin to listen."""
        self.answers = list(answers) or [200]
        self.received = []
        self.ended = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                receiver._take(self)

            do_GET = do_POST  # noqa: N815  http.server's name

            def log_message(self, *_said):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self):
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/haishin"

    def _take(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.received.append(Received(handler.path, headers, body))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer(handler) if callable(answer) else say(handler, answer)

    def speak_tls(self, context):
        """Speak TLS from now on; a hand that is not shaken is the other side's affair."""
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self._server.handle_error = lambda *_about: None

    def close(self):
        """Listen no more; whatever still answers ends."""
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)


def say(handler, status, body=b"", **headers):
    """Answer with a status and a body."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
