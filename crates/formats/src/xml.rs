//! XML whose every byte is kept: what is not changed is written as it was read.

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};

/// Elements within one another at most: deeper documents are refused.
const DEEPEST: usize = 200;

/// An element with all that stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Name with its prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The opening tag as it stands.
    open: String,
    /// What stands between the tags, in order.
    pub children: Vec<Node>,
    /// The closing tag as it stands; none where the opening tag closes.
    close: String,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text and references as they stand.
    Text(String),
    /// A part in which nothing is escaped, with its marks.
    Raw(String),
    /// Comments and instructions, with their marks.
    Other(String),
}

/// A document: what stands before the one element, the element, what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    before: String,
    /// The one element.
    pub root: Element,
    after: String,
}

/// Reads a document; `name` stands for the file in errors.
///
/// # Errors
/// The line at which it is no XML, or nests too deeply.
pub fn read(name: &str, text: &str) -> Result<Document, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut document: Option<Document> = None;
    let (mut before, mut at) = (String::new(), 0);
    loop {
        let place = |at: usize| text.get(..at).map_or(0, |t| t.matches('\n').count()) + 1;
        let fail = |at: usize, e: &dyn std::fmt::Display| format!("{name}, line {}: {e}", place(at));
        let event = reader.read_event().map_err(|e| fail(at, &e))?;
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let raw = text.get(at..end).unwrap_or_default().to_owned();
        let node = match event {
            Event::Start(start) => {
                if open.len() >= DEEPEST {
                    return Err(fail(at, &"elements nest too deeply"));
                }
                open.push(Element::start(&start, raw).map_err(|e| fail(at, &e))?);
                at = end;
                continue;
            }
            Event::Empty(start) => Node::Element(Element::start(&start, raw).map_err(|e| fail(at, &e))?),
            Event::End(_) => match open.pop() {
                Some(element) => Node::Element(Element { close: raw, ..element }),
                None => return Err(fail(at, &"an end without a beginning")),
            },
            Event::Text(_) | Event::GeneralRef(_) => Node::Text(raw),
            Event::CData(_) => Node::Raw(raw),
            Event::Eof => break,
            _ => Node::Other(raw),
        };
        let blank = |n: &Node| matches!(n, Node::Other(_)) || matches!(n, Node::Text(t) if t.trim().is_empty());
        match (open.last_mut(), &mut document, node) {
            (Some(parent), _, node) => parent.children.push(node),
            (None, None, Node::Element(root)) => document = Some(Document { before: before.clone(), root, after: String::new() }),
            (None, None, node) if blank(&node) => node.write(&mut before),
            (None, Some(document), node) if blank(&node) => node.write(&mut document.after),
            _ => return Err(fail(at, &"a document is one element")),
        }
        at = end;
    }
    if let Some(element) = open.last() {
        return Err(format!("{name}: <{}> has no end", element.name));
    }
    document.ok_or_else(|| format!("{name}: there is no element"))
}

impl Document {
    /// A document of an element.
    pub fn new(root: Element) -> Self {
        Self { before: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), root, after: "\n".to_owned() }
    }

    /// The document as text.
    pub fn write(&self) -> String {
        let mut out = self.before.clone();
        self.root.write(&mut out);
        out + &self.after
    }
}

impl Node {
    fn write(&self, out: &mut String) {
        match self {
            Self::Element(element) => element.write(out),
            Self::Text(raw) | Self::Raw(raw) | Self::Other(raw) => out.push_str(raw),
        }
    }
}

impl Element {
    fn start(start: &BytesStart<'_>, raw: String) -> Result<Self, String> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| e.to_string())?;
            let value = unescape(&attribute.value).map_err(|e| e.to_string())?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Ok(Self { name: start.name().as_ref().to_owned(), attributes, open: raw, children: Vec::new(), close: String::new() })
    }

    /// A new element.
    pub fn new(name: &str, attributes: &[(&str, &str)], children: Vec<Node>) -> Self {
        let mut open = format!("<{name}");
        for (key, value) in attributes {
            open.push_str(&format!(" {key}=\"{}\"", escape(*value)));
        }
        let close = if children.is_empty() { String::new() } else { format!("</{name}>") };
        open.push_str(if children.is_empty() { "/>" } else { ">" });
        let attributes = attributes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Self { name: name.to_owned(), attributes, open, children, close }
    }

