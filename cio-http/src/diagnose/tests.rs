//! Findings, from answers of every kind.
