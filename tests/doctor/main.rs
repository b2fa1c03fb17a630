//! `diagnose()` in both drivers: what is asked, what is found, and what is said about it.

mod pages;
mod places;
mod regions;
mod requests;
mod secrecy;
mod seeds;
mod trial;
mod unreachable;
mod verdicts;