    /// A new element with a text.
    pub fn text(name: &str, attributes: &[(&str, &str)], text: &str) -> Self {
        Self::new(name, attributes, vec![Node::Text(escape(text).into_owned())])
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.open);
        self.children.iter().for_each(|c| c.write(out));
        out.push_str(&self.close);
    }

    /// The element as text.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// An attribute.
    pub fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.0 == key).map(|a| a.1.as_str())
    }

    /// Elements in it with this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |e| e.name == name)
    }

    /// Elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|c| match c {
            Node::Element(e) => Some(e),
            _ => None,
        })
    }

    /// The first element in it with this name.
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| e.name == name)
    }

    /// Its own text, without space around it.
    pub fn own_text(&self) -> String {
        let mut out = String::new();
        for child in &self.children {
            match child {
                Node::Text(raw) => out.push_str(&unescape(raw).unwrap_or(raw.as_str().into())),
                Node::Raw(raw) => out.push_str(raw.strip_prefix("<![CDATA[").and_then(|r| r.strip_suffix("]]>")).unwrap_or(raw)),
                _ => {}
            }
        }
        out.trim().to_owned()
    }

    /// Its children with those of a name replaced: elements stay at their places
    /// while `keep` says so, and new ones stand behind the last of them.
    pub fn replace(&mut self, name: &str, mut keep: impl FnMut(&Element) -> bool, new: Vec<Element>) {
        let is = |c: &Node| matches!(c, Node::Element(e) if e.name == name);
        let behind = self.children.iter().rposition(is).map_or(self.children.len(), |at| at + 1);
        let mut children = Vec::with_capacity(self.children.len() + new.len());
        let mut new = new.into_iter().map(Node::Element);
        for (i, child) in std::mem::take(&mut self.children).into_iter().enumerate() {
            if i == behind {
                children.extend(new.by_ref());
            }
            let stays = match &child {
                Node::Element(e) if e.name == name => keep(e),
                _ => true,
            };
            if stays {
                children.push(child);
            }
        }
        children.extend(new);
        self.children = children;
        if self.close.is_empty() && !self.children.is_empty() {
            self.close = format!("</{}>", self.name);
            let open = self.open.trim_end_matches("/>").trim_end();
            self.open = format!("{open}>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str =
        "<?xml version='1.0'?>\n<!-- a --><a  x='1' y=\"&lt;2\">\n <b>t &amp; u</b><b/><![CDATA[<c>]]><?p q?></a >\n<!-- z -->";

    #[test]
    fn what_is_read_is_written() {
        let document = read("a.xml", TEXT).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(document.write(), TEXT);
        assert_eq!(document.root.attribute("y"), Some("<2"));
        assert_eq!(document.root.first("b").map(Element::own_text).as_deref(), Some("t & u"));
        assert_eq!(document.root.own_text(), "<c>");
        assert_eq!(document.root.all("b").count(), 2);
    }

    #[test]
    fn an_element_is_replaced_where_it_stood() {
        let mut document = read("a.xml", "<a><b>1</b><c/><b>2</b>\n<d/></a>").unwrap_or_else(|e| panic!("{e}"));
        document.root.replace("b", |b| b.own_text() == "1", vec![Element::text("b", &[("k", "<")], "3 & 4")]);
        assert_eq!(document.write(), "<a><b>1</b><c/><b k=\"&lt;\">3 &amp; 4</b>\n<d/></a>");
        let mut document = read("a.xml", "<a x='1' />").unwrap_or_else(|e| panic!("{e}"));
        document.root.replace("b", |_| true, vec![Element::new("b", &[], Vec::new())]);
        assert_eq!(document.write(), "<a x='1'><b/></a>");
    }

    #[test]
    fn what_is_no_document_is_refused_with_its_line() {
        for wrong in ["", "text", "<a>\n<b></a>", "<a/><b/>", "<a>", "</a>", "<a x=1/>", "<a x='1' x='2'/>"] {
            assert!(read("a.xml", wrong).is_err(), "{wrong}");
        }
        assert!(read("a.xml", "<a>\n</b>").unwrap_err().contains("line 2"));
        let deep = "<a>".repeat(100_000);
        assert!(read("a.xml", &deep).unwrap_err().contains("deeply"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(<[ab]( x='[&;a]*')?/?>|</[ab]>|[a&;\n]|<!--|-->|<!\\[CDATA\\[|\\]\\]>){0,20}") {
            if let Ok(document) = read("a.xml", &text) {
                prop_assert_eq!(document.write(), text);
            }
        }
    }
}
