//! The template of a struct whose defaults hold every character that some reader treats in its own way.

use crate::read_by;
use crate::table::READERS;
use cio_config::{AppApiKey, CioCredentials, Environment, Loader, Region};
use std::path::Path;

#[derive(CioCredentials)]
struct Everything {
    /// A comment with `backticks`, "quotes", it's one of each, and $HOME.
    app_key: Option<AppApiKey>,
    #[cio(default = "eu")]
    region: Region,
    #[cio(setting, env = "PLAIN", default = "a.b-c_d/e+f=g%h:i")]
    plain: String,
    #[cio(setting, env = "BLANKS", default = " two  words ")]
    blanks: String,
    #[cio(setting, env = "HASH", default = "ab#cd #ef")]
    hash: String,
    #[cio(setting, env = "DOLLAR", default = "$HOME and ab$cd")]
    dollar: String,
    #[cio(setting, env = "QUOTED", default = "say \"x\" and `y`")]
    quoted: String,
    #[cio(setting, env = "LIST", default = "[\"trial\", \"paid\"]")]
    list: String,
    #[cio(setting, env = "OBJECT", default = "{\"a\": {\"b\": 1}}")]
    object: String,
    #[cio(setting, env = "SHELL", default = "a;b&c|d(e)f<g>h*i?j~k!l^m")]
    shell: String,
    #[cio(setting, env = "LETTERS", default = "é€😀")]
    letters: String,
    #[cio(setting, env = "NOT_WRITTEN", default = "it's")]
    not_written: String,
}

/// The names whose values the template writes.
const NAMES: [&str; 10] = [
    "CUSTOMERIO_REGION",
    "PLAIN",
    "BLANKS",
    "HASH",
    "DOLLAR",
    "QUOTED",
    "LIST",
    "OBJECT",
    "SHELL",
    "LETTERS",
];

pub(crate) fn names() -> Vec<&'static str> {
    NAMES.to_vec()
}

pub(crate) fn text() -> String {
    Everything::template().env()
}

/// The values of the names, as the struct has them without any file.
fn values() -> [String; 10] {
    let loader = Loader::<Everything>::empty().environment(Environment::empty());
    let Everything { region, plain, blanks, hash, dollar, quoted, list, object, shell, letters, .. } =
        loader.load().unwrap_or_else(|error| panic!("{error}"));
    [region.as_str().to_owned(), plain, blanks, hash, dollar, quoted, list, object, shell, letters]
}

pub(crate) fn differences(folder: &Path) -> Vec<String> {
    let mut differences = Vec::new();
    for reader in READERS.iter().filter(|reader| reader.reads_template) {
        for (name, value) in NAMES.iter().zip(values()) {
            let read = read_by(reader.name, &folder.join("template"), name);
            if read.as_ref() != Some(&value) {
                differences.push(format!(
                    "{} reads `{name}` of the template as {read:?}, not {value:?}",
                    reader.name
                ));
            }
        }
    }
    differences
}
