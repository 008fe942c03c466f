//! The HTTP interface and the workbench in the browser.
//!
//! * [`serve`] — listens until it is told to end.
//! * [`openapi`] — the description of the interface, generated from this code.
//! * `api` — one module a noun: what is asked and what is answered.
//! * `app` — what all requests share: the engine, worlds with scenarios, answers
//!   that are kept, jobs, the atlas.
//! * `checked` — ledgers of claims with their verdicts, made once.
//! * `jobs` — what takes longer than a request: progress, cancelling, results with
//!   a permanent address.
//! * `problem` — errors as problem documents (RFC 9457).
//! * `guard` — limits and headers of every request.
//! * `workbench` — the embedded pages.

mod api;
mod app;
mod checked;
mod guard;
mod jobs;
mod problem;
mod workbench;

use app::App;
use landbridge_engine::EngineError;
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

pub use api::openapi;

/// How a server is run.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Folder for its state: results of jobs.
    pub data: PathBuf,
    /// Names under which it may be asked for, beside `localhost` and addresses in
    /// digits.
    pub hosts: Vec<String>,
}

/// A server that listens and does not answer yet.
pub struct Server {
    listener: tokio::net::TcpListener,
    app: Arc<App>,
    hosts: guard::Hosts,
}

impl Server {
    /// Opens the state and the address.
    ///
    /// # Errors
    /// A folder that cannot be written, an address that is taken.
    pub async fn open(engine: landbridge_engine::Engine, config: &Config) -> Result<Self, EngineError> {
        let app = App::new(engine, &config.data)?;
        let listener = tokio::net::TcpListener::bind(config.listen).await.map_err(|e| {
            EngineError::input(format!("cannot listen on {}: {e}", config.listen), "choose another address: --listen 127.0.0.1:8081")
        })?;
        Ok(Self { listener, app: Arc::new(app), hosts: guard::Hosts(config.hosts.clone().into()) })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// The system does not say.
    pub fn address(&self) -> Result<SocketAddr, EngineError> {
        self.listener.local_addr().map_err(|e| EngineError::input(e.to_string(), ""))
    }

    /// Answers until `end` is there; then requests under way are finished and jobs
    /// are stopped.
    ///
    /// # Errors
    /// The system refuses to go on.
    pub async fn run(self, end: impl Future<Output = ()> + Send + 'static) -> Result<(), EngineError> {
        let app = Arc::clone(&self.app);
        let warm = Arc::clone(&self.app);
        tokio::task::spawn_blocking(move || warm.warm());
        let router = api::router(Arc::clone(&self.app), self.hosts);
        let served = axum::serve(self.listener, router).with_graceful_shutdown(end).await;
        app.jobs.stop_all();
        served.map_err(|e| EngineError::input(e.to_string(), ""))
    }
}

/// Listens and answers until the process is asked to end (interrupt or
/// termination). `ready` is told the address once.
///
/// # Errors
/// As [`Server::open`] and [`Server::run`].
pub fn serve(engine: landbridge_engine::Engine, config: &Config, ready: impl FnOnce(SocketAddr)) -> Result<(), EngineError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| EngineError::input(format!("no threads for a server: {e}"), ""))?;
    let done = runtime.block_on(async {
        let server = Server::open(engine, config).await?;
        ready(server.address()?);
        server.run(asked_to_end()).await
    });
    // What is still being computed is of no use to anybody.
    runtime.shutdown_background();
    done
}

async fn asked_to_end() {
    let interrupt = async {
        // Without a handler the process ends as it would have anyway.
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
