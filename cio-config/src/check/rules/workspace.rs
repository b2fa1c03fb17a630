//! The rules of a workspace name: with it, no variable may become the name of another credential.

use crate::check::rules::Judged;
use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind, Presence};
use crate::schema::names::{self, Name};
use crate::text::compare::equal;
use crate::text::hash::hash_name;
use crate::text::message::Message;

/// The table of a second set.
const NEXT: &str = "next";

impl<const FIELDS: usize> Judged<FIELDS> {
    /// Stops the build if variables with this word in them would be another credential's; called with the span of the word.
    ///
    /// # Panics
    /// At compile time, with the words the user reads.
    #[track_caller]
    pub const fn check_workspace(&self, word: &'static str) {
        check_word(word);
        let mut index = 0;
        while index < FIELDS {
            let field = &self.fields[index];
            if self.broken[index].is_none() && !field.any_name && chooses_name(field) {
                if let Some(name) = names::variable(field, Some(word), 0) {
                    check_name(field, name, word);
                }
            }
            index += 1;
        }
    }
}

/// The usual variables of two roles never meet, so only a name that the struct chose can be another role's.
const fn chooses_name(field: &Field) -> bool {
    field.env.is_some() || matches!(field.kind, FieldKind::Setting)
}

#[track_caller]
const fn check_name(field: &Field, name: Name, word: &'static str) {
    let mut other = 0;
    while other < Role::ALL.len() {
        let role = Role::ALL[other];
        let is_own = matches!(field.role(), Some(own) if own as u8 == role as u8);
        if !is_own && (reads(role, None, name) || reads(role, Some(word), name)) {
            let message = Message::new("with this workspace, the field `")
                .push(field.name)
                .push("` reads a variable of the ")
                .push(role.name());
            let message = name.push_to(message.push(" (`")).push("`): give it another `env`");
            panic!("{}", message.as_str())
        }
        other += 1;
    }
}

const fn reads(role: Role, word: Option<&'static str>, name: Name) -> bool {
    let field = of_role(role);
    let mut index = 0;
    while let Some(own) = names::variable(&field, word, index) {
        if own.hash() == name.hash() || (own.usual && own.file_hash() == name.hash()) {
            return true;
        }
        index += 1;
    }
    false
}

const fn of_role(role: Role) -> Field {
    Field::new("", FieldKind::Credential(role), Presence::Required)
}

#[track_caller]
const fn check_word(word: &'static str) {
    if equal(word.as_bytes(), NEXT.as_bytes()) {
        panic!(
            "a workspace cannot be named `next`: in documents, `[customerio.next]` is the second set of keys that credentials \
             use when they rotate; choose another name"
        )
    }
    let mut index = 0;
    while index < Role::ALL.len() {
        let mut other = 0;
        while other < Role::ALL.len() {
            if let Some(name) = names::variable(&of_role(Role::ALL[index]), Some(word), 0) {
                let role = Role::ALL[other];
                if name.hash() == hash_name(role.variable().as_bytes()) && index != other {
                    let message = Message::new("a workspace cannot be named `")
                        .push(word)
                        .push("`: its variables would be those of the ")
                        .push(role.name())
                        .push(" (`")
                        .push(role.variable())
                        .push("`); choose another name");
                    panic!("{}", message.as_str())
                }
            }
            other += 1;
        }
        index += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rules::judge;
    use crate::credential::key::app_api_key::AppApiKey;
    use crate::credential::region::Region;
    use crate::generated::setting::setting;
    use crate::generated::slot::slot;

    #[test]
    #[should_panic(
        expected = "with this workspace, the field `api_key` reads a variable of the Track API key \
                               (`CUSTOMERIO_TRACK_API_KEY`): give it another `env`"
    )]
    fn a_setting_whose_name_is_a_keys_only_in_this_workspace() {
        judge([setting::<String>("api_key", None, false).field]).check_workspace("track");
    }

    #[test]
    #[should_panic(expected = "reads a variable of the CDP API key (`CUSTOMERIO_SHOP_CDP_API_KEY`)")]
    fn a_key_that_reads_the_variable_of_another_of_this_workspace() {
        let key = slot::<AppApiKey>("key").env("CUSTOMERIO_SHOP_CDP_API_KEY").field;
        judge([key, slot::<Region>("region").field]).check_workspace("shop");
    }

    #[test]
    #[should_panic(expected = "a workspace cannot be named `next`")]
    fn the_table_of_a_second_set_is_not_a_workspace() {
        judge([slot::<AppApiKey>("key").field, slot::<Region>("region").field]).check_workspace("next");
    }

    #[test]
    fn a_field_that_reads_its_own_or_a_named_variable_is_accepted() {
        let own = slot::<AppApiKey>("key").env("CUSTOMERIO_SHOP_APP_API_KEY").field;
        let meant = slot::<AppApiKey>("key").env("CUSTOMERIO_SHOP_CDP_API_KEY").any_name().field;
        for key in [own, meant, slot::<AppApiKey>("key").field] {
            let fields = [key, slot::<Region>("region").field, setting::<u8>("retries", None, false).field];
            judge(fields).check_workspace("shop");
        }
    }
}
