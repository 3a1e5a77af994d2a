//! Reads the tree off the frames of finished pages.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::area::Area;
use super::node::{Child, HeadingPlace, NodeKind, ROOT, Scope, Tree};
use super::piece::{Artifact, Owner, Piece, PieceContent};
use crate::geometry::{Length, Point};
use crate::layout::frame::{
    Container, ContainerKind, Content, Frame, LinkTarget, Page, Role, Text,
};
use crate::project::Speech;
use crate::text::Fonts;

/// Pages that have been read.
#[derive(Debug)]
pub struct Reading<'p> {
    /// Their meaning.
    pub tree: Tree,
    /// The content of each page, in reading order.
    pub pages: Vec<Vec<Piece<'p>>>,
}

/// Reads the meaning of pages. With a title they are a part of a larger document. `speech` finds the numbers that are
/// spoken in other digits than they are printed.
#[must_use]
pub fn read<'p>(
    pages: &'p [Page],
    title: Option<&str>,
    fonts: &Fonts,
    speech: Speech,
) -> Reading<'p> {
    let mut reader = Reader::new(pages.len(), title, fonts, speech);
    for (number, page) in pages.iter().enumerate() {
        reader.page(number, &page.frame);
    }
    reader.finish()
}

struct Reader<'p, 'f> {
    fonts: &'f Fonts,
    speech: Speech,
    tree: Tree,
    pages: Vec<Vec<Piece<'p>>>,
    /// The node for everything on the pages: the document, or a part of it.
    root: usize,
    /// The node of each block, so that one that continues on another page is one node.
    blocks: BTreeMap<usize, usize>,
    /// The node of each list, item and note.
    containers: BTreeMap<usize, usize>,
    /// The node of each footnote, and of the block that calls it first, by its number.
    footnotes: BTreeMap<usize, usize>,
    calls: BTreeMap<usize, usize>,
    /// A row that continues on this page, and the number of its next cell.
    continued: (usize, usize),
    /// Content that only running headers have. It is read first.
    first: Vec<usize>,
    /// Content that only running footers have. It is read last.
    last: Vec<usize>,
    /// The number of the page.
    page: usize,
    /// The run to which the next content of the same owner belongs.
    run: Option<(Owner, usize)>,
}

impl<'p, 'f> Reader<'p, 'f> {
    fn new(pages: usize, title: Option<&str>, fonts: &'f Fonts, speech: Speech) -> Self {
        let mut tree = Tree::new(pages);
        let root = match title {
            Some(title) => tree.add(ROOT, NodeKind::Part(title.into())),
            None => ROOT,
        };
        tree.headings.extend(title.map(|title| HeadingPlace {
            level: 0,
            title: title.to_owned(),
            page: 0,
            top: Length::ZERO,
        }));
        Self {
            fonts,
            speech,
            tree,
            pages: Vec::with_capacity(pages),
            root,
            blocks: BTreeMap::new(),
            containers: BTreeMap::new(),
            footnotes: BTreeMap::new(),
            calls: BTreeMap::new(),
            continued: (ROOT, 0),
            first: Vec::new(),
            last: Vec::new(),
            page: 0,
            run: None,
        }
    }

    fn page(&mut self, number: usize, frame: &'p Frame) {
        self.page = number;
        self.run = None;
        self.pages.push(Vec::new());
        self.frame(frame, Point::default(), Owner::Node(self.root), None);
    }

