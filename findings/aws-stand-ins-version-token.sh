#!/usr/bin/env bash
# A retried rotation passes on one stand-in for AWS and fails on the other, where AWS's rule is the strict one.
#
# moto 5.2.1 and ministack 1.5.33 (PyPI), boto3 1.43.106, service Secrets Manager.
# Guess: the documented rule of PutSecretValue, that a version token with another value is an error, is in both: it is
# what makes a retried rotation safe.
# Seen: moto refuses it with ResourceExistsException. ministack answers 200 and replaces the value of the existing version,
# so `AWSCURRENT` changes without a new version. On moto PutSecretValue to a secret that is marked as deleted succeeds, and the new
# value is current after a restore; ministack refuses it, as AWS documents. Each is stricter than the other.
set -euo pipefail

work=$(mktemp -d)
started=()
stop() {
    for pid in "${started[@]}"; do kill "$pid"; done
    wait
    rm -rf "$work"
}
trap stop EXIT
python3 -m venv "$work/venv"
python=$work/venv/bin/python
"$python" -m pip --quiet --disable-pip-version-check install \
    moto==5.2.1 flask flask-cors pyyaml ministack==1.5.33 boto3==1.43.106

read -r moto ministack < <("$python" - <<'PY'
import socket

sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in sockets))
PY
)
"$work/venv/bin/moto_server" --host 127.0.0.1 --port "$moto" >/dev/null 2>&1 &
started+=($!)
BIND_HOST=127.0.0.1 GATEWAY_PORT=$ministack SERVICES=secretsmanager "$work/venv/bin/ministack" >/dev/null 2>&1 &
started+=($!)

"$python" - "$moto" "$ministack" <<'PY'
import sys
import time

import boto3
from botocore.exceptions import ClientError, EndpointConnectionError

TOKEN = "11111111-1111-1111-1111-111111111111"


def outcome(call, **arguments):
    try:
        return call(**arguments).get("SecretString", "accepted")
    except ClientError as error:
        return error.response["Error"]["Code"]


def probe(port):
    store = boto3.client("secretsmanager", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1",
                         aws_access_key_id="test", aws_secret_access_key="test")
    for _ in range(100):
        try:
            store.list_secrets()
            break
        except EndpointConnectionError:
            time.sleep(0.2)
    store.create_secret(Name="key", SecretString="one")
    store.put_secret_value(SecretId="key", SecretString="two", ClientRequestToken=TOKEN)
    again = outcome(store.put_secret_value, SecretId="key", SecretString="three", ClientRequestToken=TOKEN)
    current = outcome(store.get_secret_value, SecretId="key")
    store.delete_secret(SecretId="key", RecoveryWindowInDays=7)
    deleted = outcome(store.put_secret_value, SecretId="key", SecretString="four")
    store.restore_secret(SecretId="key")
    return again, current, deleted, outcome(store.get_secret_value, SecretId="key")


for name, port, expected in [
    ("moto", sys.argv[1], ("ResourceExistsException", "two", "accepted", "four")),
    ("ministack", sys.argv[2], ("accepted", "three", "InvalidRequestException", "three")),
]:
    seen = probe(port)
    print(f"{name}: token again {seen[0]}, current {seen[1]}; put after delete {seen[2]}, restored {seen[3]}")
    assert seen == expected
PY
