//! The base map that ships, cut over the whole world.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "a test: failing loudly is its purpose")]

use landbridge_network::World;
use landbridge_network::gazetteer::Gazetteer;
use landbridge_tiles::{Atlas, Land, TileId};

fn atlas() -> Atlas {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/map/land.topojson");
    let land = Land::read(&std::fs::read_to_string(path).unwrap()).unwrap();
    Atlas::new(&World::default(), &Gazetteer::default(), &land)
}

#[test]
fn every_tile_of_the_first_zooms_can_be_cut_and_again_the_same() {
    let atlas = atlas();
    let (mut land, mut all) = (0, 0);
    for zoom in 0..5u8 {
        for (x, y) in (0..1u32 << zoom).flat_map(|x| (0..1u32 << zoom).map(move |y| (x, y))) {
            let id = TileId::new(zoom, x, y).unwrap();
            let bytes = atlas.tile(id).unwrap();
            assert_eq!(bytes, atlas.tile(id).unwrap());
            all += 1;
            land += usize::from(bytes.windows(4).any(|w| w == b"land"));
        }
    }
    assert_eq!(all, 1 + 4 + 16 + 64 + 256);
    // Of the world in Web Mercator less than half is open sea.
    assert!(land > all / 3 && land < all, "{land} of {all}");
}

#[test]
fn a_country_is_where_it_lies_and_nothing_else_is() {
    let atlas = atlas();
    let codes = |zoom, x, y| {
        let bytes = atlas.tile(TileId::new(zoom, x, y).unwrap()).unwrap();
        let has = |code: &str| bytes.windows(3).any(|w| w == code.as_bytes());
        ["KAZ", "CHN", "BRA", "FJI"].map(has)
    };
    // Around Khorgos, Brasilia, and Fiji on both sides of the antimeridian.
    assert_eq!(codes(6, 46, 23), [true, true, false, false]);
    assert_eq!(codes(5, 11, 17), [false, false, true, false]);
    assert!(codes(4, 15, 8)[3] && codes(4, 0, 8)[3]);
}
