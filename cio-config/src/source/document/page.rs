//! The text of a document, with the place it came from.

use crate::finding::command_fault::CommandFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::path::PathBuf;

/// Where the text of a document came from.
#[derive(Clone, Debug)]
pub(super) enum DocumentPlace {
    File(PathBuf),
    Command(Cow<'static, str>),
}

/// The text of a document.
pub(super) struct DocumentText<'a> {
    place: &'a DocumentPlace,
    pub(super) text: &'a str,
    /// Where its lines start, once a place in it was asked for.
    lines: OnceCell<Vec<usize>>,
}

/// The byte at which a document breaks the rules of its format, and the form expected there: never the content.
#[derive(Debug, PartialEq)]
pub(super) struct SyntaxFault {
    pub(super) at: usize,
    pub(super) expected: &'static str,
}

impl<'a> DocumentText<'a> {
    /// Takes a document as it was read. A byte order mark before it is dropped.
    pub(super) fn new(place: &'a DocumentPlace, content: &'a [u8]) -> Result<Self, Box<ProblemKind>> {
        let content = content.strip_prefix("\u{feff}".as_bytes()).unwrap_or(content);
        match std::str::from_utf8(content) {
            Ok(text) => Ok(Self { place, text, lines: OnceCell::new() }),
            Err(error) => {
                Err(problem(place, content, &SyntaxFault { at: error.valid_up_to(), expected: "UTF-8" }))
            }
        }
    }

    pub(super) fn problem(&self, fault: &SyntaxFault) -> Box<ProblemKind> {
        problem(self.place, self.text.as_bytes(), fault)
    }

    /// Where the key is whose value starts at a byte.
    pub(super) fn origin(&self, key: String, at: usize) -> Origin {
        let lines = self.lines.get_or_init(|| {
            let feeds = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            [0].into_iter().chain(feeds.map(|(feed, _)| feed + 1)).collect()
        });
        self.place.origin(key, Some(lines.partition_point(|start| *start <= at)))
    }
}

impl DocumentPlace {
    pub(super) fn origin(&self, key: String, line: Option<usize>) -> Origin {
        match self.clone() {
            Self::File(path) => Origin::Document { path, key, line },
            Self::Command(program) => Origin::Output { program, key, line },
        }
    }
}

fn problem(place: &DocumentPlace, content: &[u8], fault: &SyntaxFault) -> Box<ProblemKind> {
    let (line, column) = position(content, fault.at);
    let expected = fault.expected;
    Box::new(match place.clone() {
        DocumentPlace::File(path) => ProblemKind::Syntax { path, line, column, expected },
        DocumentPlace::Command(program) => {
            ProblemKind::Command { program, fault: CommandFault::Syntax { line, column, expected } }
        }
    })
}

/// Line and column of a byte, both from 1.
fn position(text: &[u8], at: usize) -> (usize, usize) {
    let before = &text[..at.min(text.len())];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |feed| feed + 1);
    (before.iter().filter(|byte| **byte == b'\n').count() + 1, before.len() - line_start + 1)
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn lines_and_columns_count_from_one() {
        for (text, at, place) in
            [("", 0, (1, 1)), ("ab", 1, (1, 2)), ("a\nb", 2, (2, 1)), ("a\r\n\nb", 9, (3, 2))]
        {
            assert_eq!(position(text.as_bytes(), at), place, "{text:?}");
        }
    }
}
