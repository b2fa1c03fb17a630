"""`async-customerio` against the sandbox: every case of the table it has a call for, then wrong keys and regions."""

import asyncio
import sys

import async_customerio as cio
from async_customerio.errors import AsyncCustomerIOError
from common import EU, US, Table, check_refusal, host_and_port, over_http, received


def patched(client):
    """It insists on https, so each URL is changed on its way out."""
    send = client.send_request

    async def send_over_http(method, url, **rest):
        return await send(method, over_http(url), **rest)

    client.send_request = send_over_http
    return client


def track_client(site_id, api_key):
    host, port = host_and_port(US["track"])
    return patched(cio.AsyncCustomerIO(site_id, api_key, host=host, port=int(port)))


def app_client(key):
    return cio.AsyncAPIClient(key, url=US["app"])


def identifiers(i):
    return {name: i[name] for name in ("id", "email") if name in i}


def message(request, i):
    rest = {name: value for name, value in i.items() if name not in ("template", "id", "email", "attachments", "from")}
    if "from" in i:
        rest["_from"] = i["from"]
    built = request(transactional_message_id=i.get("template"), identifiers=identifiers(i), **rest)
    for name, text in i.get("attachments", {}).items():
        built.attach(name, text)
    return built


def batch(track, i):
    people = [
        {"type": "person", "action": "identify", "identifiers": {"id": id}, "attributes": attributes}
        for id, attributes in i["people"]
    ]
    return track.v2.send_batch([*people, {"type": "person", "action": "delete", "identifiers": {"id": i["delete"]}}])


def object_of(i):
    return dict(zip(("object_type_id", "object_id"), i["object"]))


def related(i):
    relationship = {"identifiers": object_of(i), "relationship_attributes": i["attributes"]}
    return {"id": i["id"]}, [relationship]


def tracks(track):
    v2 = track.v2
    return {
        "track.identify": lambda i: track.identify(i["id"], **i["attributes"]),
        "track.identify_with_slash": lambda i: track.identify(i["id"], **i["attributes"]),
        "track.add_device": lambda i: track.add_device(i["id"], i["token"], i["platform"]),
        "track.add_device_with_attributes": lambda i: track.add_device(
            i["id"], i["token"], i["platform"], last_used=i["last_used"], **i["attributes"]
        ),
        "track.delete_device": lambda i: track.delete_device(i["id"], i["token"]),
        "track.event_without_time": lambda i: track.track(i["id"], i["name"], **i["data"]),
        "track.page": lambda i: track.pageview(i["id"], i["name"]),
        "track.anonymous_event": lambda i: track.track_anonymous(i["anonymous_id"], i["name"], **i["data"]),
        "track.invite": lambda i: track.track_anonymous("", i["name"], recipient=i["recipient"]),
        "track.merge_people": lambda i: track.merge_customers(*i["primary"], *i["secondary"]),
        "track.suppress_person": lambda i: track.suppress(i["id"]),
        "track.unsuppress_person": lambda i: track.unsuppress(i["id"]),
        "track.delete_person": lambda i: track.delete(i["id"]),
        "track.report_push_metric": lambda i: track.report_push_metric(
            i["delivery_id"], i["token"], i["metric"], timestamp=i["timestamp"]
        ),
        "track.report_metric": lambda i: track.report_metric(
            i["delivery_id"], i["metric"], href=i["href"], timestamp=i["timestamp"]
        ),
        "track.unsubscribe": lambda i: track.unsubscribe(i["delivery_id"]),
        "track.add_to_segment": lambda i: track.add_to_segment(i["segment"], i["ids"], i["id_type"]),
        "track.remove_from_segment": lambda i: track.remove_from_segment(i["segment"], i["ids"]),
        "track.account_region": lambda i: track.get_region(),
        "track.submit_form": lambda i: track.submit_form(i["form"], email=i["email"], **i["fields"]),
        "track.v2.batch": lambda i: batch(track, i),
        "track.v2.identify_person": lambda i: v2.identify_person({"id": i["id"]}, **i["attributes"]),
        "track.v2.person_event": lambda i: v2.track_person_event({"id": i["id"]}, i["name"], **i["attributes"]),
        "track.v2.person_page": lambda i: v2.person_pageview({"id": i["id"]}, i["name"], **i["attributes"]),
        "track.v2.person_screen": lambda i: v2.person_screen({"id": i["id"]}, i["name"], **i["attributes"]),
        "track.v2.add_device": lambda i: v2.add_person_device(
            {"id": i["id"]}, i["token"], i["platform"], last_used=i["last_used"]
        ),
        "track.v2.delete_device": lambda i: v2.delete_person_device({"id": i["id"]}, i["token"]),
        "track.v2.person_relationships": lambda i: v2.add_person_relationships(*related(i)),
        "track.v2.identify_object": lambda i: v2.identify_object(object_of(i), **i["attributes"]),
        "track.v2.object_relationships": lambda i: v2.add_object_relationships(
            object_of(i), [{"identifiers": {"id": i["id"]}}]
        ),
        "track.v2.delete_object": lambda i: v2.delete_object(object_of(i)),
        "track.v2.merge_people": lambda i: v2.merge_persons(*({p[0]: p[1]} for p in (i["primary"], i["secondary"]))),
        "track.v2.suppress_person": lambda i: v2.suppress_person({"id": i["id"]}),
        "track.v2.unsuppress_person": lambda i: v2.unsuppress_person({"id": i["id"]}),
        "track.v2.delete_person": lambda i: v2.delete_person({"id": i["id"]}),
    }


