//! The second version of the Track API in the sandbox, without sockets.

use crate::sandbox::objects::objects;
use crate::sandbox::testing::{json, service};
use crate::surface::host::Host::Track;
use cio_config::Region::Us;
use serde_json::json;

#[test]
fn a_batch_takes_the_good_items_and_lists_the_others() {
    let service = service();
    let item = |rest: serde_json::Value| {
        let mut item = json!({"type": "person", "action": "event", "identifiers": {"id": "42"}, "name": "n"});
        item.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        item
    };
    let ulid = "01E4C4CT6YDC7Y5M7FE1GWWPQJ";
    let long = json!({"object_type_id": "1", "object_id": "x".repeat(151)});
    let bad = [
        (json!({"identifiers": {"id": "1", "email": "a"}}), "identifiers"),
        (json!({"type": "robot"}), "type"),
        (json!({"action": "dance"}), "action"),
        (json!({"name": ""}), "name"),
        (json!({"name": "x".repeat(101)}), "name"),
        (json!({"timestamp": 1.5}), "timestamp"),
        (json!({"action": "identify", "attributes": {"plan": "x".repeat(1001)}}), "attributes.plan"),
        (json!({"attributes": {"a": "x".repeat(32_000)}}), ""),
        (json!({"action": "add_device"}), "device"),
        (json!({"type": "object", "action": "delete"}), "identifiers"),
        (json!({"type": "object", "action": "delete", "identifiers": long}), "identifiers"),
        (json!({"type": "delivery", "name": "clicked"}), "name"),
    ];
    let mut batch = vec![item(json!({"id": ulid})), item(json!({"id": ulid}))];
    batch.extend(bad.iter().map(|(rest, _)| item(rest.clone())));
    let response = service.ask(Track, "POST /api/v2/batch", &service.track(Us), json!({"batch": batch}));
    assert_eq!(response.status(), 207);
    let errors = json(&response)["errors"].as_array().unwrap().clone();
    assert_eq!(errors.len(), bad.len());
    for (index, (error, (_, field))) in errors.iter().zip(&bad).enumerate() {
        assert_eq!((&error["batch_index"], &error["field"]), (&json!(index + 2), &json!(field)));
        assert_eq!(error["reason"], "invalid");
    }
    assert_eq!(service.events().len(), 1, "the second has the id of the first");

    let alone = service.ask(Track, "POST /api/v2/entity", &service.track(Us), item(json!({"name": ""})));
    assert_eq!((alone.status().as_u16(), &json(&alone)["errors"][0]["field"]), (400, &json!("name")));
    let large = json!({"batch": vec![item(json!({"attributes": {"a": "x".repeat(30_000)}})); 17]});
    let large = service.ask(Track, "POST /api/v2/batch", &service.track(Us), large);
    assert_eq!(large.status(), 400);
    assert!(json(&large)["errors"][0]["message"].as_str().unwrap().contains("500000 bytes"));
}

#[test]
fn objects_have_attributes_and_people() {
    let service = service();
    let acme = json!({"object_type_id": "1", "object_id": "acme"});
    let related =
        |id: &str| json!([{"identifiers": {"id": id}, "relationship_attributes": {"role": "admin"}}]);
    let object = |action: &str, rest: serde_json::Value| {
        let mut item = json!({"type": "object", "action": action, "identifiers": acme});
        item.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        let response = service.ask(Track, "POST /api/v2/entity", &service.track(Us), item);
        assert_eq!(response.status(), 200, "{:?}", response.body());
        service.view(|effects| objects(effects))
    };
    object("identify", json!({"attributes": {"name": "Acme"}, "cio_relationships": related("42")}));
    object("add_relationships", json!({"cio_relationships": related("43")}));
    object("delete_relationships", json!({"cio_relationships": related("42")}));
    let anonymous = json!({"cio_relationships": [{"identifiers": {"anonymous_id": "v"}}]});
    let objects = object("identify_anonymous", anonymous);
    assert_eq!((objects.len(), objects[0].id.as_str()), (1, "1/acme"));
    assert_eq!(json!(objects[0].attributes), json!({"name": "Acme"}));
    assert_eq!(json!(objects[0].people), json!({"43": {"role": "admin"}, "v": {}}));
    assert!(object("delete", json!({})).is_empty());

    let relationships = json!({"action": "add_relationships", "relationships": [{"identifiers": acme}]});
    let identify = json!({"plan": "pro", "cio_relationships": relationships});
    service.ask(Track, "PUT /api/v1/customers/7", &service.track(Us), identify);
    assert_eq!(json!(service.view(|effects| self::objects(effects))[0].people), json!({"7": {}}));
    assert_eq!(json!(service.people()[0].attributes), json!({"plan": "pro"}));
}
