//! Reads the kind of a figure with its parameters, and refuses a key that does not fit the kind.

use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean, listed};
use crate::language::Language;
use crate::project::kind::{Currency, Kind, KindKey, Parameters, Scale};
use crate::project::localized::{Localized, RawLocalized};
use crate::project::number::Number;
use crate::project::spanned::Spanned;

/// The keys of a figure that are about its kind, as written.
pub(super) struct DeclaredKind {
    pub kind: Kind,
    pub decimals: Option<Spanned<i64>>,
    pub signed: Option<Spanned<bool>>,
    pub currency: Option<Spanned<String>>,
    pub scale: Option<Spanned<String>>,
    pub unit: Option<Spanned<RawLocalized>>,
    /// The source location of the figure's id.
    pub span: Span,
}

impl DeclaredKind {
    /// The kind with its parameters, and the unit. Keys that do not fit the kind are reported and left out.
    pub fn resolve(
        self,
        languages: Option<&[Language]>,
        report: &mut Report,
    ) -> (Kind, Option<Localized>) {
        report.extend(self.unfit_keys());
        report.extend(self.decimals_without_scale());
        let parameters = Parameters {
            decimals: self.decimals.as_ref().and_then(|raw| decimals(raw, report)),
            is_signed: self.signed.as_ref().is_some_and(|signed| *signed.get_ref()),
            currency: self.currency(report),
            scale: self.scale.as_ref().and_then(|raw| scale(raw, report)),
        };
        let kind = self.kind.with(self.fitting(parameters));
        let unit = self.unit;
        let unit = unit.map(|unit| Localized::plain("a unit", unit, languages, report));
        (kind, unit)
    }

    /// The parameters without those that do not fit the kind, so that each mistake is reported once.
    fn fitting(&self, parameters: Parameters) -> Parameters {
        let fits = |key| self.kind.keys().contains(&key);
        Parameters {
            decimals: parameters.decimals.filter(|_| fits(KindKey::Decimals)),
            is_signed: parameters.is_signed && fits(KindKey::Signed),
            currency: parameters.currency.filter(|_| fits(KindKey::Currency)),
            scale: parameters.scale.filter(|_| fits(KindKey::Scale)),
        }
    }

    fn given(&self) -> impl Iterator<Item = (KindKey, Span)> {
        let keys = [
            (KindKey::Decimals, self.decimals.as_ref().map(Spanned::span)),
            (KindKey::Signed, self.signed.as_ref().map(Spanned::span)),
            (KindKey::Currency, self.currency.as_ref().map(Spanned::span)),
            (KindKey::Scale, self.scale.as_ref().map(Spanned::span)),
            (KindKey::Unit, self.unit.as_ref().map(Spanned::span)),
        ];
        let given = keys.into_iter();
        given.filter_map(|(key, range)| Some((key, range?.into())))
    }

    /// The errors of the keys that do not fit the kind.
    fn unfit_keys(&self) -> Vec<Diagnostic> {
        let unfit = self
            .given()
            .filter(|(key, _)| !self.kind.keys().contains(key));
        unfit
            .map(|(key, span)| {
                let (key, noun) = (key.name(), self.kind.noun());
                let message = format!("{noun} has no `{key}`");
                let kinds =
                    Kind::all().filter(|kind| kind.keys().iter().any(|fit| fit.name() == key));
                let kinds: Vec<&str> = kinds.map(Kind::name).collect();
                let which = match kinds.as_slice() {
                    [only] => format!("only the kind `{only}` has it"),
                    _ => format!("the kinds that have it are {}", listed(&kinds)),
                };
                let help = format!("leave `{key}` out; {which}");
                Diagnostic::error(Code::WrongKey, span, message).help(help)
            })
            .collect()
    }

    /// The error of decimals of a kind without decimals, which only the printed form in a scale can have.
    fn decimals_without_scale(&self) -> Option<Diagnostic> {
        let decimals = self.decimals.as_ref()?;
        let is_whole = self.kind.is_countable() && self.scale.is_none();
        is_whole.then(|| {
            let message = format!("{} has `decimals` with a `scale` only", self.kind.noun());
            let help = "leave `decimals` out, or give the figure kind = \"number\"";
            Diagnostic::error(Code::WrongKey, decimals.span(), message).help(help)
        })
    }

    fn currency(&self, report: &mut Report) -> Option<Currency> {
        let needs_one = self.kind.keys().contains(&KindKey::Currency);
        let Some(raw) = &self.currency else {
            if needs_one {
                let message = format!("{} needs a currency", self.kind.noun());
                let error = Diagnostic::error(Code::MissingKey, self.span, message);
                report.push(
                    error.help("add a line currency = \"USD\", or the code of another currency"),
                );
            }
            return None;
        };
        let code = raw.get_ref();
        let found = Currency::find(code);
        if found.is_none() {
            let span = Span::from(raw.span());
            let upper = code.to_uppercase();
            let near = Currency::find(&upper).map(Currency::code);
            let near = near.or_else(|| did_you_mean(&upper, Currency::codes()));
            let message = format!("there is no currency \"{code}\"");
            let error = Diagnostic::error(Code::UnknownName, span, message);
            report.push(match near {
                Some(near) => error
                    .help(format!("did you mean \"{near}\"?"))
                    .maybe_fix(span, Some(format!("\"{near}\""))),
                None => {
                    error.help("write the three letters of ISO 4217, such as \"USD\" or \"EUR\"")
                }
            });
        }
        found
    }
}

fn decimals(raw: &Spanned<i64>, report: &mut Report) -> Option<u8> {
    let most = Number::MOST_DECIMALS;
    let found = u8::try_from(*raw.get_ref()).ok();
    let found = found.filter(|decimals| *decimals <= most);
    if found.is_none() {
        let message = format!("`decimals` must be a whole number from 0 to {most}");
        report.push(
            Diagnostic::error(Code::WrongValue, raw.span(), message)
                .help("write decimals = 1 for one decimal, as in 3.0"),
        );
    }
    found
}

fn scale(raw: &Spanned<String>, report: &mut Report) -> Option<Scale> {
    let name = raw.get_ref();
    let found = Scale::find(name);
    if found.is_none() {
        let span = Span::from(raw.span());
        let known = Scale::ALL.map(Scale::name);
        let singular = name.trim_end_matches('s').to_lowercase();
        let near = Scale::find(&singular).map(Scale::name);
        let near = near.or_else(|| did_you_mean(&singular, known));
        let message = format!("there is no scale \"{name}\"");
        let error = Diagnostic::error(Code::UnknownName, span, message)
            .label(format!("known scales are {}", listed(&known)));
        report.push(match near {
            Some(near) => error
                .help(format!("did you mean \"{near}\"?"))
                .maybe_fix(span, Some(format!("\"{near}\""))),
            None => error.help("leave `scale` out to print every digit"),
        });
    }
    found
}
