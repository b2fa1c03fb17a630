//! Who gets a broadcast: each way of saying it is a type, and a broadcast takes one.

use super::fields::Fields;
use super::filter::Filter;
use crate::wire::{self, FirstFault, Identifier, InvalidInput, Writer};
use serde::Serialize;
use std::fmt;

/// People or rows in one broadcast, at most.
const MOST: usize = 10_000;

/// A way to say who gets a broadcast. Sealed: the ways are Customer.io's, and all are here.
pub trait Audience: sealed::Sealed {}

pub(super) mod sealed {
    use crate::app::fields::Fields;
    use crate::wire::InvalidInput;

    pub trait Sealed: Sync {
        fn write(&self, body: &mut Fields) -> Result<(), InvalidInput>;
    }
}

/// The audience set up in the dashboard.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::TriggerBroadcast;
///
/// assert_eq!(TriggerBroadcast::new(12).request()?.body(), "{}");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct AsSetUp;

impl sealed::Sealed for AsSetUp {
    fn write(&self, _: &mut Fields) -> Result<(), InvalidInput> {
        Ok(())
    }
}

/// The people who match a filter.
impl sealed::Sealed for Filter {
    fn write(&self, body: &mut Fields) -> Result<(), InvalidInput> {
        self.checked("recipients")?;
        body.set("recipients", self);
        Ok(())
    }
}

macro_rules! audience {
    ($($(#[$docs:meta])* $name:ident($field:literal: $held:ty) $($flag:ident)*;)*) => {$(
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name {
            held: $held,
            flags: Vec<(&'static str, bool)>,
        }

        impl $name {
            $(flag! { $flag })*

            fn flag(mut self, name: &'static str, yes: bool) -> Self {
                self.flags.retain(|(known, _)| *known != name);
                self.flags.push((name, yes));
                self
            }
        }

        impl sealed::Sealed for $name {
            fn write(&self, body: &mut Fields) -> Result<(), InvalidInput> {
                body.with($field, |text| self.write_held(text));
                self.flags.iter().for_each(|(name, yes)| body.set(name, yes));
                Ok(())
            }
        }

        /// Shows which flags are set, never an identifier.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let flags: Vec<&str> = self.flags.iter().map(|(name, _)| *name).collect();
                f.debug_struct(stringify!($name)).field("flags", &flags).finish_non_exhaustive()
            }
        }

        impl Audience for $name {}
    )*};
}

macro_rules! flag {
    (email_ignore_missing) => {
        /// Skips addresses of no known person, instead of sending nothing.
        #[must_use]
        pub fn email_ignore_missing(self, yes: bool) -> Self {
            self.flag("email_ignore_missing", yes)
        }
    };
    (email_add_duplicates) => {
        /// Sends to everyone who shares an address, instead of to none of them.
        #[must_use]
        pub fn email_add_duplicates(self, yes: bool) -> Self {
            self.flag("email_add_duplicates", yes)
        }
    };
    (id_ignore_missing) => {
        /// Skips IDs of no known person, instead of sending nothing.
        #[must_use]
        pub fn id_ignore_missing(self, yes: bool) -> Self {
            self.flag("id_ignore_missing", yes)
        }
    };
}

audience! {
    /// People by e-mail address, 10,000 at most.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::{Emails, TriggerBroadcast};
    ///
    /// let audience = Emails::new(["ada@example.com"]).email_ignore_missing(true);
    /// assert_eq!(
    ///     TriggerBroadcast::to(12, audience).request()?.body(),
    ///     r#"{"emails":["ada@example.com"],"email_ignore_missing":true}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    Emails("emails": Vec<Identifier>) email_ignore_missing email_add_duplicates;
    /// People by your IDs, 10,000 at most.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::{Ids, TriggerBroadcast};
    ///
    /// let broadcast = TriggerBroadcast::to(12, Ids::new([1, 2]));
    /// assert_eq!(broadcast.request()?.body(), r#"{"ids":["1","2"]}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    Ids("ids": Vec<Identifier>) id_ignore_missing;
    /// People by ID or address, each with its own data; 10,000 at most.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::{PerUserData, TriggerBroadcast};
    ///
    /// #[derive(serde::Serialize)]
    /// struct Voucher {
    ///     code: &'static str,
    /// }
    ///
    /// let (ada, eve) = (Voucher { code: "A1" }, Voucher { code: "B2" });
    /// assert_eq!(
    ///     TriggerBroadcast::to(12, PerUserData::new().id(42, ada).email("eve@example.com", eve)).request()?.body(),
    ///     concat!(
    ///         r#"{"per_user_data":[{"data":{"code":"A1"},"id":"42"},"#,
    ///         r#"{"data":{"code":"B2"},"email":"eve@example.com"}]}"#,
    ///     ),
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    PerUserData("per_user_data": Rows) email_ignore_missing email_add_duplicates id_ignore_missing;
    /// People with their data in a file of JSON lines that Customer.io can fetch.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::{DataFile, TriggerBroadcast};
    ///
    /// let broadcast = TriggerBroadcast::to(12, DataFile::new("https://example.com/june.jsonl"));
    /// assert_eq!(broadcast.request()?.body(), r#"{"data_file_url":"https://example.com/june.jsonl"}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    DataFile("data_file_url": String) email_ignore_missing email_add_duplicates id_ignore_missing;
}

