//! What can go wrong while pictures are read or drawn.

/// A failure of this crate, by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file could not be opened or read.
    #[error("could not read the picture: {reason}: {path}")]
    Read {
        /// What the system said.
        reason: String,
        /// Which file.
        path: String,
    },
    /// The bytes are no picture of a known format, or are damaged.
    #[error("this is not a picture that can be read ({reason}); use PNG, JPEG or WebP")]
    Format {
        /// What the decoder said.
        reason: String,
    },
    /// The picture has more pixels than we take.
    #[error(
        "the picture is too large: {width}x{height} pixels, at most {} million are read; scale it down",
        limit_pixels / 1_000_000
    )]
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The limit in pixels.
        limit_pixels: u64,
    },
    /// No graphics adapter could be used.
    #[error("no usable graphics adapter: {reason}; install a Vulkan driver (Mesa's software driver will do)")]
    NoAdapter {
        /// What was tried and what came back.
        reason: String,
    },
    /// The graphics device gave up while drawing or reading back.
    #[error("the graphics device failed: {reason}")]
    Device {
        /// What it said.
        reason: String,
    },
}
