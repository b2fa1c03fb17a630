#!/usr/bin/env bash
# cdp-python-sdk with "dual write" to Customer.io writes only once.
#
# cdp-python-sdk 0.2.0 with customerio 3.2.0, which it installs (PyPI), Python 3.
# Guess: `send_to_customer_io=True` with a site ID, an API key and the documented region `us` or `eu` sends to both, and
# `fail_on_exception=True` raises if that cannot be set up.
# Seen: the SDK hands the region on as a string, customerio takes only its own `Regions`, and the error becomes one line in
# the log. The client is then made without Customer.io, for every region that the SDK allows.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install cdp-python-sdk==0.2.0 customerio==3.2.0

"$work/venv/bin/python" - 2>"$work/log" <<'PY'
from cdp_client import CDPClient, CDPConfig, CustomerIoConfig
from customerio import CustomerIO, Regions

for region in ("us", "eu"):
    client = CDPClient(CDPConfig(
        cdp_api_key="key",
        send_to_customer_io=True,
        fail_on_exception=True,
        customer_io=CustomerIoConfig(site_id="site", api_key="key", region=region),
    ))
    print(f"region {region}: the client for Customer.io is {client.cio}")
    assert client.cio is None

# The same values are enough for customerio itself.
assert CustomerIO(site_id="site", api_key="key", region=Regions.EU).host.startswith("track-eu.")
PY
echo "log: $(sort -u "$work/log")"
grep -q "invalid region provided" "$work/log"
