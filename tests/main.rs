//! Tests across crates and processes, and the house rules, in one binary.

mod command_line;
mod conformity;
mod data_sets;
mod drawings;
mod edits;
mod fuzz;
mod scores;
mod tidy;
mod training;
mod window;
mod worker;
