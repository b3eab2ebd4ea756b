"""A balancer without any sense of order: each request goes to an instance at random.

A test that must know where its updates arrive sets `only` to the number of an instance.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Balancer:
    """Forwards POST requests; an instance that is away answers 502, as proxies do."""

    def __init__(self, targets: Sequence[str]) -> None:
        luck = random.Random(42)
        client = httpx.Client(timeout=30)
        self.only: int | None = None

        def target() -> str:
            return luck.choice(targets) if self.only is None else targets[self.only]

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {"Content-Type": "application/json", SECRET: self.headers[SECRET]}
                try:
                    answer = client.post(target(), content=body, headers=headers)
                    status, content = answer.status_code, answer.content
                except httpx.TransportError:
                    status, content = 502, b""
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_message: object) -> None:
                """Silence."""

        self._client = client
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/telegram"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._client.close()
