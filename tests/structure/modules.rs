//! The modules of a crate and what each uses, from its parsed sources.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ItemFn, ItemMod, ItemUse, Macro, UseTree, VisRestricted, Visibility};

/// The names of a path. One in the crate begins with `crate` once it is resolved.
type Names = Vec<String>;

/// For each file the files that it uses, each with the names that it takes from there.
pub type Uses = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// How often a name may stand for another name before that is taken for a loop.
const MOST_ALIASES: usize = 16;

#[derive(Default)]
struct Module {
    file: String,
    /// The names that `use` brings in, each with the path it stands for.
    aliases: BTreeMap<String, Names>,
    /// The paths that stand in the module, as they are written. Those of `pub use` of a child are not among them: the
    /// module only passes those names on.
    paths: BTreeSet<Names>,
}

/// The modules of a crate, without those for tests.
pub struct Modules {
    modules: BTreeMap<Names, Module>,
}

impl Modules {
    /// Parses files, each given by its path in `src/` and its text.
    pub fn parse<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let mut reader = Reader::default();
        for (file, text) in files {
            let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
            reader.here = module_of(file);
            reader.own().file = file.to_owned();
            reader.visit_file(&parsed);
        }
        let Reader {
            mut modules, tests, ..
        } = reader;
        modules.retain(|path, _| !tests.iter().any(|test| path.starts_with(test)));
        Self { modules }
    }

    /// The files that each file uses, but for those of the modules that it is inside of.
    pub fn uses(&self) -> Uses {
        let mut uses = Uses::new();
        for (path, module) in &self.modules {
            let own: &mut BTreeMap<_, BTreeSet<_>> = uses.entry(module.file.clone()).or_default();
            for names in &module.paths {
                let names = self.resolve(path, names);
                let depth = self.depth(&names);
                let defining = &names[..depth];
                if depth == 0 || path.starts_with(defining) {
                    continue;
                }
                let file = &self.modules[defining].file;
                let name = names.get(depth).unwrap_or(&names[depth - 1]);
                if *file != module.file {
                    own.entry(file.clone()).or_default().insert(name.clone());
                }
            }
        }
        uses
    }

    /// The files that name a library, a module or an item outside of the crate.
    pub fn users_of(&self, outside: &str) -> Vec<&str> {
        let outside: Names = outside.split("::").map(str::to_owned).collect();
        let uses = |path: &Names, module: &Module| {
            let mut names = module.paths.iter().map(|names| self.resolve(path, names));
            names.any(|names| names.starts_with(&outside))
        };
        let users = self
            .modules
            .iter()
            .filter(|(path, module)| uses(path, module));
        users.map(|(_, module)| module.file.as_str()).collect()
    }

    /// The full path of names that stand in a module, with aliases followed.
    fn resolve(&self, module: &[String], names: &[String]) -> Names {
        let (mut module, mut names) = (module.to_vec(), names.to_vec());
        for _ in 0..MOST_ALIASES {
            names = self.absolute(&module, names);
            if names[0] != "crate" {
                return names;
            }
            let depth = self.depth(&names);
            let alias = names.get(depth);
            let alias = alias.and_then(|name| self.modules[&names[..depth]].aliases.get(name));
            let Some(alias) = alias else {
                return names;
            };
            module = names[..depth].to_vec();
            names = [alias, &names[depth + 1..]].concat();
        }
        names
    }

    /// A path from the root of the crate, for one that begins in a module; another library's stays as it is.
    fn absolute(&self, module: &[String], mut names: Names) -> Names {
        let mut module = module.to_vec();
        let is_relative = ["self", "super"].contains(&names[0].as_str());
        while ["self", "super"].contains(&names[0].as_str()) {
            if names.remove(0) == "super" {
                module.pop();
            }
            if names.is_empty() {
                return module;
            }
        }
        let own = &self.modules[&module];
        let is_child = || names.len() > 1 && self.modules.contains_key(&join(&module, &names[0]));
        if is_relative || own.aliases.contains_key(&names[0]) || is_child() {
            module.extend(names);
            return module;
        }
        names
    }

    /// How many of the names are those of modules.
    fn depth(&self, names: &[String]) -> usize {
        let mut depths = 1..=names.len();
        let outside = depths.find(|depth| !self.modules.contains_key(&names[..*depth]));
        outside.map_or(names.len(), |outside| outside - 1)
    }
}

fn join(module: &[String], name: &str) -> Names {
    [module, &[name.to_owned()]].concat()
}

