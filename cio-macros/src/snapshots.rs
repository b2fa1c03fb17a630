//! Each shape's expansion, as code a person would read.
