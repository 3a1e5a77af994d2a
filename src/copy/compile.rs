//! Compiles templates: minijinja parses, and what it parsed is turned into [`Node`]s that know the
//! figures they print.

use minijinja::machinery::{ast, parse};
use minijinja::syntax::SyntaxConfig;

use super::names::{Name, look_up};
use super::tag_rules::{ONLY, check, without_if};
use super::template::{Condition, Context, Counted, Node, Print, Template};
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean, hint};
use crate::project::{Reference, is_refused, wrong_character};

impl Template {
    /// Compiles `text`, whose first byte has the number `base`. What is wrong goes into the report.
    #[must_use]
    pub fn compile(text: &str, base: usize, context: Context<'_>, report: &mut Report) -> Self {
        if !check(text, base, report) {
            return Self::default();
        }
        let mut compiler = Compiler {
            text,
            base,
            context,
            report,
        };
        Self {
            nodes: compiler.template(),
        }
    }
}

/// Compiles the condition of an `{% if … %}` that stands alone.
pub(super) fn compile_guard(
    tag: &str,
    base: usize,
    context: Context<'_>,
    report: &mut Report,
) -> Option<Condition> {
    // The tag is given an end, so that the parser sees what it knows.
    let whole = format!("{tag}{{% endif %}}");
    let template = Template::compile(&whole, base, context, report);
    template.nodes.into_iter().find_map(|node| match node {
        Node::If { condition, .. } => Some(condition),
        _ => None,
    })
}

struct Compiler<'a, 'r> {
    text: &'a str,
    base: usize,
    context: Context<'a>,
    report: &'r mut Report,
}

type Span32 = minijinja::machinery::Span;

impl Compiler<'_, '_> {
    fn template(&mut self) -> Vec<Node> {
        let syntax = SyntaxConfig::builder().keep_trailing_newline(true).build();
        let text = self.text;
        let parsed = match syntax {
            Ok(syntax) => parse(text, "words", syntax),
            Err(error) => Err(error),
        };
        match parsed {
            Ok(ast::Stmt::Template(template)) => self.nodes(&template.children),
            Ok(_) => Vec::new(),
            Err(error) => {
                self.syntax_error(&error);
                Vec::new()
            }
        }
    }

    fn nodes(&mut self, statements: &[ast::Stmt<'_>]) -> Vec<Node> {
        statements.iter().filter_map(|s| self.node(s)).collect()
    }

    fn node(&mut self, statement: &ast::Stmt<'_>) -> Option<Node> {
        match statement {
            ast::Stmt::EmitRaw(raw) if raw.raw.contains("{{") || raw.raw.contains("{%") => {
                // Only `raw` gives words with tags in them.
                let start = raw.raw.as_ptr() as usize - self.text.as_ptr() as usize + self.base;
                let span = Span::new(start, start + raw.raw.len());
                let message = "`raw` cannot be used here";
                self.report
                    .push(Diagnostic::error(Code::Unsupported, span, message).help(ONLY));
                None
            }
            ast::Stmt::EmitRaw(raw) => self.words(raw.raw),
            ast::Stmt::EmitExpr(emit) => Some(match self.print(&emit.expr) {
                Some(print) => Node::Print(print),
                // A word in its place, so that what stands around it, such as **, is not found
                // wrong as well.
                None => Node::Words {
                    text: "…".to_owned(),
                    span: self.span(emit.expr.span()),
                },
            }),
            ast::Stmt::IfCond(guard) => {
                let condition = self.condition(&guard.expr);
                let then = self.nodes(&guard.true_body);
                let otherwise = self.nodes(&guard.false_body);
                Some(Node::If {
                    condition: condition?,
                    then,
                    otherwise,
                })
            }
            other => {
                let (span, what) = statement_kind(other);
                let span = self.span(span);
                self.report.push(
                    Diagnostic::error(
                        Code::Unsupported,
                        span,
                        format!("{what} cannot be used here"),
                    )
                    .help(ONLY),
                );
                None
            }
        }
    }

    /// Words between two tags. A line that has nothing but `{% … %}` on it leaves nothing behind,
    /// so that a guard can stand around the rows of a table.
    fn words(&self, raw: &str) -> Option<Node> {
        let mut start = raw.as_ptr() as usize - self.text.as_ptr() as usize;
        let mut end = start + raw.len();
        if let Some(newline) = raw.find('\n')
            && raw[..newline].trim().is_empty()
            && self.only_tags_on_line(start)
        {
            start += newline + 1;
        }
        if start < end
            && let Some(newline) = raw.rfind('\n')
            && raw[newline..].trim().is_empty()
            && self.only_tags_on_line(end)
        {
            end -= raw.len() - newline - 1;
        }
        let text = self.text.get(start..end).filter(|text| !text.is_empty())?;
        Some(Node::Words {
            text: text.to_owned(),
            span: Span::new(self.base + start, self.base + end),
        })
    }

    fn only_tags_on_line(&self, at: usize) -> bool {
        let start = self.text[..at].rfind('\n').map_or(0, |n| n + 1);
        let end = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |n| at + n);
        let mut line = self.text[start..end].trim();
        let mut tags = 0;
        while let Some(rest) = line.strip_prefix("{%").and_then(|tag| tag.split_once("%}")) {
            line = rest.1.trim_start();
            tags += 1;
        }
        line.is_empty() && tags > 0
    }