/// The module of a file: `crate::text::font` for `text/font.rs`.
fn module_of(file: &str) -> Names {
    let path = file.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    let names = path.split('/').filter(|name| *name != "lib");
    std::iter::once("crate")
        .chain(names)
        .map(str::to_owned)
        .collect()
}

/// The room of a file: the first folder or, in `src/` itself, the file.
pub fn room(file: &str) -> &str {
    file.split('/')
        .next()
        .unwrap_or(file)
        .trim_end_matches(".rs")
}

/// Collects modules and their paths.
#[derive(Default)]
struct Reader {
    here: Names,
    modules: BTreeMap<Names, Module>,
    /// The modules that are compiled for tests only.
    tests: Vec<Names>,
}

impl Reader {
    fn own(&mut self) -> &mut Module {
        self.modules.entry(self.here.clone()).or_default()
    }

    fn add_use(&mut self, tree: &UseTree, before: &[String], is_public: bool) {
        let (names, alias) = match tree {
            UseTree::Path(path) => {
                let before = join(before, &path.ident.to_string());
                return self.add_use(&path.tree, &before, is_public);
            }
            UseTree::Group(group) => {
                let each = group.items.iter();
                return each.for_each(|tree| self.add_use(tree, before, is_public));
            }
            UseTree::Glob(_) => (before.to_vec(), None),
            UseTree::Name(name) if name.ident == "self" => {
                (before.to_vec(), before.last().cloned())
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                (join(before, &name), Some(name))
            }
            UseTree::Rename(rename) => {
                let names = join(before, &rename.ident.to_string());
                (names, Some(rename.rename.to_string()))
            }
        };
        let own = self.own();
        let of_child =
            |first: &String| first == "self" || !["crate", "super"].contains(&first.as_str());
        if !(is_public && names.first().is_some_and(of_child)) {
            own.paths.insert(names.clone());
        }
        if let Some(alias) = alias.filter(|alias| names[..] != [alias.clone()]) {
            own.aliases.insert(alias, names);
        }
    }
}

impl<'a> Visit<'a> for Reader {
    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        let name = item.ident.to_string();
        self.here.push(name);
        if is_for_tests(&item.attrs) {
            self.tests.push(self.here.clone());
        } else if item.content.is_some() {
            let outer = &self.modules[&self.here[..self.here.len() - 1]];
            let file = outer.file.clone();
            self.own().file = file;
            visit::visit_item_mod(self, item);
        }
        self.here.pop();
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        if !is_for_tests(&item.attrs) {
            let is_public = !matches!(item.vis, Visibility::Inherited);
            self.add_use(&item.tree, &[], is_public);
        }
    }

    fn visit_item_fn(&mut self, item: &'a ItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let names = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        let names = names.collect();
        self.own().paths.insert(names);
        visit::visit_path(self, path);
    }

    /// What is written in a macro has no form before it is expanded, but its paths have.
    fn visit_macro(&mut self, call: &'a Macro) {
        self.visit_path(&call.path);
        let mut found = Vec::new();
        paths_of(call.tokens.clone(), &mut found);
        self.own().paths.extend(found);
    }

    fn visit_vis_restricted(&mut self, _: &'a VisRestricted) {}

    fn visit_attribute(&mut self, _: &'a Attribute) {}
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let is_test = |attribute: &Attribute| {
        let list = attribute.meta.require_list();
        list.is_ok_and(|list| list.path.is_ident("cfg") && list.tokens.to_string() == "test")
    };
    attributes.iter().any(is_test)
}

fn paths_of(tokens: TokenStream, found: &mut Vec<Names>) {
    let (mut path, mut colons) = (Names::new(), 0);
    for token in tokens {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
            TokenTree::Ident(name) => {
                if colons != 2 {
                    found.push(std::mem::take(&mut path));
                }
                path.push(name.to_string());
                colons = 0;
            }
            TokenTree::Group(group) => paths_of(group.stream(), found),
            _ => found.push(std::mem::take(&mut path)),
        }
    }
    found.push(path);
    found.retain(|path| !path.is_empty());
}

