//! Ctrl-C ends a run cleanly.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// A flag that is raised when the run is to end.
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Starts to listen for signals. A signal asks the run to end, which takes a moment. A second signal has no
    /// effect, since some programs send each one twice.
    pub(super) fn listen() -> Self {
        let raised = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // If a signal handler cannot be installed, the signal ends the run as usual.
            let _ = flag::register(signal, Arc::clone(&raised));
        }
        Self(raised)
    }

    pub(super) fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
