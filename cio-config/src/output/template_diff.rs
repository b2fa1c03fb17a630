//! The lines in which two files differ, without what a committed file has as a value.

use crate::output::template::TemplateFormat;

/// A line of one file only, or of both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Line<'a> {
    /// In both.
    Same(&'a str),
    /// In the committed file only.
    Extra(&'a str),
    /// In the template only.
    Missing(&'a str),
}

/// Every line of both files, in order.
pub(super) fn lines<'a>(committed: &'a str, template: &'a str) -> Vec<Line<'a>> {
    let (left, right): (Vec<&str>, Vec<&str>) = (committed.lines().collect(), template.lines().collect());
    let start = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let mut found: Vec<_> = left[..start].iter().map(|line| Line::Same(line)).collect();
    found.extend(changed(&left[start..], &right[start..]));
    found
}

/// The longest common lines are kept. Files far larger than any template are compared as a whole.
fn changed<'a>(left: &[&'a str], right: &[&'a str]) -> Vec<Line<'a>> {
    let (rows, columns) = (left.len(), right.len());
    if rows * columns > 1_000_000 {
        let extra = left.iter().map(|line| Line::Extra(line));
        return extra.chain(right.iter().map(|line| Line::Missing(line))).collect();
    }
    // common[i][j]: how many lines `left[i..]` and `right[j..]` have in common.
    let mut common = vec![vec![0_usize; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            common[i][j] = match left[i] == right[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut found, mut i, mut j) = (Vec::new(), 0, 0);
    while i < rows || j < columns {
        if i < rows && j < columns && left[i] == right[j] {
            found.push(Line::Same(left[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == columns || (i < rows && common[i + 1][j] >= common[i][j + 1]) {
            found.push(Line::Extra(left[i]));
            i += 1;
        } else {
            found.push(Line::Missing(right[j]));
            j += 1;
        }
    }
    found
}

/// A line of a committed file without its value and without its comment, which may be a secret: its name, and `…`.
pub(super) fn without_value(line: &str, format: TemplateFormat) -> String {
    let end = match format {
        TemplateFormat::Env | TemplateFormat::Toml => '=',
        TemplateFormat::Markdown => '|',
        TemplateFormat::JsonSchema => ':',
    };
    let skipped = usize::from(line.starts_with(end));
    let name = line[skipped..].find(end).map(|at| line.split_at(skipped + at + 1));
    match name {
        Some((name, rest)) if rest.trim().is_empty() => name.to_owned(),
        Some((name, _)) => format!("{name}…"),
        None if line.trim().len() < 3 || is_table(line.trim(), format) => line.to_owned(),
        None => "…".to_owned(),
    }
}

fn is_table(line: &str, format: TemplateFormat) -> bool {
    format == TemplateFormat::Toml && line.starts_with('[') && line.ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::{Line, lines, without_value};
    use crate::output::template::TemplateFormat;

    #[test]
    fn common_lines_are_kept() {
        let found = lines("a\nb\nx\nc\n", "a\nb\nc\nd\n");
        let expected =
            [Line::Same("a"), Line::Same("b"), Line::Extra("x"), Line::Same("c"), Line::Missing("d")];
        assert_eq!(found, expected);
        assert_eq!(lines("", ""), []);
        assert_eq!(lines("a\r\n", "a\n"), [Line::Same("a")]);
        let many = "line\n".repeat(2_000);
        assert_eq!(lines(&format!("x\n{many}"), &format!("y\n{many}")).len(), 4_002);
    }

    #[test]
    fn a_value_is_not_shown() {
        for (format, line, shown) in [
            (TemplateFormat::Env, "CUSTOMERIO_APP_API_KEY=0123", "CUSTOMERIO_APP_API_KEY=…"),
            (TemplateFormat::Env, "# CUSTOMERIO_APP_API_KEY=0123", "# CUSTOMERIO_APP_API_KEY=…"),
            (TemplateFormat::Env, "CUSTOMERIO_APP_API_KEY=", "CUSTOMERIO_APP_API_KEY="),
            (TemplateFormat::Env, "# was 0123", "…"),
            (TemplateFormat::Env, "0123456789", "…"),
            (TemplateFormat::Toml, "app_api_key = \"0123\"", "app_api_key =…"),
            (TemplateFormat::Toml, "[customerio]", "[customerio]"),
            (TemplateFormat::Toml, "0123\"\"\"", "…"),
            (TemplateFormat::Markdown, "| `A` | 0123 | yes |", "| `A` |…"),
            (TemplateFormat::JsonSchema, "  \"a\": \"0123\",", "  \"a\":…"),
            (TemplateFormat::JsonSchema, "  },", "  },"),
        ] {
            assert_eq!(without_value(line, format), shown);
        }
    }
}
