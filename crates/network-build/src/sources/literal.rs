//! Python literals, parsed and never executed.
//!
//! A pull parser: the packages hold tens of megabytes of dictionaries, and
//! each reader knows the form it expects.

use super::SourceError;

/// A position in a text of Python literals.
pub struct Literal<'a> {
    package: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Literal<'a> {
    /// Starts behind `name=` at the beginning of a line.
    pub fn assigned(package: &'a str, text: &'a str, name: &str) -> Result<Self, SourceError> {
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            if let Some(rest) = line.strip_prefix(name)
                && let Some(value) = rest.trim_start().strip_prefix('=')
            {
                let at = offset + line.len() - value.len();
                return Ok(Self { package, bytes: text.as_bytes(), at });
            }
            offset += line.len();
        }
        Err(SourceError::new(package, format!("'{name}' is not assigned")))
    }

    fn fail(&self, message: &str) -> SourceError {
        SourceError::new(self.package, format!("{message} at byte {}", self.at))
    }

    fn skip(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    /// The next character that is no white space.
    pub fn peek(&mut self) -> Option<u8> {
        self.skip();
        self.bytes.get(self.at).copied()
    }

    /// Takes `token` if it comes next.
    pub fn take(&mut self, token: u8) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    /// Takes `token` or fails.
    pub fn expect(&mut self, token: u8) -> Result<(), SourceError> {
        if self.take(token) { Ok(()) } else { Err(self.fail(&format!("'{}' expected", char::from(token)))) }
    }

    /// A number.
    pub fn number(&mut self) -> Result<f64, SourceError> {
        self.skip();
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        std::str::from_utf8(&self.bytes[start..self.at]).ok().and_then(|t| t.parse().ok()).ok_or_else(|| self.fail("number expected"))
    }

    /// A string in single or double quotes.
    pub fn string(&mut self) -> Result<String, SourceError> {
        self.skip();
        let quote = self.bytes.get(self.at).copied().filter(|q| matches!(q, b'\'' | b'"')).ok_or_else(|| self.fail("string expected"))?;
        self.at += 1;
        let mut out = Vec::new();
        loop {
            match self.bytes.get(self.at).copied() {
                None => return Err(self.fail("string without end")),
                Some(b) if b == quote => break,
                Some(b'\\') => {
                    let escaped = self.bytes.get(self.at + 1).copied().ok_or_else(|| self.fail("string without end"))?;
                    if !matches!(escaped, b'\'' | b'"' | b'\\') {
                        return Err(self.fail("unknown escape in a string"));
                    }
                    out.push(escaped);
                    self.at += 2;
                }
                Some(b) => {
                    out.push(b);
                    self.at += 1;
                }
            }
        }
        self.at += 1;
        String::from_utf8(out).map_err(|_| self.fail("string is not UTF-8"))
    }

    /// Skips any value: number, string, word, tuple, list or dictionary.
    pub fn skip_value(&mut self) -> Result<(), SourceError> {
        match self.peek() {
            Some(b'\'' | b'"') => self.string().map(drop),
            Some(open @ (b'(' | b'[' | b'{')) => {
                self.at += 1;
                let close = match open {
                    b'(' => b')',
                    b'[' => b']',
                    _ => b'}',
                };
                while !self.take(close) {
                    self.skip_value()?;
                    let _ = self.take(b':') || self.take(b',');
                }
                Ok(())
            }
            Some(b) if b.is_ascii_alphabetic() => {
                while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphanumeric) {
                    self.at += 1;
                }
                Ok(())
            }
            _ => self.number().map(drop),
        }
    }

    /// Walks a list, calling `item` for each element.
    pub fn list(&mut self, mut item: impl FnMut(&mut Self) -> Result<(), SourceError>) -> Result<(), SourceError> {
        self.expect(b'[')?;
        while !self.take(b']') {
            item(self)?;
            self.take(b',');
        }
        Ok(())
    }

    /// Walks a dictionary, calling `key` and then, behind the colon, `value`.
    pub fn dict<K>(
        &mut self,
        mut key: impl FnMut(&mut Self) -> Result<K, SourceError>,
        mut value: impl FnMut(&mut Self, K) -> Result<(), SourceError>,
    ) -> Result<(), SourceError> {
        self.expect(b'{')?;
        while !self.take(b'}') {
            let k = key(self)?;
            self.expect(b':')?;
            value(self, k)?;
            self.take(b',');
        }
        Ok(())
    }

    /// A tuple or list of two numbers.
    pub fn pair(&mut self) -> Result<(f64, f64), SourceError> {
        let close = if self.take(b'(') { b')' } else { self.expect(b'[').map(|()| b']')? };
        let a = self.number()?;
        self.expect(b',')?;
        let b = self.number()?;
        self.expect(close)?;
        Ok((a, b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_what_the_packages_hold() {
        let text = "import x\nedge_list={(1, -2.5): {(3, 4): {'weight': 7.5, 'p': None, 'q': ['a\\'b', {}]}}}\n";
        let mut literal = Literal::assigned("t", text, "edge_list").unwrap_or_else(|e| panic!("{e}"));
        let mut seen = Vec::new();
        let walked = literal.dict(Literal::pair, |l, a| {
            l.dict(Literal::pair, |l, b| {
                l.dict(Literal::string, |l, k| {
                    if k == "weight" {
                        seen.push((a, b, l.number()?));
                        return Ok(());
                    }
                    l.skip_value()
                })
            })
        });
        assert!(walked.is_ok());
        assert_eq!(seen, [((1.0, -2.5), (3.0, 4.0), 7.5)]);
    }

    #[test]
    fn broken_text_is_an_error() {
        for text in ["g=[1, 2", "g={1 2}", "g='a", "g=__import__('os')", "h=1"] {
            let result = Literal::assigned("t", text, "g").and_then(|mut l| l.list(|l| l.number().map(drop)));
            assert!(result.is_err(), "{text}");
        }
    }
}
