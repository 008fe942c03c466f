//! Results that are dear to make and asked for again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Results by what they were made for, the last used first.
pub(crate) struct Kept<T> {
    most: usize,
    all: Mutex<Vec<(String, Arc<T>)>>,
}

impl<T> Kept<T> {
    /// Room for so many.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, all: Mutex::new(Vec::new()) }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(String, Arc<T>)>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The result of a key, made at its first use and kept until others that
    /// were used later need the room.
    pub(crate) fn get(&self, key: &str, make: impl FnOnce() -> T) -> Arc<T> {
        {
            let mut all = self.lock();
            if let Some(at) = all.iter().position(|p| p.0 == key) {
                all[..=at].rotate_right(1);
                return Arc::clone(&all[0].1);
            }
        }
        // Others may ask meanwhile; both make the same.
        let made = Arc::new(make());
        let mut all = self.lock();
        all.insert(0, (key.to_owned(), Arc::clone(&made)));
        all.truncate(self.most);
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_last_stays() {
        let kept = Kept::new(2);
        let get = |key: &str, value: u32| *kept.get(key, || value);
        assert_eq!((get("a", 1), get("b", 2), get("a", 9)), (1, 2, 1));
        assert_eq!(get("c", 3), 3);
        assert_eq!((get("a", 9), get("b", 4)), (1, 4), "b was used longest ago");
    }
}
