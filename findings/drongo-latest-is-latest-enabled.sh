#!/usr/bin/env bash
# drongo's `latest` goes back to an older version when the newest is disabled.
#
# drongo 0.8.0 (PyPI), a stand-in for Google's Secret Manager.
# Guess: Google documents `latest` as the most recently created version, so to disable it makes an access fail, which is
# how a leaked key is stopped at once.
# Seen: an access to `latest` answers with the version before, state ENABLED. Only version 2 by its number is refused, and only when
# every version is disabled does `latest` fail, then with 404. A test against drongo passes where production stops.
set -euo pipefail

work=$(mktemp -d)
server=
stop() {
    [[ -z $server ]] || kill "$server"
    wait
    rm -rf "$work"
}
trap stop EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install drongo==0.8.0
port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
"$work/venv/bin/drongo" server --host 127.0.0.1 --port "$port" >/dev/null 2>&1 &
server=$!

python3 - "http://127.0.0.1:$port/v1/projects/shop/secrets" <<'PY'
import base64
import json
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen


def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    for _ in range(100):
        try:
            with urlopen(Request(sys.argv[1] + path, data, {"Content-Type": "application/json"})) as answer:
                return json.load(answer)
        except HTTPError as error:
            return error.code
        except URLError:
            time.sleep(0.1)


def access(version):
    answer = ask(f"/key/versions/{version}:access")
    return answer if isinstance(answer, int) else base64.b64decode(answer["payload"]["data"]).decode()


ask("?secretId=key", {"replication": {"automatic": {}}})
for value in (b"old", b"leaked"):
    ask("/key:addVersion", {"payload": {"data": base64.b64encode(value).decode()}})
assert access("latest") == "leaked"
ask("/key/versions/2:disable", {})
seen = access("latest"), access("2")
print(f"version 2 disabled: latest is {seen[0]}, 2 is {seen[1]}")
assert seen == ("old", 400)
ask("/key/versions/1:disable", {})
print(f"both disabled: latest is {access('latest')}")
assert access("latest") == 404
PY
