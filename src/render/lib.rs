//! Pictures of parts: on the processor for models and data sets, on the graphics card for the window.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`raster`] | draws a mesh on the processor: shade, depth, face ids, silhouette, visible lines |
//! | [`views`] | the standard cameras: front, right, top, iso and their groups |
//! | [`model_input`] | the one way in which any picture becomes the 128x128 input of the model |
//! | [`picture_file`] | reads pictures with limits |
//! | [`sheet`] | several views on one sheet for people |
//! | [`outline`] | from a silhouette to loops, circles and holes |
//! | [`gpu`] | the viewport: shaded mesh, lines, grid, picking |
//! | [`orbit`] | the camera a person turns |
//!
//! Z points up, the front view looks along +Y, lengths are millimetres, angles are radians.
//! This crate knows meshes and pictures; it knows nothing of programs, kernels or windows.

pub mod composite;
pub mod drawing;
mod error;
pub mod gpu;
pub mod model_input;
pub mod orbit;
pub mod outline;
pub mod picture_file;
pub mod points;
pub mod raster;
pub mod sheet;
pub mod views;

#[cfg(test)]
mod test_meshes;

pub use error::Error;
