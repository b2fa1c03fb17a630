#!/usr/bin/env bash
# Customer.io's Python client for Pipelines sends a refused batch again, if the refusal has the documented form.
#
# customerio-cdp-analytics 1.1.0 (PyPI), Python 3.
# Guess: a 400 is final, as the client's own comment about 4xx says, and `on_error` gets an APIError with the status.
# Seen: Customer.io documents `{"meta":{"errors":[…]}}` as the body of a 400. The client looks for a key `code`, so the
# APIError is a KeyError, which counts as a failed connection: the batch is sent max_retries + 1 times, 11 by default, and
# `on_error` gets KeyError('code'). A 400 with an empty body is sent once.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install customerio-cdp-analytics==1.1.0

"$work/venv/bin/python" - 2>/dev/null <<'PY'
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from customerio.analytics import Client

requests, body = [], b""


class Refuses(BaseHTTPRequestHandler):
    def do_POST(self):
        requests.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(400)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Refuses)
threading.Thread(target=server.serve_forever, daemon=True).start()


def send():
    errors = []
    requests.clear()
    client = Client("key", host=f"http://127.0.0.1:{server.server_port}", max_retries=2,
                    on_error=lambda error, _: errors.append(type(error).__name__))
    client.track("42", "paid")
    client.shutdown()
    return len(requests), errors


for name, body, expected in [
    ("empty body", b"", (1, ["APIError"])),
    ("documented body", b'{"meta":{"errors":["event is too long"]}}', (3, ["KeyError"])),
]:
    seen = send()
    print(f"400, {name}: sent {seen[0]} times, on_error got {seen[1]}", flush=True)
    assert seen == expected
PY
