//! Faults that are put in on purpose, to see that the test under load finds them. They exist only in a build with
//! `RUSTFLAGS="--cfg cio_fault"`, and the variable `CIO_FAULT` names the one that is on.

/// Whether this fault is on: `replay`, `keep-last-good` or `single-flight`.
#[must_use]
pub fn is_on(fault: &str) -> bool {
    std::env::var_os("CIO_FAULT").is_some_and(|on| on == fault)
}