    fn print(&mut self, expr: &ast::Expr<'_>) -> Option<Print> {
        let span = self.span(expr.span());
        match expr {
            ast::Expr::Filter(filter) => {
                if filter.name != "counted" {
                    self.unknown_filter(filter.name, span);
                    return None;
                }
                let name = self.name(filter.expr.as_ref()?)?;
                let dictionary = &self.context.project.dictionary;
                let is_count = |f: Reference| dictionary.get(f.id).kind.is_countable();
                if !matches!(name, Name::Figure(figure) if is_count(figure)) {
                    let message = "only a figure that is a count can be counted";
                    self.report
                        .push(Diagnostic::error(Code::WrongFilter, span, message));
                    return None;
                }
                let counted = self.counted(&filter.args, span)?;
                self.check_percent_sign(name, expr.span(), span);
                Some(Print {
                    name,
                    counted: Some(counted),
                    span,
                })
            }
            _ => {
                let name = self.name(expr)?;
                self.check_percent_sign(name, expr.span(), span);
                Some(Print {
                    name,
                    counted: None,
                    span,
                })
            }
        }
    }

    /// A percentage prints its sign by itself; a second one behind it is a slip.
    fn check_percent_sign(&mut self, name: Name, expr: Span32, span: Span) {
        let Name::Figure(figure) = name else { return };
        let sign = self.context.project.dictionary.get(figure.id).kind.sign();
        let after = self.text[expr.end_offset as usize..].trim_start();
        let after = after.trim_start_matches('-');
        let Some(after) = after.strip_prefix("}}") else {
            return;
        };
        let after = after.trim_start_matches(['*', ' ', '\u{a0}']);
        if !sign.is_empty() && after.starts_with(sign) {
            let message = "a percentage prints its own sign";
            self.report.push(
                Diagnostic::error(Code::DoubleSign, span, message)
                    .label("there is another % behind it")
                    .help("take the % out of the words"),
            );
        }
    }

    fn name(&mut self, expr: &ast::Expr<'_>) -> Option<Name> {
        let span = self.span(expr.span());
        let Some(path) = dotted(expr) else {
            self.report.push(
                Diagnostic::error(
                    Code::Unsupported,
                    span,
                    "expected the name of a figure or text",
                )
                .label(format!("this is a kind of {}", expr.description()))
                .help(ONLY),
            );
            return None;
        };
        match look_up(&path, self.context.project, self.context.in_margin) {
            Ok(name) => Some(name),
            Err(unknown) => {
                let error = Diagnostic::error(Code::UnknownName, span, unknown.message);
                self.report.push(error.maybe_help(unknown.help));
                None
            }
        }
    }