def apps(app):
    customers, segments = app.customers, app.segments
    email = lambda i: app.send_email(message(cio.SendEmailRequest, i))  # noqa: E731
    return {
        "app.send_email": email,
        "app.send_email_in_full": email,
        "app.send_email_untemplated": email,
        "app.send_push": lambda i: app.send_push(message(cio.SendPushRequest, i)),
        "app.send_sms": lambda i: app.send_sms(message(cio.SendSMSRequest, i)),
        "app.send_whatsapp": lambda i: app.send_whatsapp(message(cio.SendWhatsAppRequest, i)),
        "app.send_in_app": lambda i: app.send_in_app(message(cio.SendInAppRequest, i)),
        "app.send_inbox_message": lambda i: app.send_inbox_message(message(cio.SendInboxMessageRequest, i)),
        "app.find_customers": lambda i: customers.get_by_email(i["email"]),
        "app.search_customers": lambda i: customers.search(
            {"attribute": {"field": i["attribute"][0], "operator": "eq", "value": i["attribute"][1]}}, limit=i["limit"]
        ),
        "app.get_customer_attributes": lambda i: customers.get_attributes(i["id"], id_type=i["id_type"]),
        "app.get_customers_attributes": lambda i: customers.get_by_ids(i["ids"]),
        "app.get_customer_segments": lambda i: customers.get_segments(i["id"], id_type=i["id_type"]),
        "app.get_customer_messages": lambda i: customers.get_messages(
            i["id"], id_type=i["id_type"], limit=i["limit"], start=i["start"], start_ts=i["since"], end_ts=i["until"]
        ),
        "app.get_customer_activities": lambda i: customers.get_activities(
            i["id"], limit=i["limit"], type=i["type"], name=i["name"]
        ),
        "app.get_customer_relationships": lambda i: customers.get_relationships(i["id"], limit=i["limit"]),
        "app.get_subscription_preferences": lambda i: customers.get_subscription_preferences(
            i["id"], language=i["language"]
        ),
        "app.list_segments": lambda i: segments.list(),
        "app.create_segment": lambda i: segments.create(i["name"], description=i["description"]),
        "app.get_segment": lambda i: segments.get(i["segment"]),
        "app.get_segment_count": lambda i: segments.get_customer_count(i["segment"]),
        "app.get_segment_membership": lambda i: segments.get_membership(
            i["segment"], limit=i["limit"], start=i["start"]
        ),
        "app.delete_segment": lambda i: segments.delete(i["segment"]),
        "app.get_transactional": lambda i: app.transactional.get(i["transactional"]),
    }


async def during(call):
    before = len(received())
    try:
        await call()
    except AsyncCustomerIOError as error:
        return before, error
    return before, None


async def main(path):
    us, eu = US["credentials"], EU["credentials"]
    operations = tracks(track_client(us["site_id"], us["track_api_key"])) | apps(app_client(us["app_api_key"]))
    table = Table("async-customerio", operations)
    for index, operation, given in table.cases():
        table.keep(index, operation, *await during(lambda: operations[operation](given)))
    table.write(path)

    async def fails(what, call, status, reason):
        before, error = await during(call)
        return check_refusal(what, error, before, status, reason)

    wrong = track_client(us["site_id"], "f00d" * 5)
    await fails("a wrong Track key", lambda: wrong.identify("42"), 401, "not a key of this sandbox")
    wrong = app_client("f00d" * 8)
    await fails("a wrong App key", lambda: wrong.segments.list(), 401, "not a key of this sandbox")
    wrong = app_client(eu["app_api_key"])
    await fails("an App key of the other region", lambda: wrong.segments.list(), 401, "eu")
    # Its HTTP library follows no redirect unless asked, and it takes one for an error.
    pair = track_client(eu["site_id"], eu["track_api_key"])
    records = await fails("a Track pair of the other region", lambda: pair.identify("42"), 301, "eu")
    assert len(records) == 1, records


asyncio.run(main(sys.argv[1]))
