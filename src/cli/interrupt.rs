//! Ctrl-C ends a run cleanly.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// A flag that is raised when the run is to end.
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. A signal asks the run to end, which it does in a moment; a second one changes
    /// nothing, since some programs send each twice.
    pub(super) fn listen() -> Self {
        let raised = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // Where signals cannot be listened to, they end the run as they always did.
            let _ = flag::register(signal, Arc::clone(&raised));
        }
        Self(raised)
    }

    pub(super) fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
