//! A committed file, compared with the one that a struct's template writes.

use crate::output::template::{Template, TemplateFormat};
use crate::output::template_diff::{Line, lines, without_value};
use std::error::Error;
use std::{env, fmt, fs, thread};

/// The variable that has [`Template::check`] write the file of this path.
const WRITE: &str = "WRITE_TEMPLATE";

/// Lines of a difference that are shown.
const SHOWN: usize = 40;

impl Template {
    /// Holds that a committed file is the one that this template writes: for a test.
    ///
    /// A Markdown file may have other text around the table; other files are compared as a whole, without regard to how their
    /// lines end. The error shows the lines that differ, without the values of the committed file, and the command that
    /// writes the right file: the same test, with `WRITE_TEMPLATE` set to the path of the file that was included.
    ///
    /// ```
    /// use cio_config::{AppApiKey, CioCredentials, Region, TemplateFormat};
    ///
    /// #[derive(CioCredentials)]
    /// struct Billing {
    ///     app_key: AppApiKey,
    ///     region: Region,
    /// }
    ///
    /// // In a test: `include_str!("../.env.example")`.
    /// let committed = Billing::template().env();
    /// Billing::template().check(TemplateFormat::Env, &committed)?;
    ///
    /// let error = Billing::template().check(TemplateFormat::Env, "CUSTOMERIO_REGION=\n").unwrap_err();
    /// assert!(error.to_string().contains("\n+ CUSTOMERIO_APP_API_KEY=\n"));
    /// # Ok::<(), cio_config::TemplateDifference>(())
    /// ```
    ///
    /// # Errors
    /// [`TemplateDifference`] if the files differ, or if `WRITE_TEMPLATE` names a file that cannot be written.
    pub fn check(&self, format: TemplateFormat, committed: &str) -> Result<(), TemplateDifference> {
        let template = self.text(format);
        let old = part(format, committed);
        if old.is_some_and(|old| old.lines().eq(template.lines())) {
            return Ok(());
        }
        let written = env::var_os(WRITE).map(|path| {
            let new = match (format, old) {
                (TemplateFormat::Markdown, Some(old)) => committed.replacen(old, &template, 1),
                (TemplateFormat::Markdown, None) => format!("{}\n\n{template}", committed.trim_end()),
                _ => template.clone(),
            };
            let shown = path.to_string_lossy().into_owned();
            match fs::read_to_string(&path) {
                Ok(found) if found == committed => {
                    fs::write(&path, new).map_err(|error| format!("`{shown}`: {error}"))
                }
                Ok(_) => Err(format!("`{shown}` is not the file that this test includes")),
                Err(error) => Err(format!("`{shown}`: {error}")),
            }
        });
        match written {
            Some(Ok(())) => Ok(()),
            written => Err(TemplateDifference {
                struct_name: self.schema.name(),
                lines: difference(old.unwrap_or_default(), &template, format),
                command: command(format),
                not_written: written.and_then(Result::err),
            }),
        }
    }
}

/// The text that is compared: of Markdown the table, from its first line to the last that begins with `|`.
fn part(format: TemplateFormat, committed: &str) -> Option<&str> {
    if format != TemplateFormat::Markdown {
        return Some(committed);
    }
    let start = committed.find("| variable | what |")?;
    let table = &committed[start..];
    let length = table.split_inclusive('\n').take_while(|line| line.starts_with('|')).map(str::len).sum();
    Some(&table[..length])
}

fn difference(committed: &str, template: &str, format: TemplateFormat) -> Vec<String> {
    let all = lines(committed, template);
    let changed = all.iter().filter_map(|line| match line {
        Line::Same(_) => None,
        Line::Extra(line) => Some(format!("- {}", without_value(line, format))),
        Line::Missing(line) => Some(format!("+ {line}")),
    });
    changed.collect()
}

/// The command that writes the file, from the test that runs.
fn command(format: TemplateFormat) -> String {
    let path = match format {
        TemplateFormat::Env => ".env.example",
        TemplateFormat::Toml => "customerio.toml",
        TemplateFormat::Markdown => "README.md",
        TemplateFormat::JsonSchema => "customerio.schema.json",
    };
    let package = env::var("CARGO_PKG_NAME").map(|name| format!(" --package {name}")).unwrap_or_default();
    // The test runner calls a test's thread by the test's name.
    let thread = thread::current();
    let test =
        thread.name().filter(|name| *name != "main").map(|name| format!(" {name}")).unwrap_or_default();
    format!("{WRITE}={path} cargo test{package}{test}")
}

/// How a committed file differs from the template of a struct.
///
/// `Display` and `Debug` print the lines, `-` of the committed file and `+` of the template, and the command that writes
/// the right file. Values of the committed file are left out, since one may be a secret.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, TemplateFormat};
///
/// let error = AppCredentials::template().check(TemplateFormat::Env, "APP_KEY=0123456789abcdef\n").unwrap_err();
/// assert!(error.to_string().contains("- APP_KEY=…\n"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct TemplateDifference {
    struct_name: &'static str,
    lines: Vec<String>,
    command: String,
    not_written: Option<String>,
}

impl fmt::Display for TemplateDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the file is not the template of `{}`", self.struct_name)?;
        for line in self.lines.iter().take(SHOWN) {
            write!(f, "\n{line}")?;
        }
        if self.lines.len() > SHOWN {
            write!(f, "\n… and {} lines more", self.lines.len() - SHOWN)?;
        }
        if let Some(fault) = &self.not_written {
            write!(f, "\n{WRITE}: {fault}")?;
        }
        write!(f, "\nhint: write it with `{}`, with the path of the file that is included", self.command)
    }
}

impl fmt::Debug for TemplateDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for TemplateDifference {}
