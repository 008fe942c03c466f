//! The pages of the workbench, embedded in the program.

use crate::app::lock;
use crate::problem::Problem;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Mutex, OnceLock};

#[derive(RustEmbed)]
#[folder = "web/"]
struct Pages;

/// Names with a hash of their content never change.
const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// Quality and window of what is compressed once and kept: on what the workbench is
/// made of within 2 % of the best, in half the time.
const QUALITY: u32 = 10;
const WINDOW: u32 = 22;

/// Files as Brotli, each compressed when it is first asked for.
fn kept() -> &'static Mutex<BTreeMap<String, Bytes>> {
    static KEPT: OnceLock<Mutex<BTreeMap<String, Bytes>>> = OnceLock::new();
    KEPT.get_or_init(Mutex::default)
}

/// Compresses all text, so that nobody waits for it.
pub(crate) fn warm() {
    for path in Pages::iter().filter(|path| is_text(path)) {
        if let Some(file) = Pages::get(&path) {
            compressed(&path, &file.data);
        }
    }
}

fn compressed(path: &str, data: &[u8]) -> Option<Bytes> {
    if let Some(known) = lock(kept()).get(path) {
        return Some(known.clone());
    }
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, QUALITY, WINDOW);
    writer.write_all(data).ok()?;
    let made = Bytes::from(writer.into_inner());
    lock(kept()).insert(path.to_owned(), made.clone());
    Some(made)
}

/// A file of the workbench; any other address that a person may type is the
/// workbench itself, which reads it.
pub(crate) async fn page(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    match Pages::get(path) {
        Some(file) if !path.is_empty() => answer(path, &file, &headers),
        _ if path.starts_with("assets/") || path.starts_with("api/") || path.contains('.') => {
            Problem::missing(format!("there is nothing at /{path}"), "the workbench is at /").into_response()
        }
        _ => match Pages::get("index.html") {
            Some(file) => answer("index.html", &file, &headers),
            None => Problem::missing("this program was built without the workbench", "the interface is at /api").into_response(),
        },
    }
}

fn answer(path: &str, file: &rust_embed::EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", file.metadata.sha256_hash().iter().take(16).map(|b| format!("{b:02x}")).collect::<String>());
    let keep = if path.starts_with("assets/") { FOREVER } else { ASK_AGAIN };
    let mut own =
        vec![(header::CACHE_CONTROL, HeaderValue::from_static(keep)), (header::VARY, HeaderValue::from_static("accept-encoding"))];
    own.extend(HeaderValue::from_str(&tag).ok().map(|tag| (header::ETAG, tag)));
    let mut response = if headers.get(header::IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == tag.as_bytes()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        own.push((header::CONTENT_TYPE, HeaderValue::from_static(media_type(path))));
        let brotli = is_text(path) && takes_brotli(headers);
        match brotli.then(|| compressed(path, &file.data)).flatten() {
            Some(bytes) => {
                own.push((header::CONTENT_ENCODING, HeaderValue::from_static("br")));
                bytes.into_response()
            }
            None => file.data.clone().into_response(),
        }
    };
    for (name, value) in own {
        response.headers_mut().insert(name, value);
    }
    response
}

/// Whether a client takes Brotli and does not say that it does not.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let wanted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    wanted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some("br") && parts.all(|p| !matches!(p, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn is_text(path: &str) -> bool {
    !matches!(path.rsplit('.').next(), Some("woff2" | "png"))
}

/// Media types of what the workbench is made of.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" | "webmanifest" => "application/json",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_where_it_is_wanted() {
        let takes = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(text).expect("plain text"));
            takes_brotli(&headers)
        };
        assert!(takes("gzip, deflate, br, zstd") && takes("br;q=0.5"));
        assert!(!takes("gzip, br;q=0") && !takes("") && !takes("brotli"));
        assert!(!takes_brotli(&HeaderMap::new()));
    }
}
