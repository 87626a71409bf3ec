//! A gateway in a process of its own.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

use super::{Gateway, GatewayError, GatewayOptions, HttpNotifier};
use crate::api::Problem;
use crate::gate::{is_switch, may_switch};
use crate::listener::bind;

/// How long answers under way may take when it stops.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// The gateway cannot start. Nothing is left running.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port is taken, or the machine will not give one.
    #[error("port {port} cannot be used: {error}")]
    Port {
        /// The port asked for.
        port: u16,
        /// Why not.
        error: io::Error,
    },
    /// It cannot be opened.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
}

/// A gateway that answers on 127.0.0.1, until [`RunningGateway::stop`] is called or this is dropped.
#[derive(Debug)]
pub struct RunningGateway {
    http_url: String,
    /// Dropping it stops the listener as well.
    stop: oneshot::Sender<()>,
    listener: JoinHandle<io::Result<()>>,
    /// Ends when it is dropped.
    postman: JoinSet<()>,
}

impl RunningGateway {
    /// Opens a gateway and serves it in the background of the current tokio runtime; 0 is a free port.
    pub async fn start(port: u16, options: GatewayOptions) -> Result<Self, ServeError> {
        let failed = |error| ServeError::Port { port, error };
        let socket = bind(port).await.map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        let opening = tokio::task::spawn_blocking(move || Gateway::open(options, Arc::new(HttpNotifier)));
        let gateway = opening.await.map_err(|_| GatewayError::BrokenOff)??;
        let mut postman = JoinSet::new();
        postman.spawn(gateway.clone().keep_delivering());
        let (stop, stopped) = oneshot::channel::<()>();
        let service = routes(&gateway).into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(socket, service).with_graceful_shutdown(async move {
            let _ = stopped.await;
        });
        Ok(Self {
            http_url: format!("http://{address}"),
            stop,
            listener: tokio::spawn(async move { serving.await }),
            postman,
        })
    }

    /// `http://127.0.0.1:PORT`
    #[must_use]
    pub fn http_url(&self) -> &str {
        &self.http_url
    }

    /// Stops: a second for answers under way. Notifications that nobody heard are sent after the next start.
    pub async fn stop(self) {
        let Self {
            stop,
            mut listener,
            mut postman,
            ..
        } = self;
        let _ = stop.send(());
        postman.shutdown().await;
        if timeout(LAST_ANSWERS, &mut listener).await.is_err() {
            listener.abort();
            let _ = listener.await;
        }
    }
}

fn routes(gateway: &Gateway) -> Router {
    gateway.router().merge(gateway.switches()).layer(from_fn(keep_switches))
}

/// The switches are for this machine under its own name, as the city's are.
async fn keep_switches(ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request, next: Next) -> Response {
    if is_switch(request.uri().path()) && !may_switch(peer, &request) {
        return Problem::NOT_FOUND.into_response();
    }
    next.run(request).await
}
