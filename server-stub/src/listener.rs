//! Accepts connections and serves each with hyper, so that a connection can be cut where a framework would only answer.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use crate::gate::Gate;

/// Whoever connects and says nothing is let go.
const FIRST_WORD: Duration = Duration::from_secs(30);
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How long answers under way may take when the city stops.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// A port on this machine; never on the network.
pub async fn bind(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
}

/// Serves until told to stop (or until nobody is left to tell), then lets answers under way finish, within reason.
pub async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, gate: Gate, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = told(&mut stop) => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(connection(stream, peer, tls.clone(), gate.clone(), stop.clone()));
                }
                // Out of file handles, usually: it passes when connections end, and must not spin until then.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    // What is not done by then is cut when the set is dropped.
    let _ = timeout(LAST_ANSWERS, all).await;
}

/// Waits until told to stop, or until nobody is left to tell.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<TlsAcceptor>,
    gate: Gate,
    stop: watch::Receiver<bool>,
) {
    // Without it small answers wait for the phone's acknowledgement; if it cannot be set they do just that.
    let _ = stream.set_nodelay(true);
    match tls {
        None => speak_http(stream, peer, gate, stop).await,
        Some(tls) => {
            if let Ok(Ok(stream)) = timeout(HANDSHAKE, tls.accept(stream)).await {
                speak_http(stream, peer, gate, stop).await;
            }
        }
    }
}

async fn speak_http<S>(stream: S, peer: SocketAddr, gate: Gate, mut stop: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        gate.clone().answer(peer, request.map(Body::new))
    });
    let mut http = http1::Builder::new();
    // The gate stamps every answer by the city's clock. What is no HTTP never gets there: hyper refuses it with a bare
    // 400, and then no date is better than one by another clock.
    http.auto_date_header(false);
    http.timer(TokioTimer::new()).header_read_timeout(FIRST_WORD);
    let mut connection = std::pin::pin!(http.serve_connection(TokioIo::new(stream), service));
    // An error here is a phone that hung up, or a connection that we cut: neither needs anything from us.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = told(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}
