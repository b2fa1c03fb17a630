//! The events that are sent: the same JSON, made by hand or by our types.

use cio_http::track::v2::{FromFields, PersonEvent};
use serde::Serialize;
use ulid::Ulid;

/// One event as the API documents it.
#[derive(Serialize)]
pub(crate) struct Event {
    r#type: &'static str,
    action: &'static str,
    identifiers: Person,
    name: &'static str,
    id: String,
    timestamp: u64,
    attributes: Purchase,
}

#[derive(Serialize)]
struct Person {
    id: u64,
}

#[derive(Serialize)]
pub(crate) struct Purchase {
    product: &'static str,
    currency: &'static str,
    price: f64,
    quantity: u64,
    is_gift: bool,
}

const NAME: &str = "purchase";
const TIMESTAMP: u64 = 1_700_000_000;

/// As a program without types for it would write it.
pub(crate) fn by_hand(number: u64) -> Event {
    Event {
        r#type: "person",
        action: "event",
        identifiers: Person { id: number },
        name: NAME,
        id: Ulid::generate().to_string(),
        timestamp: TIMESTAMP,
        attributes: purchase(number),
    }
}

/// With our types.
pub(crate) fn typed(number: u64) -> PersonEvent<FromFields<Purchase>> {
    PersonEvent::new(number, NAME).timestamp(TIMESTAMP).attributes(purchase(number))
}

fn purchase(number: u64) -> Purchase {
    Purchase {
        product: "Umbrella, black, 90 cm",
        currency: "EUR",
        price: 23.45,
        quantity: number % 7,
        is_gift: number.is_multiple_of(5),
    }
}
