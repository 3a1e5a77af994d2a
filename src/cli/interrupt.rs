//! Ctrl-C: what has been begun is ended cleanly.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::Status;

/// Whether somebody wants the run to end.
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. The first signal asks to end; the second ends the run at once, which
    /// leaves nothing that the next run could not put right.
    pub(super) fn listen() -> Self {
        let raised = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // Where signals cannot be listened to, they end the run as they always did.
            let status = Status::Interrupted as i32;
            let _ = flag::register_conditional_shutdown(signal, status, Arc::clone(&raised));
            let _ = flag::register(signal, Arc::clone(&raised));
        }
        Self(raised)
    }

    pub(super) fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