impl Audience for AsSetUp {}

impl Audience for Filter {}

impl Emails {
    /// All people with one of these addresses.
    #[must_use]
    pub fn new<E: Into<Identifier>>(emails: impl IntoIterator<Item = E>) -> Self {
        Self { held: emails.into_iter().map(Into::into).collect(), flags: Vec::new() }
    }

    fn write_held(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        write_all(&self.held, "emails", MOST, Identifier::checked_as_person, text)
    }
}

impl Ids {
    /// All people with one of these IDs.
    #[must_use]
    pub fn new<I: Into<Identifier>>(ids: impl IntoIterator<Item = I>) -> Self {
        Self { held: ids.into_iter().map(Into::into).collect(), flags: Vec::new() }
    }

    fn write_held(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        write_all(&self.held, "ids", MOST, Identifier::checked, text)
    }
}

/// People and their data as they are sent, and the first fault.
#[derive(Clone, Default)]
struct Rows {
    /// Each row, with commas between.
    text: Vec<u8>,
    count: usize,
    fault: FirstFault,
}

impl Rows {
    fn add(
        &mut self,
        kind: &'static str,
        identifier: Result<&str, InvalidInput>,
        data: &impl Serialize,
    ) -> Result<(), InvalidInput> {
        self.count += 1;
        if !self.text.is_empty() {
            self.text.push(b',');
        }
        Writer::write(&mut self.text, |row| {
            row.value("data", data)?;
            row.text(kind, identifier?);
            Ok(())
        })
    }
}

impl PerUserData {
    /// Without people yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "an audience needs people")]
    pub fn new() -> Self {
        Self { held: Rows::default(), flags: Vec::new() }
    }

    /// Adds a person by your ID.
    #[must_use]
    pub fn id(self, id: impl Into<Identifier>, data: impl Serialize) -> Self {
        let id = id.into();
        self.row("id", id.checked("id"), &data)
    }

    /// Adds a person by e-mail address.
    #[must_use]
    pub fn email(self, email: impl Into<Identifier>, data: impl Serialize) -> Self {
        let email = email.into();
        self.row("email", email.checked_as_person("email"), &data)
    }

    fn row(
        mut self,
        kind: &'static str,
        identifier: Result<&str, InvalidInput>,
        data: &impl Serialize,
    ) -> Self {
        // After a fault the text is never sent, so its content does not matter.
        let added = self.held.add(kind, identifier, data);
        self.held.fault.check(added);
        self
    }

    fn write_held(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        self.held.fault.result()?;
        counted(self.held.count, "per_user_data", MOST)?;
        text.push(b'[');
        text.extend_from_slice(&self.held.text);
        text.push(b']');
        Ok(())
    }
}

impl DataFile {
    /// The file at this address, which may be packed with gzip if its server says so.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { held: url.into(), flags: Vec::new() }
    }

    fn write_held(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        wire::write_json("data_file_url", wire::not_blank("data_file_url", &self.held)?, text)
    }
}

/// Writes all identifiers, if there are any and all can be sent.
pub(super) fn write_all(
    identifiers: &[Identifier],
    input: &'static str,
    most: usize,
    checked: for<'a> fn(&'a Identifier, &'static str) -> Result<&'a str, InvalidInput>,
    text: &mut Vec<u8>,
) -> Result<(), InvalidInput> {
    counted(identifiers.len(), input, most)?;
    wire::list(text, identifiers, |identifier, text| {
        wire::write_json(input, checked(identifier, input)?, text)
    })
}

/// The service would treat an empty list as missing, and send the broadcast to the audience set up in the dashboard.
fn counted(count: usize, input: &'static str, most: usize) -> Result<(), InvalidInput> {
    match count {
        0 => Err(InvalidInput::new(input, "name no recipient")),
        _ if count > most => Err(InvalidInput::new(input, format!("name more than {most} people"))),
        _ => Ok(()),
    }
}
