"""`customerio` against the sandbox: every case of the table it has a call for, then wrong keys and regions."""

import sys

import customerio
from common import EU, US, Table, check_refusal, host_and_port, over_http, received


def patched(client):
    """It insists on https, so each URL is changed on its way out."""
    send = client.send_request
    client.send_request = lambda method, url, data: send(method, over_http(url), data)
    return client


def track_client(site_id, api_key):
    host, port = host_and_port(US["track"])
    return patched(customerio.CustomerIO(site_id, api_key, host=host, port=int(port), retries=0))


def app_client(key):
    return customerio.APIClient(key, url=US["app"], retries=0)


track = track_client(US["credentials"]["site_id"], US["credentials"]["track_api_key"])
app = app_client(US["credentials"]["app_api_key"])


def identifiers(i):
    return {name: i[name] for name in ("id", "email") if name in i}


def message(request, i, **fields):
    rest = {name: value for name, value in i.items() if name not in ("template", "id", "email", "attachments", "from")}
    if "from" in i:
        rest["_from"] = i["from"]
    built = request(transactional_message_id=i.get("template"), identifiers=identifiers(i), **rest, **fields)
    for name, text in i.get("attachments", {}).items():
        built.attach(name, text)
    return built


def batch(i):
    people = [
        {"type": "person", "action": "identify", "identifiers": {"id": id}, "attributes": attributes}
        for id, attributes in i["people"]
    ]
    return track.batch([*people, {"type": "person", "action": "delete", "identifiers": {"id": i["delete"]}}])


def email(i):
    return app.send_email(message(customerio.SendEmailRequest, i))


OPERATIONS = {
    "track.identify": lambda i: track.identify(i["id"], **i["attributes"]),
    "track.identify_with_slash": lambda i: track.identify(i["id"], **i["attributes"]),
    "track.add_device": lambda i: track.add_device(i["id"], i["token"], i["platform"]),
    "track.add_device_with_attributes": lambda i: track.add_device(
        i["id"], i["token"], i["platform"], last_used=i["last_used"], **i["attributes"]
    ),
    "track.delete_device": lambda i: track.delete_device(i["id"], i["token"]),
    "track.event": lambda i: track.track(i["id"], i["name"], i["data"], id=i["event_id"], timestamp=i["timestamp"]),
    "track.page": lambda i: track.pageview(i["id"], i["name"]),
    "track.anonymous_event": lambda i: track.track_anonymous(i["anonymous_id"], i["name"], i["data"], id=i["event_id"]),
    "track.invite": lambda i: track.track_anonymous("", i["name"], {"recipient": i["recipient"]}, id=i["event_id"]),
    "track.merge_people": lambda i: track.merge_customers(*i["primary"], *i["secondary"]),
    "track.suppress_person": lambda i: track.suppress(i["id"]),
    "track.unsuppress_person": lambda i: track.unsuppress(i["id"]),
    "track.delete_person": lambda i: track.delete(i["id"]),
    "track.v2.batch": batch,
    "app.send_email": email,
    "app.send_email_in_full": email,
    "app.send_email_untemplated": email,
    "app.send_push": lambda i: app.send_push(message(customerio.SendPushRequest, i)),
    "app.send_sms": lambda i: app.send_sms(message(customerio.SendSMSRequest, i)),
    "app.send_whatsapp": lambda i: app.send_whatsapp(message(customerio.SendWhatsAppRequest, i)),
    "app.send_in_app": lambda i: app.send_in_app(message(customerio.SendInAppRequest, i)),
    "app.send_inbox_message": lambda i: app.send_inbox_message(message(customerio.SendInboxMessageRequest, i)),
}


def during(call):
    before = len(received())
    try:
        call()
    except customerio.CustomerIOException as error:
        return before, error
    return before, None


def main(path):
    table = Table("customerio", OPERATIONS)
    for index, operation, given in table.cases():
        table.keep(index, operation, *during(lambda: OPERATIONS[operation](given)))
    table.write(path)

    def fails(what, call, status, reason):
        before, error = during(call)
        return check_refusal(what, error, before, status, reason)

    us, eu = US["credentials"], EU["credentials"]
    fails("a wrong Track key", lambda: track_client(us["site_id"], "f00d" * 5).identify("42"), 401, "not a key of this sandbox")
    fails("a wrong App key", lambda: app_client("f00d" * 8).send_email({"to": "a@example.com"}), 401, "not a key of this sandbox")
    fails("an App key of the other region", lambda: app_client(eu["app_api_key"]).send_email({}), 401, "eu")
    # Its HTTP library follows the redirect and leaves the key out, since the port is another: refused there.
    pair = track_client(eu["site_id"], eu["track_api_key"])
    records = fails("a Track pair of the other region", lambda: pair.identify("42"), 401, "Authorization")
    assert [(record["region"], record["status"]) for record in records] == [("us", 301), ("eu", 401)], records


main(sys.argv[1])