    fn counted(&mut self, args: &[ast::CallArg<'_>], span: Span) -> Option<Counted> {
        let mut forms = Vec::new();
        let mut named = [("zero", None), ("two", None), ("few", None), ("many", None)];
        for arg in args {
            match arg {
                ast::CallArg::Pos(form) => forms.push(self.literal(form)?),
                ast::CallArg::Kwarg(key, form) => {
                    let form = self.literal(form)?;
                    let known = named.each_ref().map(|(name, _)| *name);
                    let Some((_, slot)) = named.iter_mut().find(|(name, _)| name == key) else {
                        let message = format!("`counted` knows no `{key}`");
                        self.report.push(
                            Diagnostic::error(Code::WrongFilter, span, message)
                                .help(hint(key, &known)),
                        );
                        return None;
                    };
                    if slot.replace(form).is_some() {
                        let message = format!("`{key}` is given twice");
                        self.report
                            .push(Diagnostic::error(Code::Duplicate, span, message));
                    }
                }
                ast::CallArg::PosSplat(form) | ast::CallArg::KwargSplat(form) => {
                    self.literal(form)?;
                }
            }
        }
        let Ok([one, other]) = <[String; 2]>::try_from(forms) else {
            self.report.push(
                Diagnostic::error(Code::WrongFilter, span, "`counted` needs two words")
                    .help("write the word for one and for many: counted(\"case\", \"cases\")"),
            );
            return None;
        };
        let [zero, two, few, many] = named.map(|(_, form)| form);
        Some(Counted {
            one,
            other,
            zero,
            two,
            few,
            many,
        })
    }

    fn literal(&mut self, expr: &ast::Expr<'_>) -> Option<String> {
        let span = self.span(expr.span());
        if let ast::Expr::Const(constant) = expr
            && let Some(text) = constant.value.as_str()
        {
            let refused = text.chars().find(|c| is_refused(*c) || c.is_control());
            self.report
                .extend(refused.map(|c| wrong_character(c, span)));
            return refused.is_none().then(|| text.to_owned());
        }
        let message = "expected words in quotes";
        self.report
            .push(Diagnostic::error(Code::WrongFilter, span, message));
        None
    }

    fn condition(&mut self, expr: &ast::Expr<'_>) -> Option<Condition> {
        match expr {
            ast::Expr::Test(test) if test.name != "available" || !test.args.is_empty() => {
                let span = self.span(expr.span());
                let message = format!("a guard cannot ask whether something is {}", test.name);
                let asked = dotted(&test.expr).unwrap_or_else(|| self.some_figure());
                self.report.push(
                    Diagnostic::error(Code::WrongGuard, span, message)
                        .help(format!("write {{% if {asked} is available %}}")),
                );
                None
            }
            ast::Expr::Test(test) => {
                let span = self.span(test.expr.span());
                match self.name(&test.expr)? {
                    Name::Figure(figure) => Some(Condition::Available(figure)),
                    _ => {
                        let message = "only a figure can be available or not";
                        self.report
                            .push(Diagnostic::error(Code::WrongGuard, span, message));
                        None
                    }
                }
            }
            ast::Expr::UnaryOp(op) if matches!(op.op, ast::UnaryOpKind::Not) => {
                Some(Condition::Not(Box::new(self.condition(&op.expr)?)))
            }
            ast::Expr::BinOp(op) => {
                let make = match op.op {
                    ast::BinOpKind::ScAnd => Condition::And,
                    ast::BinOpKind::ScOr => Condition::Or,
                    _ => return self.wrong_condition(expr),
                };
                let left = self.condition(&op.left);
                let right = self.condition(&op.right);
                Some(make(Box::new(left?), Box::new(right?)))
            }
            _ => self.wrong_condition(expr),
        }
    }

    fn wrong_condition(&mut self, expr: &ast::Expr<'_>) -> Option<Condition> {
        let span = self.span(expr.span());
        let asked = match expr {
            ast::Expr::Compare(compare) => dotted(&compare.expr),
            ast::Expr::BinOp(op) => dotted(&op.left),
            other => dotted(other),
        };
        let dictionary = &self.context.project.dictionary;
        let is_figure = |name: &String| {
            dictionary
                .find(name.strip_prefix("national.").unwrap_or(name))
                .is_some()
        };
        let example = asked
            .filter(is_figure)
            .unwrap_or_else(|| self.some_figure());
        self.report.push(
            Diagnostic::error(
                Code::WrongGuard,
                span,
                "a guard asks whether a figure is available",
            )
            .help(format!("write {{% if {example} is available %}}")),
        );
        None
    }

    /// A figure of the project, for an example.
    fn some_figure(&self) -> String {
        let mut figures = self.context.project.dictionary.iter();
        figures
            .next()
            .map_or("…".to_owned(), |(_, figure)| figure.id.clone())
    }

    fn unknown_filter(&mut self, name: &str, span: Span) {
        let near = did_you_mean(name, ["counted"]);
        self.report.push(
            Diagnostic::error(
                Code::UnknownName,
                span,
                format!("there is no filter `{name}`"),
            )
            .help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the only filter is counted(\"case\", \"cases\")".to_owned(),
            }),
        );
    }

