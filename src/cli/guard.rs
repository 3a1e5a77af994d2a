//! Files so damaged that a library which reads them gives up.

use std::panic;

use super::messages::Messages;
use crate::diagnostic::Diagnostic;

/// Reads something with a library that may panic on a damaged file: then the run ends with this error, as it
/// does for others that cannot be read. Nothing may have been begun that would have to be ended.
pub(super) fn guarded<T>(problem: Diagnostic, messages: &Messages, read: impl FnOnce() -> T) -> T {
    let hook = panic::take_hook();
    let messages = messages.clone();
    panic::set_hook(Box::new(move |_| {
        let status = messages.problems(vec![problem.clone()]);
        std::process::exit(i32::from(status as u8));
    }));
    let result = read();
    panic::set_hook(hook);
    result
}
