#!/usr/bin/env bash
# drongo enables a version that was destroyed, and then gives out an empty key.
#
# drongo 0.8.0 (PyPI), a stand-in for Google's Secret Manager.
# Guess: Google documents that a destroyed version cannot be enabled again, so `enable` is refused with FAILED_PRECONDITION, as an
# access to the version is.
# Seen: `enable` answers 200 with state ENABLED. The next access answers 200 with an empty payload, and so does `latest`: a
# test of a rotation that goes back to a destroyed version gets a key of no bytes instead of an error.
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
            return json.load(error)["error"]["status"]
        except URLError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


ask("?secretId=key", {"replication": {"automatic": {}}})
ask("/key:addVersion", {"payload": {"data": "a2V5"}})
ask("/key/versions/1:destroy", {})
refused = ask("/key/versions/1:access")
enabled = ask("/key/versions/1:enable", {})
payloads = [ask(f"/key/versions/{version}:access")["payload"] for version in ("1", "latest")]
print(f"destroyed: access {refused}; enable: {enabled['state']}; access then: {payloads}")
assert refused == "FAILED_PRECONDITION"
assert enabled["state"] == "ENABLED"
assert payloads == [{"data": ""}, {"data": ""}]
PY
