#!/usr/bin/env bash
# One Pipelines key, two official clients, two regions and two ways to sign.
#
# customerio-cdp-analytics 1.1.0 (PyPI) and @customerio/cdp-analytics-node 0.5.9 (npm).
# Guess: both take a write key and an optional host, so the same settings send to the same place.
# Seen: a key that starts with `sk_eu_` goes as a Bearer token to the EU host from Python, and as the user of Basic
# authorization to the US host from Node, which does not look at the key.
set -euo pipefail
# What npm trusts beside its own list: a company may sign connections itself.
export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install customerio-cdp-analytics==1.1.0
npm --prefix "$work" install --silent --no-audit --no-fund --ignore-scripts @customerio/cdp-analytics-node@0.5.9

(cd "$work" && venv/bin/python -W ignore - >python.txt <<'PY'
import requests
from customerio.analytics.client import Client


def send(session, request, **options):
    print(request.url, request.headers["Authorization"].split()[0])
    answer = requests.Response()
    answer.status_code, answer._content = 200, b"{}"
    return answer


requests.Session.send = send
Client("sk_eu_0123456789abcdef", sync_mode=True).track("42", "seen")
PY
)

(cd "$work" && node - >node.txt <<'JS'
const { Analytics } = require("@customerio/cdp-analytics-node");
globalThis.fetch = async (url, { headers }) => {
  console.log(url, headers.Authorization.split(" ")[0]);
  return new Response("{}", { status: 200 });
};
const analytics = new Analytics({ writeKey: "sk_eu_0123456789abcdef", flushAt: 1 });
analytics.track({ userId: "42", event: "seen" });
analytics.closeAndFlush();
JS
)

echo "Python: $(cat "$work/python.txt")"
echo "Node:   $(cat "$work/node.txt")"
grep -qx 'https://cdp-eu\.customer\.io/v1/batch Bearer' "$work/python.txt"
grep -qx 'https://cdp\.customer\.io/v1/batch Basic' "$work/node.txt"
