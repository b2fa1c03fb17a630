//! The machine's rules, one row each, and what holds for every order of events.

mod interleavings;
mod properties;
mod script;
mod table;
mod world;
