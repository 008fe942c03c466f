//! One index type for each kind of thing, so that a link's number can never
//! be used to look up a node.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A typed index: a `u32` that only indexes its own kind of table.
pub trait Id: Copy {
    /// Wraps a raw position.
    fn new(raw: u32) -> Self;
    /// The raw position.
    fn raw(self) -> u32;
    /// The raw position as a `usize`.
    fn index(self) -> usize {
        self.raw() as usize
    }
}

/// Defines index types; each implements [`Id`].
#[macro_export]
macro_rules! define_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);
        impl $crate::id::Id for $name {
            fn new(raw: u32) -> Self { Self(raw) }
            fn raw(self) -> u32 { self.0 }
        }
    )+};
}

/// A vector that only its own index type can index.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct IdVec<I, T> {
    items: Vec<T>,
    #[serde(skip)]
    kind: PhantomData<fn(I) -> I>,
}

impl<I: Id, T> IdVec<I, T> {
    /// An empty table.
    pub fn new() -> Self {
        Self::from(Vec::new())
    }
    /// Number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }
    /// Whether the table is empty.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
    /// Appends an item and returns its index.
    pub fn push(&mut self, item: T) -> I {
        let raw = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.items.push(item);
        I::new(raw)
    }
    /// The item at `id`, if there is one.
    pub fn get(&self, id: I) -> Option<&T> {
        self.items.get(id.index())
    }
    /// All items in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }
    /// All items with their indices, in order.
    pub fn enumerate(&self) -> impl Iterator<Item = (I, &T)> {
        (0u32..).map(I::new).zip(self.items.iter())
    }
    /// The items as a slice.
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }
}

impl<I: Id, T> Default for IdVec<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I, T> From<Vec<T>> for IdVec<I, T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, kind: PhantomData }
    }
}

impl<I: Id, T> Index<I> for IdVec<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for IdVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}
