//! The committed description of the interface is the one of the code.

#[test]
fn the_description_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == landbridge_server::openapi(),
        "crates/server/openapi.json is not what the code says: write it anew with `cargo run --release -- serve --openapi > crates/server/openapi.json`"
    );
}
