//! Stopping from outside: Ctrl-C and the signal to terminate.

use base::Cancel;

/// A flag that is set by Ctrl-C and by the signal to terminate; a second one ends the process at once.
///
/// # Errors
/// When the handler cannot be installed, for example because there is one already.
pub fn stop_on_signal() -> Result<Cancel, ctrlc::Error> {
    let cancel = Cancel::new();
    let flag = cancel.clone();
    ctrlc::set_handler(move || {
        if flag.is_cancelled() {
            std::process::exit(130);
        }
        flag.cancel();
    })?;
    Ok(cancel)
}
