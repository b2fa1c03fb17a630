//! The files of an e-mail, in base64, as long as they may be together.

use super::fields::Fields;
use crate::wire::{FirstFault, InvalidInput, Object, not_blank, one_line};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The files so far, and the first fault.
#[derive(Clone, Debug)]
pub(super) struct Attachments {
    files: Object,
    size: usize,
    fault: FirstFault,
}

/// Bytes of all files together, before they are encoded: 2 MB.
const LARGEST: usize = 2_000_000;

impl Default for Attachments {
    fn default() -> Self {
        Self { files: Object::new("attachments"), size: 0, fault: FirstFault::default() }
    }
}

impl Attachments {
    pub(super) fn add(&mut self, file_name: &str, content: &[u8]) {
        self.size += content.len();
        // A file that is too large is not kept, since the send would be refused anyway.
        if self.size <= LARGEST {
            self.keep(file_name, &STANDARD.encode(content));
        }
    }

    pub(super) fn add_encoded(&mut self, file_name: &str, content: &str) {
        let not_base64 = |_| InvalidInput::new("attachments", "are not all in standard base64 with padding");
        if let Some(decoded) = self.fault.check(STANDARD.decode(content).map_err(not_base64)) {
            self.size += decoded.len();
            self.keep(file_name, content);
        }
    }

    pub(super) fn write(&self, fields: &mut Fields) -> Result<(), InvalidInput> {
        self.fault.result()?;
        if self.size > LARGEST {
            return Err(InvalidInput::new("attachments", "are larger than 2 MB together"));
        }
        if !self.files.is_empty() {
            fields.object("attachments", &self.files);
        }
        Ok(())
    }

    fn keep(&mut self, file_name: &str, encoded: &str) {
        self.fault.check(not_blank("file name", file_name));
        self.fault.check(one_line("file name", file_name));
        // The service takes files by name: the second would take the place of the first.
        if self.files.has(file_name) {
            self.fault.keep(InvalidInput::new(
                "attachments",
                "have the same file name twice; only one would be sent",
            ));
        }
        self.files.set(file_name, encoded);
    }
}

#[cfg(test)]
mod tests {
    use super::{Attachments, Fields};

    fn outcome(add: impl FnOnce(&mut Attachments)) -> Result<(), String> {
        let mut attachments = Attachments::default();
        add(&mut attachments);
        attachments.write(&mut Fields::new("message")).map_err(|fault| fault.to_string())
    }

    #[test]
    fn files_of_2_mb_together_are_taken_and_no_more() {
        let megabyte = vec![0; 1_000_000];
        assert_eq!(outcome(|files| files.add("a", &megabyte)), Ok(()));
        let full = |files: &mut Attachments| {
            files.add("a", &megabyte);
            files.add("b", &megabyte);
        };
        assert_eq!(outcome(full), Ok(()));
        let too_large = Err("attachments are larger than 2 MB together".to_owned());
        assert_eq!(
            outcome(|files| {
                full(files);
                files.add("c", &[0]);
            }),
            too_large
        );
        assert_eq!(
            outcome(|files| {
                full(files);
                files.add_encoded("c", "AA==");
            }),
            too_large
        );
    }

    #[test]
    fn a_file_is_not_dropped_for_another_of_its_name() {
        let fault = Err("attachments have the same file name twice; only one would be sent".to_owned());
        for second in ["invoice \"1\".pdf", "b"] {
            let both = outcome(|files| {
                files.add("invoice \"1\".pdf", b"first");
                files.add_encoded(second, "AA==");
            });
            assert_eq!(both, if second == "b" { Ok(()) } else { fault.clone() });
        }
    }

    #[test]
    fn a_directory_is_refused() {
        for (name, content, reason) in [
            ("", "AA==", "file name is empty"),
            ("a\r\nX: y", "AA==", "file name contains a line break, which an e-mail header cannot hold"),
            ("a", "AA", "attachments are not all in standard base64 with padding"),
            ("a", "?", "attachments are not all in standard base64 with padding"),
        ] {
            assert_eq!(outcome(|files| files.add_encoded(name, content)), Err(reason.to_owned()));
        }
    }
}
