//! The member of an answer that holds its useful part.

/// Which member of an answer to read; public only to seal the routes that implement it.
pub trait Member: 'static {
    const KEY: &'static str;
}
