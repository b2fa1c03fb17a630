"""What both Python scripts share: the table, the sandbox's record, and the file they write."""

import json
import os
import pathlib
import re
import urllib.request

SANDBOX = json.loads(os.environ["SANDBOX"])
US, EU = SANDBOX["us"], SANDBOX["eu"]
CASES = json.loads(pathlib.Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))["cases"]


def received():
    """Everything that the sandbox has received."""
    with urllib.request.urlopen(US["track"] + "/_sandbox/received") as answer:
        return json.load(answer)


def over_http(url):
    """Both clients write `https://` before every host; a sandbox has no TLS."""
    return re.sub("^https:", "http:", url)


def host_and_port(root):
    return root.removeprefix("http://").rsplit(":", 1)


class Table:
    """Runs the cases of one client, each of which is one request."""

    def __init__(self, client, operations):
        self.client, self.operations, self.lines = client, operations, []

    def cases(self):
        for index, case in enumerate(CASES):
            if self.client in case["clients"]:
                yield index, case["operation"], case["input"]

    def keep(self, index, operation, before, error):
        records = received()[before:]
        assert len(records) == 1, (operation, records, error)
        assert (error is None) == (records[0]["status"] < 300), (operation, records[0], error)
        self.lines.append({"case": index, "record": records[0]})

    def write(self, path):
        pathlib.Path(path).write_text(json.dumps({"client": self.client, "lines": self.lines}), encoding="utf-8")
        print(f"{self.client}: {len(self.lines)} cases")


def check_refusal(what, error, before, status, reason):
    """The last request was refused so, and the client said that it failed."""
    records = received()[before:]
    assert error is not None, f"{what}: the client did not say that it failed"
    assert records[-1]["status"] == status, (what, records[-1])
    assert re.search(reason, records[-1]["reason"] or ""), (what, records[-1])
    return records
