//! One value in a document of any format.

use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::source::document::page::SyntaxFault;
use figment::value::Value as Tree;

/// The keys of a table, and their values.
pub(super) type Entries<N> = Vec<(String, N)>;

/// The value of a key.
pub(super) trait Node: Sized {
    /// The kind of value, in one word: `integer`. A table is `table` in every format.
    fn kind(&self) -> &'static str;

    /// The keys and their values, if it is a table.
    fn entries(&self) -> Result<Option<Entries<Self>>, SyntaxFault>;

    /// The value of one key, if it is a table that has it.
    fn entry(&self, name: &str) -> Result<Option<Self>, SyntaxFault> {
        let entries = self.entries()?.unwrap_or_default();
        Ok(entries.into_iter().find_map(|(key, node)| (key == name).then_some(node)))
    }

    /// The text in its own buffer, which is wiped, if it is text.
    fn text(&self) -> Result<Option<Value>, SyntaxFault>;

    /// The same as figment has it: for settings.
    fn tree(&self) -> Result<Tree, SyntaxFault>;

    /// Whether it is a table.
    fn is_table(&self) -> bool;

    /// Where it is, given its key.
    fn origin(&self, key: String) -> Origin;

    /// A mistake in it, as a problem of the document.
    fn problem(&self, fault: &SyntaxFault) -> Box<ProblemKind>;
}

/// A computation over a parsed document, which borrows from the document's text.
pub(super) trait Reader {
    type Output;

    fn read<N: Node>(self, root: &N) -> Result<Self::Output, SyntaxFault>;
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