    fn syntax_error(&mut self, error: &minijinja::Error) {
        let detail = error.detail().unwrap_or("this cannot be read");
        let range = error.range().unwrap_or(0..0);
        let start = range.start.min(self.text.len());
        let mut end = range.end.clamp(start, self.text.len());
        if let Some(newline) = self.text.get(start..end).and_then(|part| part.find('\n')) {
            end = start + newline;
        }
        let span = Span::new(self.base + start, self.base + end);
        let problem = match detail.strip_prefix("unknown statement ") {
            Some("else") => without_if("{% else %}", span),
            Some(name) => {
                let near = did_you_mean(name, ["if", "else", "endif"]);
                Diagnostic::error(
                    Code::Unsupported,
                    span,
                    format!("`{name}` cannot be used here"),
                )
                .help(ONLY)
                .maybe_help(near.map(|near| format!("did you mean {{% {near} %}}?")))
            }
            None => {
                let message = "this placeholder or guard cannot be read";
                let help = match self.text[start..].chars().next() {
                    Some('\\') => "write | without a backslash before it",
                    Some('\u{a0}' | '\u{202f}') => "write ordinary spaces in a placeholder",
                    Some('“' | '”' | '„' | '‘' | '’' | '«' | '»') => {
                        "placeholders are written with straight quotes: counted(\"case\", \"cases\")"
                    }
                    _ => ONLY,
                };
                Diagnostic::error(Code::TemplateSyntax, span, message)
                    .label(detail)
                    .help(help)
            }
        };
        self.report.push(problem);
    }

    fn span(&self, span: Span32) -> Span {
        Span::new(
            self.base + span.start_offset as usize,
            self.base + span.end_offset as usize,
        )
    }
}

/// `missing.total` as one text, when the expression is nothing but names and dots.
fn dotted(expr: &ast::Expr<'_>) -> Option<String> {
    match expr {
        ast::Expr::Var(var) => Some(var.id.to_owned()),
        ast::Expr::GetAttr(attr) => Some(format!("{}.{}", dotted(&attr.expr)?, attr.name)),
        _ => None,
    }
}

fn statement_kind(statement: &ast::Stmt<'_>) -> (Span32, &'static str) {
    match statement {
        ast::Stmt::ForLoop(s) => (s.span(), "a loop"),
        ast::Stmt::Set(s) => (s.span(), "`set`"),
        ast::Stmt::SetBlock(s) => (s.span(), "`set`"),
        ast::Stmt::WithBlock(s) => (s.span(), "`with`"),
        ast::Stmt::AutoEscape(s) => (s.span(), "`autoescape`"),
        ast::Stmt::FilterBlock(s) => (s.span(), "`filter`"),
        ast::Stmt::Do(s) => (s.span(), "`do`"),
        ast::Stmt::Template(s) => (s.span(), "a template"),
        ast::Stmt::EmitExpr(s) => (s.span(), "a placeholder"),
        ast::Stmt::EmitRaw(s) => (s.span(), "text"),
        ast::Stmt::IfCond(s) => (s.span(), "a guard"),
    }
}