/// The groups of files that use each other in a circle, each with the uses that tie it.
pub fn circles(uses: &Uses) -> Vec<String> {
    let all = |file: &str| {
        let mut reached = BTreeSet::new();
        let mut open = vec![file.to_owned()];
        while let Some(file) = open.pop() {
            for next in uses.get(&file).into_iter().flat_map(BTreeMap::keys) {
                if reached.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        reached
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        uses.keys().map(|file| (file, all(file))).collect();
    let is_tied = |one: &String, other: &String| {
        reached[one].contains(other) && reached.get(other).is_some_and(|files| files.contains(one))
    };
    let mut shown = Vec::new();
    let mut seen = BTreeSet::new();
    for file in uses.keys().filter(|file| reached[file].contains(*file)) {
        if seen.contains(file) {
            continue;
        }
        let circle: BTreeSet<&String> = uses.keys().filter(|other| is_tied(file, other)).collect();
        let mut lines = Vec::new();
        for file in &circle {
            for (other, names) in uses[*file]
                .iter()
                .filter(|(other, _)| circle.contains(other))
            {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                lines.push(format!("{file} uses {other}: {}", names.join(", ")));
            }
        }
        seen.extend(circle);
        shown.push(lines.join("\n"));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
        circles(&Modules::parse(files.iter().copied()).uses())
    }

    const ROOT: (&str, &str) = ("lib.rs", "mod a; mod b;");

    #[test]
    fn a_circle_is_found_however_the_names_are_written() {
        let of_b = [
            "use crate::b::B;",
            "use super::b::B;",
            "use super::b;",
            "use crate::{b::{self, B as Other}};",
            "fn f() { crate::b::g() }",
            "fn f(x: Vec<super::b::B>) {}",
            "fn f() { println!(\"{}\", [crate::b::g()]) }",
            "mod inner { use super::super::b::B; }",
            "fn f() { use crate::b::g; }",
        ];
        for text in of_b {
            let b = "use crate::a::f; pub struct B; pub fn g() {}";
            let found = circles_of(&[ROOT, ("a.rs", text), ("b.rs", b)]);
            assert_eq!(found.len(), 1, "{text}");
            assert!(found[0].contains("b.rs uses a.rs: f"), "{}", found[0]);
            let found = circles_of(&[ROOT, ("a.rs", text), ("b.rs", "pub struct B;")]);
            assert!(found.is_empty(), "{found:?}");
        }
    }

    #[test]
    fn tests_comments_and_strings_are_no_uses() {
        let a = "// use crate::b::B;\nconst A: &str = \"crate::b::B\";\n\
                 #[cfg(test)] mod tests { use crate::b::B; }\n#[cfg(test)] mod more;";
        let files = [
            ROOT,
            ("a/mod.rs", a),
            ("a/more.rs", "use crate::b::B;"),
            ("b.rs", "use crate::a::A; pub struct B;"),
        ];
        assert!(circles_of(&files).is_empty());
    }

    #[test]
    fn a_name_that_is_passed_on_is_a_use_of_its_definition() {
        let files = [
            ROOT,
            (
                "a/mod.rs",
                "mod one; mod two; pub use one::One; pub use self::two::Two;",
            ),
            ("a/one.rs", "pub struct One;"),
            ("a/two.rs", "use super::One; pub struct Two;"),
            ("b.rs", "use crate::a::{One, Two};"),
        ];
        let modules = Modules::parse(files);
        let uses = modules.uses();
        let used = |file: &str| -> Vec<&str> { uses[file].keys().map(String::as_str).collect() };
        assert_eq!(used("b.rs"), ["a/one.rs", "a/two.rs"]);
        assert_eq!(used("a/two.rs"), ["a/one.rs"]);
        assert!(used("a/mod.rs").is_empty());
    }

    #[test]
    fn a_file_may_use_the_modules_around_it_and_they_may_use_it() {
        let outer = "mod one; mod two; pub use one::One; pub fn f(one: One) {}";
        let files = [
            ROOT,
            ("a/mod.rs", outer),
            ("a/one.rs", "use super::f; pub struct One;"),
            ("a/two.rs", ""),
            ("b.rs", ""),
        ];
        let uses = Modules::parse(files).uses();
        assert!(uses["a/one.rs"].is_empty());
        assert_eq!(uses["a/mod.rs"].len(), 1);
        // The files inside are not one module to each other.
        let mut files = files;
        files[2].1 = "use super::two::g; pub struct One;";
        files[3].1 = "use super::one::One; pub fn g() {}";
        assert_eq!(circles_of(&files).len(), 1);
    }

    #[test]
    fn libraries_are_known_by_their_full_names() {
        let files = [
            ROOT,
            ("a.rs", "use std::{fs, io};"),
            ("b.rs", "fn f() { std::env::var(\"A\"); }"),
        ];
        let modules = Modules::parse(files);
        assert_eq!(modules.users_of("std::fs"), ["a.rs"]);
        assert_eq!(modules.users_of("std::env"), ["b.rs"]);
        assert!(modules.users_of("std::net").is_empty());
    }
}