    fn finish(mut self) -> Reading<'p> {
        let children = &mut self.tree.nodes[self.root].children;
        let first = self.first.drain(..).map(Child::Node);
        children.splice(0..0, first);
        children.extend(self.last.drain(..).map(Child::Node));
        Reading {
            tree: self.tree,
            pages: self.pages,
        }
    }

    /// Reads a frame within `owner`, as a part of the block of a number.
    fn frame(&mut self, frame: &'p Frame, origin: Point, owner: Owner, block: Option<usize>) {
        let owner = self.enter(owner, block, frame);
        self.note_heading(frame, origin, owner);
        if frame.role == Some(Role::Figure) {
            self.figure(frame, origin, owner);
            return;
        }
        for item in &frame.items {
            let at = origin + item.at;
            match &item.content {
                Content::Frame(inner) => self.frame(inner, at, owner, item.block.or(block)),
                Content::Text(text) => match owner {
                    Owner::Node(node) => self.text(node, text, at),
                    Owner::Artifact(_) => {
                        self.add(owner, at, PieceContent::Text(text, 0..usize::MAX));
                    }
                },
                Content::Fill { .. } | Content::Shape(_) | Content::Picture { .. } => {}
            }
        }
    }

    /// The owner of the items of a frame that belongs to `owner` itself.
    fn enter(&mut self, owner: Owner, block: Option<usize>, frame: &Frame) -> Owner {
        let within = match owner {
            Owner::Node(node) => node,
            Owner::Artifact(artifact) => return self.in_artifact(artifact, frame),
        };
        let containers = frame.inside.iter();
        let within = containers.fold(within, |within, own| self.container(within, own));
        Owner::Node(match frame.role {
            None => within,
            Some(Role::Header) => return Owner::Artifact(Artifact::Header),
            Some(Role::Footer) => return Owner::Artifact(Artifact::Footer),
            Some(Role::Heading(level)) => self.block(within, block, NodeKind::Heading(level)),
            Some(Role::Paragraph) => self.block(within, block, NodeKind::Paragraph),
            Some(Role::Figure) => {
                let alt = frame.alt.clone().unwrap_or_default();
                match &frame.link {
                    // A link is a part of a paragraph.
                    Some(target) => {
                        let paragraph = self.tree.add(within, NodeKind::Paragraph);
                        let link = self.tree.add(paragraph, NodeKind::Link(target.clone()));
                        self.block(link, block, NodeKind::Figure(alt))
                    }
                    None => self.block(within, block, NodeKind::Figure(alt)),
                }
            }
            Some(Role::Caption) => self.tree.add(within, NodeKind::Caption),
            Some(Role::Table) => self.block(within, block, NodeKind::Table),
            Some(Role::Contents) => self.block(within, block, NodeKind::Contents),
            Some(Role::Footnote { number, is_at_foot }) => {
                self.footnote(within, number, is_at_foot)
            }
            Some(Role::Entry) => self.tree.add(within, NodeKind::Entry),
            Some(Role::Marker) => self.label(within),
            Some(Role::Row { repeated: true, .. }) => {
                return Owner::Artifact(Artifact::RepeatedRow);
            }
            Some(Role::Row {
                header, continued, ..
            }) => self.row(within, header, continued),
            Some(Role::Cell { header }) => self.cell(within, header),
        })
    }

    /// A paragraph in a running header or footer is content, because it is printed in no other place.
    fn in_artifact(&mut self, artifact: Artifact, frame: &Frame) -> Owner {
        let kept = match (artifact, frame.role) {
            (Artifact::Header, Some(Role::Paragraph)) => &mut self.first,
            (Artifact::Footer, Some(Role::Paragraph)) => &mut self.last,
            (artifact, _) => return Owner::Artifact(artifact),
        };
        let paragraph = self.tree.create(self.root, NodeKind::Paragraph);
        kept.push(paragraph);
        Owner::Node(paragraph)
    }

    fn block(&mut self, within: usize, block: Option<usize>, kind: NodeKind) -> usize {
        let known = block.and_then(|block| self.blocks.get(&block));
        if let Some(known) = known {
            return *known;
        }
        let node = self.tree.add(within, kind);
        self.blocks.extend(block.map(|block| (block, node)));
        node
    }

    /// The node that holds the content of a list, item or note.
    fn container(&mut self, within: usize, container: &Container) -> usize {
        if let Some(known) = self.containers.get(&container.number) {
            return *known;
        }
        let node = match container.kind {
            ContainerKind::List { ordered } => self.tree.add(within, NodeKind::List { ordered }),
            ContainerKind::Note => self.tree.add(within, NodeKind::Note),
            ContainerKind::Item => {
                let item = self.tree.add(within, NodeKind::Item);
                self.tree.add(item, NodeKind::ItemBody)
            }
        };
        self.containers.insert(container.number, node);
        node
    }

    /// The node of a footnote. At the foot of a page it is read after the block that calls it: ISO 32000-1 lets a `Note`
    /// stand in the text that refers to it or elsewhere (14.8.4.4), and after the block it interrupts no sentence,
    /// no heading and no row. At the end of a sheet it is read there.
    fn footnote(&mut self, within: usize, number: usize, is_at_foot: bool) -> usize {
        if let Some(known) = self.footnotes.get(&number) {
            return *known;
        }
        let block = self.calls.get(&number).copied().filter(|_| is_at_foot);
        let node = match block {
            Some(block) => self.tree.add_footnote(block, number),
            None => self.tree.add(within, NodeKind::Footnote(number)),
        };
        self.footnotes.insert(number, node);
        node
    }

    /// Notes the block that calls a footnote.
    fn note_call(&mut self, node: usize, text: &Text) {
        let Some(mark) = text.footnote.as_ref().filter(|mark| mark.is_call) else {
            return;
        };
        let is_block = |kind: &NodeKind| {
            matches!(
                kind,
                NodeKind::Paragraph | NodeKind::Heading(_) | NodeKind::Table | NodeKind::Document
            )
        };
        let mut block = node;
        while !is_block(&self.tree.nodes[block].kind) {
            block = self.tree.nodes[block].parent;
        }
        if block != ROOT {
            self.calls.entry(mark.number).or_insert(block);
        }
    }

    /// The label of a footnote, or that of an item, before its body.
    fn label(&mut self, body: usize) -> usize {
        if matches!(self.tree.nodes[body].kind, NodeKind::Footnote(_)) {
            return self.tree.add(body, NodeKind::Label);
        }
        let item = self.tree.nodes[body].parent;
        let label = self.tree.create(item, NodeKind::Label);
        self.tree.nodes[item].children.insert(0, Child::Node(label));
        label
    }

    fn row(&mut self, table: usize, header: bool, continued: bool) -> usize {
        let part = match header {
            true => NodeKind::TableHead,
            false => NodeKind::TableBody,
        };
        let part = self.tree.last_or_new(table, part);
        match self.tree.nodes[part].children.last() {
            Some(Child::Node(last)) if continued => {
                self.continued = (*last, 0);
                *last
            }
            _ => self.tree.add(part, NodeKind::Row),
        }
    }

    fn cell(&mut self, row: usize, header: bool) -> usize {
        let (continued, next) = &mut self.continued;
        if *continued == row
            && let Some(Child::Node(cell)) = self.tree.nodes[row].children.get(*next)
        {
            *next += 1;
            return *cell;
        }
        let part = self.tree.nodes[row].parent;
        let kind = match (header, &self.tree.nodes[part].kind) {
            (true, NodeKind::TableHead) => NodeKind::HeaderCell(Scope::Column),
            (true, _) => NodeKind::HeaderCell(Scope::Row),
            (false, _) => NodeKind::Cell,
        };
        self.tree.add(row, kind)
    }

    fn note_heading(&mut self, frame: &Frame, at: Point, owner: Owner) {
        if let (Some(Role::Heading(level)), Owner::Node(node)) = (frame.role, owner)
            && self.tree.nodes[node].children.is_empty()
        {
            let mut title = String::new();
            frame.for_each_text(&mut |_, text| {
                if text.footnote.is_none() {
                    text.add_to(&mut title);
                }
            });
            self.tree.headings.push(HeadingPlace {
                level,
                title,
                page: self.page,
                top: at.y,
            });
        }
    }

    /// Reads a figure: all of its drawing as one piece of content, then its caption as text. Some readers take a figure for
    /// an image with an alternative text only if the drawing is its first child.
    fn figure(&mut self, frame: &'p Frame, origin: Point, owner: Owner) {
        let mut drawing = (frame, origin);
        let mut caption = None;
        for item in &frame.items {
            let Content::Frame(inner) = &item.content else {
                continue;
            };
            match inner.role {
                Some(Role::Caption) => caption = Some((inner, origin + item.at)),
                Some(Role::Figure) => drawing = (inner, origin + item.at),
                _ => {}
            }
        }
        let (drawing, at) = drawing;
        self.run = None;
        self.add(owner, at, PieceContent::Figure(drawing));
        self.run = None;
        if let Some((caption, at)) = caption {
            self.frame(caption, at, owner, None);
        }
        if let Owner::Node(node) = owner {
            let area = Area {
                page: self.page,
                left: origin.x,
                top: origin.y,
                right: origin.x + frame.size.width,
                bottom: origin.y + frame.size.height,
            };
            self.tree.nodes[node].area = Some(area);
            if let (Some(target), Some(alt)) = (&frame.link, &frame.alt) {
                let link = self.tree.nodes[node].parent;
                let number = self.tree.links.add_figure(link, area, target, alt);
                self.tree.nodes[link].children.push(Child::Link(number));
            }
        }
    }

    /// Reads a text of a node. Words with another spoken form become nodes of their own.
    fn text(&mut self, node: usize, text: &'p Text, at: Point) {
        self.note_call(node, text);
        let string = text.string();
        let mut inline = node;
        let mut start = 0;
        for (range, spoken) in self.spoken(text, &string) {
            if start < range.start {
                inline = self.inline(node, text, None);
                let before = PieceContent::Text(text, start..range.start);
                self.add(Owner::Node(inline), at, before);
            }
            start = range.end;
            if !range.is_empty() {
                inline = self.inline(node, text, Some(spoken));
                self.add(Owner::Node(inline), at, PieceContent::Text(text, range));
            }
        }
        if start < string.len() {
            inline = self.inline(node, text, None);
            let rest = PieceContent::Text(text, start..string.len());
            self.add(Owner::Node(inline), at, rest);
        }
        self.note_link(inline, text, at);
    }

    /// The parts of a text with another spoken form. Numbers in words of another language are left unchanged.
    fn spoken(&self, text: &Text, string: &str) -> Vec<(Range<usize>, NodeKind)> {
        let number = |(range, said): (_, String)| (range, NodeKind::Number(said.into()));
        if let Some(copied) = &text.copied {
            return vec![(0..string.len(), NodeKind::Address(Arc::clone(copied)))];
        }
        match (&text.spoken, &text.language) {
            (Some(spoken), _) => vec![(0..string.len(), NodeKind::Spoken(Arc::clone(spoken)))],
            (None, None) => self.speech.numbers(string).map(number).collect(),
            (None, Some(_)) => Vec::new(),
        }
    }

    /// The node of a text within a paragraph or cell: for its link, its language, its importance and its speech.
    fn inline(&mut self, within: usize, text: &Text, spoken: Option<NodeKind>) -> usize {
        let is_reference = matches!(
            text.link,
            Some(LinkTarget::Section(_) | LinkTarget::Footnote(_))
        );
        let reference = is_reference.then_some(NodeKind::Reference);
        let link = text.link.clone().map(NodeKind::Link);
        let language = text.language.clone().map(NodeKind::Language);
        // Italics set off a name or a title, which is read like the words around it.
        let strong = text.strong.then_some(NodeKind::Strong);
        let path = [reference, link, language, strong, spoken];
        let path = path.into_iter().flatten();
        path.fold(within, |within, kind| self.tree.last_or_new(within, kind))
    }

    fn note_link(&mut self, inline: usize, text: &Text, at: Point) {
        let Some(target) = &text.link else { return };
        let metrics = &self.fonts.get(text.face).metrics;
        let area = Area {
            page: self.page,
            left: at.x,
            top: at.y - metrics.at(metrics.ascent, text.size),
            right: at.x + text.width,
            bottom: at.y - metrics.at(metrics.descent, text.size),
        };
        let ends = &mut self.tree.footnotes;
        match target {
            LinkTarget::Footnote(number) => {
                ends.entry(*number).or_default().call.get_or_insert(area);
            }
            LinkTarget::Call(number) => {
                ends.entry(*number).or_default().label.get_or_insert(area);
            }
            LinkTarget::Address(_) | LinkTarget::Section(_) => {}
        }
        let mut link = inline;
        let is_within = |kind: &NodeKind| !matches!(kind, NodeKind::Link(_) | NodeKind::Document);
        while is_within(&self.tree.nodes[link].kind) {
            link = self.tree.nodes[link].parent;
        }
        if let Some(number) = self.tree.links.add(link, area, target, text) {
            self.tree.nodes[link].children.push(Child::Link(number));
        }
    }

    /// Adds content to the run before it, or to a new one when that belongs to another owner.
    fn add(&mut self, owner: Owner, at: Point, content: PieceContent<'p>) {
        let run = match (self.run, owner) {
            (Some((last, run)), _) if last == owner => run,
            (_, Owner::Node(node)) => self.tree.add_run(node, self.page),
            (_, Owner::Artifact(_)) => 0,
        };
        self.run = Some((owner, run));
        self.pages[self.page].push(Piece {
            owner,
            run,
            at,
            content,
        });
    }
}
