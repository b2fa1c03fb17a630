#!/usr/bin/env bash
# Customer.io's Python client sends a throttled e-mail once or four times, and may sleep for hours, by one header.
#
# customerio 3.2.0 (PyPI), Python 3, openssl for a certificate of localhost.
# Guess: the client lists the statuses that it retries, 500, 502, 503 and 504, so a 429 is an error at once; and no call takes
# much longer than `timeout=10` for each of its four attempts.
# Seen: without `Retry-After` a 429 is sent once. With it the same request is sent four times, and the client sleeps between
# them for as long as the header says, whatever `timeout` is: the call below with timeout=0.5 takes over three seconds.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install customerio==3.2.0 requests==2.34.2 urllib3==2.8.0
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout key.pem -out certificate.pem 2>/dev/null

env -u HTTPS_PROXY -u https_proxy REQUESTS_CA_BUNDLE="$work/certificate.pem" venv/bin/python - <<'PY'
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from customerio import APIClient, CustomerIOException, SendEmailRequest

requests, wait = [], None


class Throttles(BaseHTTPRequestHandler):
    def do_POST(self):
        requests.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(429)
        if wait:
            self.send_header("Retry-After", wait)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Throttles)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("certificate.pem", "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()

for wait, count, least in [(None, 1, 0), ("1", 4, 3)]:
    requests.clear()
    start = time.monotonic()
    client = APIClient("key", url=f"https://localhost:{server.server_port}", timeout=0.5)
    try:
        client.send_email(SendEmailRequest(transactional_message_id=3, to="ada@example.com", identifiers={"id": "42"}))
    except CustomerIOException as error:
        assert "429" in str(error), error
    took = time.monotonic() - start
    print(f"429, Retry-After {wait}: sent {len(requests)} times in {took:.1f} s")
    assert len(requests) == count and least <= took < least + 3
PY
