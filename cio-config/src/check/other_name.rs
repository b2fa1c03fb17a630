//! A name that a struct leaves to another program, held against the names that it reads.

use crate::check::reader;
use crate::schema::fields::Schema;
use crate::text::message::Message;

/// Stops the build if the struct reads a name that it leaves to others; called with the span of the name.
///
/// # Panics
/// At compile time, with the field that reads it.
#[track_caller]
pub const fn check_other_name(name: &str, schema: &Schema) {
    if let Some(field) = reader::of(name.as_bytes(), schema, None) {
        let message = Message::new("the field `")
            .push(field.name)
            .push("` reads `")
            .push(name)
            .push("`: remove it from `other_names`, which lists variables of other programs");
        panic!("{}", message.as_str())
    }
}
