//! Training: data synthesis, data sets, supervised fine-tuning and evaluation.
//!
//! [`synth`] makes parts with their programs, texts and pictures, [`data`] keeps them on disk,
//! [`import`] turns outside data into such data sets,
//! [`sft`] trains the default model on them, [`eval`] measures what came of it.
//! Everything is seeded: the same options give the same data and the same loss curve.
//! Training runs in a process of its own; its log of JSON lines is what the window reads.

pub mod augment;
pub mod batches;
pub mod checkpoint;
pub mod data;
pub mod eval;
mod feed;
pub mod import;
mod memory;
pub mod optimizer;
mod prose;
pub mod sft;
mod stop;
pub mod synth;
pub mod tasks;

pub use memory::prepare_process;
pub use stop::stop_on_signal;
