#!/usr/bin/env bash
# pyramid-customerio loses every event that has a property.
#
# pyramid-customerio 1.0.0 with customerio 3.2.0, which pip chooses for it, and with 2.4 (PyPI), Python 3.11 or later.
# Guess: the integration asks for any customerio, so any works; an error would be seen by the code that tracks.
# Seen: it passes properties as keyword arguments, which customerio 3 no longer takes. `flush` catches the TypeError, writes it
# to the log and empties the buffer. An event without properties is sent, so a first test with one passes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/track.py" <<'PY'
import json
import sys

import requests
from pyramid_customerio import EventProperties, Events
from pyramid_customerio.track import CustomerIOTrack

sent = []


def send(session, request, **options):
    sent.append(json.loads(request.body))
    answer = requests.Response()
    answer.status_code, answer._content = 200, b"{}"
    return answer


requests.Session.send = send
track = CustomerIOTrack({
    "customerio.consumer": ".consumer.BufferedConsumer",
    "customerio.tracking.site_id": "site",
    "customerio.tracking.api_key": "key",
}, distinct_id="42")
track.track(Events().user_logged_in)
track.track(Events().user_logged_in, {EventProperties().title: "Home"})
track.consumer.flush()
print(f"customerio {sys.argv[1]}: of 2 events, {len(sent)} sent, {len(track.consumer.messages)} kept")
assert len(sent) == int(sys.argv[2]) and not track.consumer.messages
PY

for case in "3.2.0 1" "2.4 2"; do
    read -r version sent <<<"$case"
    python3 -m venv "$work/$version"
    # customerio 2 uses pkg_resources, which setuptools 81 drops.
    "$work/$version/bin/pip" --quiet --disable-pip-version-check install \
        "customerio==$version" pyramid-customerio==1.0.0 pyramid==2.1 "setuptools<81"
    "$work/$version/bin/python" "$work/track.py" "$version" "$sent" 2>"$work/log-$version"
done
grep "unexpected keyword argument" "$work/log-3.2.0"
