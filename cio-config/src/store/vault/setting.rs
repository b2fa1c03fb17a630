//! A setting with its name, so that a fault says which one to correct, and why.

use crate::finding::store_fault::StoreFault;

/// A setting of the store, and where it was set: `` `VAULT_TOKEN` ``, or `the token` if the program gave it.
#[derive(Clone, Debug)]
pub(super) struct Setting<T> {
    pub(super) name: &'static str,
    pub(super) value: T,
}

impl<T> Setting<T> {
    pub(super) fn new(name: &'static str, value: T) -> Self {
        Self { name, value }
    }

    pub(super) fn fault(&self, why: &'static str) -> StoreFault {
        StoreFault::BadSetting { setting: self.name, why }
    }
}

impl<T: AsRef<str>> Setting<T> {
    /// The text, if it can be sent: in a header, a path or a login.
    pub(super) fn text(&self) -> Result<&str, StoreFault> {
        let text = self.value.as_ref();
        damage(text).map_or(Ok(text), |why| Err(self.fault(why)))
    }
}

/// Characters added by copying, an editor or another program's quoting. No address, token or name has them.
fn damage(text: &str) -> Option<&'static str> {
    let is_other_control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r');
    Some(match text {
        "" => "is empty",
        _ if text.ends_with("\r\n") => "has a carriage return and a line feed at its end",
        _ if text.ends_with('\n') => "has a line feed at its end",
        _ if text.ends_with('\r') => "has a carriage return at its end",
        _ if text.contains('\n') => "has a line feed in it",
        _ if text.contains('\r') => "has a carriage return in it",
        _ if text.contains(is_other_control) => "has a control character in it",
        _ if text.starts_with('\u{feff}') => "begins with a byte order mark",
        _ if !text.is_ascii() => "has a character beyond ASCII",
        _ if text.starts_with(['"', '\'']) || text.ends_with(['"', '\'']) => {
            "has a quotation mark at its beginning or end"
        }
        _ if text.starts_with(' ') || text.ends_with(' ') => "has a blank at its beginning or end",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Setting;
    use crate::finding::store_fault::StoreFault;

    #[test]
    fn a_damaged_value_is_reported_by_setting_and_character() {
        for (value, why) in [
            ("", "is empty"),
            ("hvs.x\n", "has a line feed at its end"),
            ("hvs.x\r\n", "has a carriage return and a line feed at its end"),
            ("hvs.x\r", "has a carriage return at its end"),
            ("hvs.\nx", "has a line feed in it"),
            ("\rhvs.x", "has a carriage return in it"),
            ("hvs.\0x", "has a control character in it"),
            ("\thvs.x", "has a control character in it"),
            ("\u{feff}hvs.x", "begins with a byte order mark"),
            ("hvs.ü", "has a character beyond ASCII"),
            ("\u{201c}hvs.x\u{201d}", "has a character beyond ASCII"),
            ("\"hvs.x\"", "has a quotation mark at its beginning or end"),
            ("hvs.x'", "has a quotation mark at its beginning or end"),
            ("hvs.x ", "has a blank at its beginning or end"),
        ] {
            let setting = Setting::new("`VAULT_TOKEN`", value);
            let fault = StoreFault::BadSetting { setting: "`VAULT_TOKEN`", why };
            assert_eq!(setting.text(), Err(fault), "{value:?}");
        }
        for value in ["hvs.CAESIJ-x_y", "https://[::1]:8200", "team a/b", "it's"] {
            assert_eq!(Setting::new("`VAULT_ADDR`", value).text(), Ok(value));
        }
    }
}
