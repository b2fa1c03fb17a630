//! One value in a document, whatever the document is written in.

use crate::credential::value::Value;
use crate::finding::origin::Origin;
use crate::source::document::page::Fault;
use figment::value::Value as Tree;

/// The keys of a table, and what stands behind them.
pub(super) type Entries<N> = Vec<(String, N)>;

/// What stands behind a key.
pub(super) trait Node: Sized {
    /// What it is, in one word: `integer`.
    fn kind(&self) -> &'static str;

    /// The keys and what stands behind them, if it is a table.
    fn entries(&self) -> Result<Option<Entries<Self>>, Fault>;

    /// What stands behind one key, if it is a table that has it.
    fn entry(&self, name: &str) -> Result<Option<Self>, Fault> {
        let entries = self.entries()?.unwrap_or_default();
        Ok(entries.into_iter().find_map(|(key, node)| (key == name).then_some(node)))
    }

    /// The text in a buffer of its own that is wiped, if it is text.
    fn text(&self) -> Result<Option<Value>, Fault>;

    /// The same as figment has it: for settings.
    fn tree(&self) -> Result<Tree, Fault>;

    /// Where it stands, given its key.
    fn origin(&self, key: String) -> Origin;
}

/// A whole number as figment has it, in the type that most settings can be read from. One that is larger than any that a
/// setting could take stays text.
pub(super) fn integer(text: &str, radix: u32) -> Tree {
    let narrow = i64::from_str_radix(text, radix).map(Tree::from);
    let wide = narrow.or_else(|_| u64::from_str_radix(text, radix).map(Tree::from));
    let wider = wide.or_else(|_| i128::from_str_radix(text, radix).map(Tree::from));
    let widest = wider.or_else(|_| u128::from_str_radix(text, radix).map(Tree::from));
    widest.unwrap_or_else(|_| text.into())
}

/// The same for a number with a fraction or an exponent, and for those that TOML has names for.
pub(super) fn float(text: &str) -> Tree {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() || !text.contains(|char: char| char.is_ascii_digit()) => {
            number.into()
        }
        _ => text.into(),
    }
}
