//! Frames: a length in four bytes, little end first, then that many bytes of postcard.
//!
//! Either side may be hostile: a length beyond the limit is an error, memory is taken only for
//! bytes that arrived, and bytes after a message are an error.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The largest content of a frame: 512 MiB.
pub const MAX_FRAME_BYTES: usize = 512 << 20;

/// Why a frame could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The other side closed the connection between two frames.
    #[error("the connection was closed")]
    Closed,
    /// Reading or writing failed, or the connection ended inside a frame.
    #[error("the connection broke: {0}")]
    Io(#[from] io::Error),
    /// The frame is longer than allowed.
    #[error("a message of {0} bytes is longer than the {MAX_FRAME_BYTES} bytes allowed")]
    TooLong(usize),
    /// The bytes are not the expected message.
    #[error("a message could not be understood: {0}")]
    Malformed(#[from] postcard::Error),
    /// The message was followed by more bytes.
    #[error("a message was followed by {0} bytes that do not belong to it")]
    Trailing(usize),
}

/// Reads the content of one frame.
///
/// # Errors
/// [`FrameError::Closed`] at the end of the stream, the others as they say.
pub fn read_frame(from: &mut impl Read) -> Result<Vec<u8>, FrameError> {
    let mut header = [0; 4];
    let mut have = 0;
    while have < header.len() {
        match from.read(&mut header[have..]) {
            Ok(0) if have == 0 => return Err(FrameError::Closed),
            Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            Ok(count) => have += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    let length = u32::from_le_bytes(header) as usize;
    if length > MAX_FRAME_BYTES {
        return Err(FrameError::TooLong(length));
    }
    let mut content = Vec::with_capacity(length.min(1 << 20));
    let read = from.take(length as u64).read_to_end(&mut content)?;
    if read < length {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    Ok(content)
}

/// Writes a whole frame, as [`encode`] made it.
///
/// # Errors
/// When the connection does not take it.
pub fn write_frame(to: &mut impl Write, frame: &[u8]) -> Result<(), FrameError> {
    to.write_all(frame)?;
    to.flush()?;
    Ok(())
}

/// A message as a frame, length included.
///
/// # Errors
/// When the message is too long.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, FrameError> {
    let mut frame = postcard::to_extend(message, vec![0; 4])?;
    let length = frame.len() - 4;
    if length > MAX_FRAME_BYTES {
        return Err(FrameError::TooLong(length));
    }
    frame[..4].copy_from_slice(&(length as u32).to_le_bytes());
    Ok(frame)
}

/// The message in the content of a frame.
///
/// # Errors
/// When the bytes are anything else than one such message.
pub fn decode<T: DeserializeOwned>(content: &[u8]) -> Result<T, FrameError> {
    let (message, rest) = postcard::take_from_bytes(content)?;
    if rest.is_empty() { Ok(message) } else { Err(FrameError::Trailing(rest.len())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{FromWorker, Hello, ToWorker};

    fn hello() -> FromWorker {
        FromWorker::Hello(Hello { protocol: 1, version: "0".to_owned(), notes: vec!["ä".to_owned()] })
    }

    #[test]
    fn a_message_comes_back_as_it_went() -> Result<(), FrameError> {
        let mut stream = encode(&hello())?;
        stream.extend(encode(&ToWorker::Cancel { id: u64::MAX })?);
        let mut reader = stream.as_slice();
        assert_eq!(decode::<FromWorker>(&read_frame(&mut reader)?)?, hello());
        assert_eq!(decode::<ToWorker>(&read_frame(&mut reader)?)?, ToWorker::Cancel { id: u64::MAX });
        assert!(matches!(read_frame(&mut reader), Err(FrameError::Closed)));
        Ok(())
    }

    #[test]
    fn what_is_no_message_is_an_error() -> Result<(), FrameError> {
        assert!(matches!(read_frame(&mut [1, 0].as_slice()), Err(FrameError::Io(_))));
        assert!(matches!(read_frame(&mut [9, 0, 0, 0, 1].as_slice()), Err(FrameError::Io(_))));
        let too_long = (MAX_FRAME_BYTES as u32 + 1).to_le_bytes();
        assert!(matches!(read_frame(&mut too_long.as_slice()), Err(FrameError::TooLong(_))));
        assert!(matches!(decode::<FromWorker>(&[200]), Err(FrameError::Malformed(_))));
        let mut longer = encode(&hello())?.split_off(4);
        longer.push(0);
        assert!(matches!(decode::<FromWorker>(&longer), Err(FrameError::Trailing(1))));
        Ok(())
    }
}
