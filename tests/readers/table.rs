//! The table of spellings in the docs: measured, compared, and written.

use crate::spellings::ALL;
use crate::{read_by, spelling_folder};
use cio_config::{CioCredentials, Environment, Loader};
use std::fs;
use std::path::{Path, PathBuf};

/// A program that reads `.env` files.
pub(crate) struct Reader {
    /// Its folder in the results.
    pub(crate) name: &'static str,
    /// Its column in the table.
    title: &'static str,
    /// Whether it reads what the template writes as all others do. Docker takes quotation marks for a part of the value, and
    /// files of `environment.d` expand variables in single quotes too.
    pub(crate) reads_template: bool,
}

impl Reader {
    const fn new(name: &'static str, title: &'static str) -> Self {
        Self { name, title, reads_template: true }
    }
}

pub(crate) const READERS: [Reader; 11] = [
    Reader::new("node", "Node.js"),
    Reader::new("npm-dotenv", "npm `dotenv`"),
    Reader::new("python-dotenv", "python-dotenv"),
    Reader::new("ruby-dotenv", "ruby-dotenv"),
    Reader::new("phpdotenv", "phpdotenv"),
    Reader::new("godotenv", "godotenv"),
    Reader::new("dotenvy", "dotenvy"),
    Reader::new("bash", "bash"),
    Reader::new("dash", "dash"),
    Reader { reads_template: false, ..Reader::new("systemd", "systemd `environment.d`") },
    Reader { reads_template: false, ..Reader::new("docker", "`docker run`") },
];

/// One row for each spelling.
pub(crate) fn measured(folder: &Path) -> Vec<String> {
    let rows = ALL.iter().enumerate().map(|(number, spelling)| {
        let folder = spelling_folder(folder, number);
        let others = READERS.iter().map(|reader| match read_by(reader.name, &folder, "NEXT").as_deref() {
            // The next line shows whether the reader went on after this one.
            Some("next") => read_by(reader.name, &folder, "VALUE"),
            _ => None,
        });
        let cells = [ours(&folder)].into_iter().chain(others).map(|value| match value {
            Some(value) => code(&value),
            None => "refused".to_owned(),
        });
        format!("| {} | {} |", code(spelling), cells.collect::<Vec<_>>().join(" | "))
    });
    rows.collect()
}

fn ours(folder: &Path) -> Option<String> {
    #[derive(CioCredentials)]
    struct Read {
        #[cio(setting, env = "VALUE")]
        value: String,
    }
    let loader = Loader::<Read>::empty().environment(Environment::empty()).dotenv(folder.join("env"));
    loader.load().ok().map(|read| read.value)
}

/// Code in a cell of Markdown. The home folder of the machine is not part of the table.
fn code(value: &str) -> String {
    let value = value.replace(&std::env::var("HOME").unwrap_or_default(), "<home>");
    let text = value.replace('\n', "⏎").replace('|', "\\|");
    match text {
        _ if text.is_empty() => "(empty)".to_owned(),
        _ if text.contains('`') => format!("`` {text} ``"),
        _ => format!("`{text}`"),
    }
}

pub(crate) fn differences(rows: &[String]) -> Vec<String> {
    let docs = fs::read_to_string(docs()).expect("the docs can be read");
    let missing = rows.iter().filter(|row| !docs.lines().any(|line| line == row.as_str()));
    missing.map(|row| format!("the table in `docs/dotenv.md` does not have the row\n{row}")).collect()
}

/// Replaces the table in the docs.
pub(crate) fn write(rows: &[String]) {
    let docs_text = fs::read_to_string(docs()).expect("the docs can be read");
    let before: Vec<&str> = docs_text.lines().take_while(|line| !line.starts_with('|')).collect();
    let after: Vec<&str> =
        docs_text.lines().skip(before.len()).skip_while(|line| line.starts_with('|')).collect();
    let titles = READERS.map(|reader| reader.title).join(" | ");
    let head = [format!("| written | cio-config | {titles} |"), "|---".repeat(READERS.len() + 2) + "|"];
    let table = head.iter().chain(rows).map(String::as_str);
    let lines: Vec<&str> = before.into_iter().chain(table).chain(after).collect();
    fs::write(docs(), lines.join("\n") + "\n").expect("the docs can be written");
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../cio-config/docs/dotenv.md")
}
