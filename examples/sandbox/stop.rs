//! When the program ends: its stdin is closed, or a signal comes.

use std::io;
use std::sync::mpsc::{self, Sender};

/// Receives when the program is to stop; when stdin is closed only if it does not run on.
pub(crate) fn requests(runs_on: bool) -> io::Result<mpsc::Receiver<()>> {
    let (sender, receiver) = mpsc::channel();
    on_signal(sender.clone())?;
    if runs_on {
        return Ok(receiver);
    }
    std::thread::spawn(move || {
        // An error is an end as well. The receiver is gone only when the program is ending anyway.
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = sender.send(());
    });
    Ok(receiver)
}

/// The handlers are installed before this returns, so a signal that comes right after the line was printed is not lost.
#[cfg(unix)]
fn on_signal(stop: Sender<()>) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let (mut interrupt, mut terminate) = {
        let _context = runtime.enter();
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
    };
    std::thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        });
        let _ = stop.send(());
    });
    Ok(())
}

#[cfg(not(unix))]
fn on_signal(stop: Sender<()>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    std::thread::spawn(move || {
        let _ = runtime.block_on(tokio::signal::ctrl_c());
        let _ = stop.send(());
    });
    Ok(())
}
