//! The calls that derived code makes on a checked struct: its schema, and an error at the tokens that break a rule.

use crate::check::rules::{Judged, Rule};
use crate::check::stated::has_region;
use crate::schema::fields::Schema;
use crate::text::message::Message;

impl<const FIELDS: usize> Judged<FIELDS> {
    /// The description of the struct.
    #[must_use]
    pub const fn schema(&'static self, name: &'static str) -> Schema {
        Schema::new(name, &self.fields)
    }

    /// Whether the struct states its region. One that breaks a rule has its error already: if it counted as stating none,
    /// a client of it would be a second error.
    #[must_use]
    pub const fn states_region(&self) -> bool {
        let mut is_broken = false;
        let mut index = 0;
        while index < FIELDS {
            is_broken |= self.broken[index].is_some();
            index += 1;
        }
        is_broken || has_region(&self.fields)
    }

    /// Stops the build if the field breaks a rule; called with the span of its type.
    ///
    /// # Panics
    /// At compile time, with the message for the user.
    #[track_caller]
    pub const fn of_type(&self, index: usize) {
        match self.broken[index] {
            Some(Rule::EnvClaims(_) | Rule::KeyHasDefault | Rule::NeedlessDefault) | None => {}
            Some(Rule::SameVariable(_) | Rule::SettingReads(_) | Rule::SettingIsProfile)
                if self.fields[index].env.is_some() => {}
            Some(rule) => panic!("{}", self.message(index, rule).as_str()),
        }
    }

    /// The same for rules that its `env` breaks; called with the span of the name.
    ///
    /// # Panics
    /// As [`of_type`](Self::of_type).
    #[track_caller]
    pub const fn of_env(&self, index: usize) {
        if let Some(
            rule @ (Rule::EnvClaims(_)
            | Rule::SameVariable(_)
            | Rule::SettingReads(_)
            | Rule::SettingIsProfile),
        ) = self.broken[index]
        {
            panic!("{}", self.message(index, rule).as_str())
        }
    }

    /// Stops the build if the field is marked `shared` and its value may be in several fields anyway; called with the span
    /// of the attribute.
    ///
    /// # Panics
    /// As [`of_type`](Self::of_type).
    #[track_caller]
    pub const fn of_shared(&self, index: usize) {
        if let (Some(role), None) = (self.fields[index].role(), self.broken[index]) {
            if role.is_shared_by_design() {
                let message = Message::new("the ")
                    .push(role.name())
                    .push(" may be the same in several fields without it: remove `shared`");
                panic!("{}", message.as_str())
            }
        }
    }

    /// The same for rules that its `default` breaks; called with the span of the value.
    ///
    /// # Panics
    /// As [`of_type`](Self::of_type).
    #[track_caller]
    pub const fn of_default(&self, index: usize) {
        if let Some(rule @ (Rule::KeyHasDefault | Rule::NeedlessDefault)) = self.broken[index] {
            panic!("{}", self.message(index, rule).as_str())
        }
    }
}
