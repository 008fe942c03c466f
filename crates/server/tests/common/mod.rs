//! A server to be asked over a socket, on the data that ship.

#![allow(dead_code, reason = "each test file uses a part")]

use landbridge_engine::{Engine, data};
use landbridge_server::{Config, Server};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// A server of its own with an empty folder.
pub(crate) struct Own {
    pub(crate) address: String,
    pub(crate) folder: PathBuf,
    end: Option<oneshot::Sender<()>>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

pub(crate) fn fresh_folder() -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let name = format!("landbridge-server-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

impl Own {
    pub(crate) async fn start() -> Self {
        Self::on(&fresh_folder()).await
    }

    pub(crate) async fn on(folder: &Path) -> Self {
        Self::with(Engine::open(&data::find_data().expect("the data ship")).expect("they are whole"), folder).await
    }

    pub(crate) async fn with(engine: Engine, folder: &Path) -> Self {
        let config = Config { listen: "127.0.0.1:0".parse().expect("an address"), data: folder.to_owned(), hosts: Vec::new() };
        let server = Server::open(engine, &config).await.expect("a free port");
        let address = server.address().expect("it listens").to_string();
        let (end, ended) = oneshot::channel::<()>();
        tokio::spawn(server.run(async move {
            let _ = ended.await;
        }));
        Self { address, folder: folder.to_owned(), end: Some(end) }
    }

    pub(crate) async fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).await.expect("it listens");
        stream.write_all(request.as_bytes()).await.expect("it reads");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).await.expect("it answers");
        let at = all.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&all[..at]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
        Answer { status, head, body: all[at + 4..].to_vec() }
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, more: &str, body: &str) -> Answer {
        let length = body.len();
        self.raw(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{more}\r\n{body}",
            self.address
        ))
        .await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path, "Content-Type: application/json\r\n", &body.to_string()).await
    }

    /// An answer that may take longer than a request: asks again while it is made.
    pub(crate) async fn patiently(&self, path: &str) -> Answer {
        loop {
            let answer = self.get(path).await;
            if answer.status != 503 {
                return answer;
            }
        }
    }

    /// Waits until a job is over.
    pub(crate) async fn over(&self, id: &str) -> Value {
        loop {
            let job = self.get(&format!("/api/jobs/{id}")).await.json();
            if !matches!(job["status"].as_str(), Some("waiting" | "running")) {
                return job;
            }
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        }
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        drop(self.end.take());
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
