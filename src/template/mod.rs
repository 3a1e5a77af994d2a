//! The syntax of templates: text with placeholders, `{{ missing.total }}`, guards,
//! `{% if missing.total is available %} … {% endif %}`, and loops over the rows of a list,
//! `{% for row in industries %} … {% endfor %}`.
//!
//! The language is small on purpose: the people who write fact sheets are no programmers, so there are no variables and
//! no arithmetic, loops do not nest, and each construct of a larger template language gets an error that names it.
//! The parser is written by hand. A template engine's parser accepts far more than is wanted here and places
//! its errors less well, and parser combinators gain little for one page of grammar:
//!
//! ```text
//! template   = { text | "{{" expression "}}" | guard | loop }
//! guard      = "{%" "if" expression "%}" template [ "{%" "else" "%}" template ] "{%" "endif" "%}"
//! loop       = "{%" "for" name "in" value "%}" template [ "{%" "else" "%}" template ] "{%" "endfor" "%}"
//! expression = and { "or" and }
//! and        = not { "and" not }
//! not        = "not" not | comparison
//! comparison = value { ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) value }
//! value      = operand { "|" name [ arguments ] | "is" [ "not" ] name }
//! arguments  = "(" [ argument { "," argument } [ "," ] ] ")"
//! argument   = [ name "=" ] value
//! operand    = name { "." name } | name arguments | text in quotes | [ "-" ] number | "(" expression ")"
//! ```
//!
//! Parsing has two steps. `tags` finds the tags of a whole text, since Markdown must be told where they are
//! before it is parsed. [`parse`] then reads the tags of one block. A mistake in a tag is reported and
//! the tag replaced by [`ExprKind::Invalid`], so that all mistakes of a file are found in one run.
//!
//! This room knows no figures: what a name means, which filters and functions there are and which expressions a guard
//! can ask is checked where the tree is compiled. Calls are formulas of computed figures, which the dictionary declares;
//! the text has none. [`parse_expression`] reads a formula.

pub mod ast;
mod errors;
mod expression;
mod guards;
mod lexer;
mod lines;
mod parser;
mod statement;
mod tags;
#[cfg(test)]
mod tests;

pub use ast::{
    Argument, Call, Comparison, Construct, Expr, ExprKind, Guard, Loop, LoopHead, Operator, Segment,
};
pub use errors::ONLY;
pub use guards::{Closed, Guards, Opening};
pub use lines::without_tag_lines;
pub use parser::{MAX_TAGS, Parsed, parse};
pub use statement::{Statement, closes_earlier, is_lone_opening, lone_statement, parse_expression};
pub use tags::mask;
