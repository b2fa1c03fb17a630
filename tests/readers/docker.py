"""Reads each folder's `env` as `docker run --env-file` does: docker.py FOLDER...

The client reads the file, and sends the variables to the daemon. A stand-in for the daemon keeps what is sent.
"""

import http.server
import json
import os
import pathlib
import socketserver
import subprocess
import sys
import tempfile
import threading


class Daemon(http.server.BaseHTTPRequestHandler):
    """Knows its version, and refuses to make a container."""

    sent: list[str] = []

    def do_HEAD(self):
        self.answer(200, b"")

    def do_GET(self):
        self.answer(200, b"OK")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"] or 0))
        Daemon.sent = json.loads(body).get("Env") or []
        self.answer(500, b'{"message": "not made"}')

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("api-version", "1.41")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def address_string(self):
        return "docker"

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingUnixStreamServer):
    """The client may close the connection early, which is not an error here."""

    daemon_threads = True

    def handle_error(self, *_):
        pass


with tempfile.TemporaryDirectory() as home:
    path = f"{home}/docker.sock"
    with Server(path, Daemon) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment = {"PATH": os.environ["PATH"], "HOME": home, "DOCKER_HOST": f"unix://{path}"}
        for folder in map(pathlib.Path, sys.argv[1:]):
            Daemon.sent = []
            command = ["docker", "create", "--env-file", folder / "env", "image"]
            subprocess.run(command, env=environment, capture_output=True, check=False)
            values = dict(variable.split("=", 1) for variable in Daemon.sent if "=" in variable)
            (folder / "docker").mkdir()
            for name in (folder / "names").read_text().split():
                if name in values:
                    (folder / "docker" / name).write_bytes(values[name].encode())
        server.shutdown()
