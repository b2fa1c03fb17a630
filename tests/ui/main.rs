//! Programs that must not compile, with their messages: a folder is a class of mistake, a file is one mistake.
//!
//! The words are those of the pinned compiler. Bless them with `TRYBUILD=overwrite cargo test -p cio-tests --test ui`,
//! then read the difference as the user who will get it.

#[test]
fn every_mistake_is_one_error_that_says_what_to_do() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
