//! Addresses of links and QR codes.
//!
//! People write addresses in their own script, but a PDF and the protocols behind it need ASCII (ISO 32000-1,
//! 12.6.4.7). The host name is encoded by IDNA (UTS 46), the rest in percent signs (RFC 3986). ASCII stays as it is
//! written. An address that is ambiguous, or that looks like another one, is refused: it cannot be corrected on
//! paper.

use icu_properties::props::{DefaultIgnorableCodePoint, Script};
use icu_properties::{CodePointMapData, CodePointSetData};
use url::{Host, Url};

use super::telephone;
use crate::diagnostic::{Code, Diagnostic, Span};

/// The reason why an address cannot be followed, and the advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrongAddress {
    why: String,
    help: String,
}

impl WrongAddress {
    fn new(why: impl Into<String>, help: impl Into<String>) -> Self {
        let (why, help) = (why.into(), help.into());
        Self { why, help }
    }

    /// The error at the address's source location.
    pub(crate) fn at(self, span: Span, address: &str) -> Diagnostic {
        let shown: String = address.chars().take(80).collect();
        let message = format!("this address leads nowhere: {shown:?}");
        let error = Diagnostic::error(Code::WrongLink, span, message);
        error.label(self.why).help(self.help)
    }
}

/// Converts an address to ASCII.
///
/// # Errors
///
/// The reason why the address cannot be followed.
pub(crate) fn to_ascii(address: &str) -> Result<String, WrongAddress> {
    let (scheme, rest) = address.split_once(':').ok_or_else(no_scheme)?;
    match scheme.to_ascii_lowercase().as_str() {
        "https" | "http" if rest.len() > 2 && rest.starts_with("//") => web(address, &rest[2..]),
        "mailto" if !rest.is_empty() => mail(scheme, rest),
        "tel" if !rest.is_empty() => telephone(address, rest),
        _ => Err(no_scheme()),
    }
}

/// The link target of text that is a web address, an e-mail address or a telephone number. Returns `None` if the text
/// is or contains anything else, and an error if the address cannot be followed. The country of the `language` tag
/// decides how telephone numbers are dialed.
pub(crate) fn of_words(words: &str, language: &str) -> Option<Result<String, WrongAddress>> {
    let words = words.trim();
    if let Some(number) = telephone::number(words, language) {
        return Some(Ok(format!("tel:{number}")));
    }
    if words.contains(char::is_whitespace) {
        return None;
    }
    if words.contains("://") || words.starts_with("mailto:") || words.starts_with("tel:") {
        return Some(to_ascii(words));
    }
    let site = authority(words);
    let is_site = site.contains('.') && site.split('.').all(|label| !label.is_empty());
    let ends_in_letters = site.ends_with(char::is_alphabetic);
    match site.contains('@') {
        _ if !is_site || !ends_in_letters => None,
        true => Some(to_ascii(&format!("mailto:{words}"))),
        false => Some(to_ascii(&format!("https://{words}"))),
    }
}

/// Whether text contains the complete address or telephone number of a link. If so, a screen reader need not read the
/// address after the text.
pub(crate) fn is_said(words: &str, address: &str) -> bool {
    if let Some(number) = address.strip_prefix("tel:") {
        return telephone::is_said(words, number);
    }
    let plain = |address: &str| address.trim_end_matches('/').to_owned();
    let edges = |c: char| "“”‘’\"'(),;:!?".contains(c);
    let mut words = words
        .split_whitespace()
        .map(|word| word.trim_matches(edges));
    words.any(|word| {
        let word = word.trim_end_matches('.');
        let found = of_words(word, "").and_then(Result::ok);
        found.is_some_and(|found| plain(&found) == plain(address))
    })
}

/// The address without `mailto:` or `tel:`. Other schemes stay.
pub(crate) fn to_words(address: &str) -> &str {
    let schemes = ["mailto:", "tel:"].into_iter();
    let mut plain = schemes.filter_map(|scheme| address.strip_prefix(scheme));
    plain.next().unwrap_or(address)
}

fn no_scheme() -> WrongAddress {
    WrongAddress::new(
        "not a whole address",
        "write a whole address, as in [our site](https://example.org)",
    )
}

/// The part of an address before its path, query or fragment.
fn authority(rest: &str) -> &str {
    let end = rest.find(['/', '?', '#']);
    &rest[..end.unwrap_or(rest.len())]
}

fn web(address: &str, rest: &str) -> Result<String, WrongAddress> {
    check_characters(rest)?;
    let site = authority(rest);
    if site.contains('@') {
        return Err(WrongAddress::new(
            "a user name before the name of the site",
            "write the address without all that stands before the @",
        ));
    }
    let url = Url::parse(address).map_err(|error| wrong_site(site, &error.to_string()))?;
    check_site(site, url.host_str().unwrap_or_default())?;
    Ok(match address.is_ascii() {
        true => address.to_owned(),
        false => url.into(),
    })
}

fn mail(scheme: &str, rest: &str) -> Result<String, WrongAddress> {
    check_characters(rest)?;
    let (addresses, query) = match rest.find('?') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let addresses = addresses.split(',').map(mailbox);
    let addresses = addresses.collect::<Result<Vec<_>, _>>()?.join(",");
    let address = format!("{scheme}:{addresses}{query}");
    if address.is_ascii() {
        return Ok(address);
    }
    let url = Url::parse(&address).map_err(|error| wrong_site(rest, &error.to_string()))?;
    Ok(url.into())
}

fn mailbox(address: &str) -> Result<String, WrongAddress> {
    let parts = address
        .rsplit_once('@')
        .filter(|(name, _)| !name.is_empty());
    let no_mailbox = || {
        WrongAddress::new(
            "not an e-mail address",
            "write one such as desk@example.org",
        )
    };
    let (name, site) = parts.ok_or_else(no_mailbox)?;
    let host = Host::parse(site).map_err(|error| wrong_site(site, &error.to_string()))?;
    let host = host.to_string();
    check_site(site, &host)?;
    match site.is_ascii() {
        true => Ok(address.to_owned()),
        false => Ok(format!("{name}@{host}")),
    }
}

fn telephone(address: &str, rest: &str) -> Result<String, WrongAddress> {
    let number = rest.split(';').next().unwrap_or_default();
    let digits = number.strip_prefix('+').unwrap_or(number);
    let is_number = digits
        .chars()
        .all(|c| c.is_ascii_digit() || "-.()".contains(c))
        && digits.chars().filter(char::is_ascii_digit).count() > 1;
    let is_plain = address.chars().all(|c| c.is_ascii_graphic());
    if is_number && is_plain {
        return Ok(address.to_owned());
    }
    Err(WrongAddress::new(
        "not a telephone number in digits, without spaces",
        "write one such as tel:+1-800-555-0100",
    ))
}

/// Checks every character of an address. An error for the first one that is invisible or not allowed in addresses (RFC
/// 3986, 2).
fn check_characters(text: &str) -> Result<(), WrongAddress> {
    let unseen = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    for (at, c) in text.char_indices() {
        if c.is_control() || unseen.contains(c) || super::is_refused(c) {
            let why = format!("a character that cannot be seen: U+{:04X}", u32::from(c));
            return Err(WrongAddress::new(
                why,
                "delete it, or type the address again",
            ));
        }
        let code: String = match c {
            '%' if text[at + 1..]
                .bytes()
                .take(2)
                .filter(u8::is_ascii_hexdigit)
                .count()
                == 2 =>
            {
                continue;
            }
            ' ' | '"' | '<' | '>' | '[' | '\\' | ']' | '^' | '`' | '{' | '|' | '}' | '%' => {
                format!("%{:02X}", u32::from(c))
            }
            c if c.is_whitespace() => "%20".to_owned(),
            _ => continue,
        };
        let what = match c {
            c if c.is_whitespace() => "a space".to_owned(),
            '%' => "a % without the two digits of a code".to_owned(),
            c => format!("a character that addresses do not have: {c}"),
        };
        return Err(WrongAddress::new(
            what,
            format!("write {code} in its place"),
        ));
    }
    Ok(())
}

/// Checks a host name: the length of each label in its ASCII form, and the scripts of each label as written.
fn check_site(site: &str, ascii: &str) -> Result<(), WrongAddress> {
    /// The longest name between two dots (RFC 1035, 2.3.4).
    const LONGEST: usize = 63;
    let labels = || ascii.trim_end_matches('.').split('.');
    if labels().any(|label| label.is_empty() || label.len() > LONGEST) {
        return Err(wrong_site(
            site,
            "a part between two dots is empty or too long",
        ));
    }
    for label in site.split('.') {
        if let Some([one, other]) = mixed_scripts(label) {
            let why = format!("letters of two scripts in `{label}`: {one:?} and {other:?}");
            let help =
                "type the name of the site again: some letters look like those of another script";
            return Err(WrongAddress::new(why, help));
        }
    }
    Ok(())
}

fn wrong_site(site: &str, why: &str) -> WrongAddress {
    let why = format!("`{site}` cannot be the name of a site: {why}");
    WrongAddress::new(why, "check it, letter by letter")
}

/// Two letters of a label from scripts that no language mixes (UTS 39, 5.2), or `None`.
fn mixed_scripts(label: &str) -> Option<[char; 2]> {
    let script_of = CodePointMapData::<Script>::new();
    /// The scripts that one word may mix.
    const TOGETHER: [&[Script]; 3] = [
        &[
            Script::Latin,
            Script::Han,
            Script::Hiragana,
            Script::Katakana,
        ],
        &[Script::Latin, Script::Han, Script::Bopomofo],
        &[Script::Latin, Script::Han, Script::Hangul],
    ];
    let is_any = |script: &Script| [Script::Common, Script::Inherited].contains(script);
    let mut letters: Vec<(Script, char)> = Vec::new();
    for c in label.chars() {
        let script = script_of.get(c);
        if !is_any(&script) && letters.iter().all(|(known, _)| *known != script) {
            letters.push((script, c));
        }
    }
    let fit = |together: &&[Script]| letters.iter().all(|(script, _)| together.contains(script));
    match letters.as_slice() {
        [(_, one), (_, other), ..] if !TOGETHER.iter().any(fit) => Some([*one, *other]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_ascii() {
        for (address, ascii) in [
            ("https://example.org", "https://example.org"),
            ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
            ("HTTP://Example.org/A", "HTTP://Example.org/A"),
            (
                "https://example.org/caf%C3%A9",
                "https://example.org/caf%C3%A9",
            ),
            (
                "https://example.org/café/%20ä",
                "https://example.org/caf%C3%A9/%20%C3%A4",
            ),
            (
                "https://example.org/?q=niño#año",
                "https://example.org/?q=ni%C3%B1o#a%C3%B1o",
            ),
            (
                "https://bücher.example/ü",
                "https://xn--bcher-kva.example/%C3%BC",
            ),
            (
                "https://niños.example:8080",
                "https://xn--nios-hqa.example:8080/",
            ),
            (
                "https://例え.jp/テスト",
                "https://xn--r8jz45g.jp/%E3%83%86%E3%82%B9%E3%83%88",
            ),
            ("https://почта.рф", "https://xn--80a1acny.xn--p1ai/"),
            ("mailto:desk@example.org", "mailto:desk@example.org"),
            (
                "mailto:josé@bücher.example",
                "mailto:jos%C3%A9@xn--bcher-kva.example",
            ),
            (
                "mailto:a@b.example,c@d.example?subject=Año",
                "mailto:a@b.example,c@d.example?subject=A%C3%B1o",
            ),
            ("tel:+1-800-555-0100", "tel:+1-800-555-0100"),
            ("tel:988", "tel:988"),
        ] {
            let found = to_ascii(address);
            assert_eq!(found.as_deref(), Ok(ascii), "{address}");
            // Encoding is idempotent.
            assert_eq!(to_ascii(ascii).as_deref(), Ok(ascii), "{address}");
            assert!(found.is_ok_and(|found| found.is_ascii()));
        }
    }

    #[test]
    fn what_cannot_be_followed_is_refused() {
        for address in [
            "example.org",
            "https://",
            "ftp://example.org",
            "javascript:alert(1)",
            "https://example.org/a b",
            "https://example.org/a\u{a0}b",
            "https://example.org/a\\b",
            "https://example.org/a[1]",
            "https://example.org/a%zz",
            "https://example.org/100%",
            "https://user:password@example.org/",
            "https://user@example.org",
            "https://exa mple.org",
            "https://example..org",
            "https://xn--a.example",
            "https://ex\u{202e}ample.org",
            "https://example.org/\u{200f}a",
            "https://example.org/a\u{200b}b",
            // The first letter is Cyrillic.
            "https://\u{440}aypal.example",
            "https://\u{3b1}pple.example",
            "mailto:",
            "mailto:nobody",
            "mailto:@example.org",
            "mailto:a b@example.org",
            "mailto:desk@\u{440}aypal.example",
            "tel:",
            "tel:1-800-THE-LOST",
            "tel:1 800 555 0100",
            "tel:+",
        ] {
            assert!(to_ascii(address).is_err(), "{address}");
        }
    }

    #[test]
    fn words_that_are_an_address_lead_to_it() {
        for (words, address) in [
            ("library.example/data", Some("https://library.example/data")),
            ("https://library.example", Some("https://library.example")),
            ("bücher.example", Some("https://xn--bcher-kva.example/")),
            ("desk@library.example", Some("mailto:desk@library.example")),
            ("1-800-555-0100", Some("tel:+18005550100")),
            ("our site", None),
            ("library", None),
            ("e.g.", None),
            ("Ask desk@library.example", None),
            ("3.5", None),
        ] {
            let found = of_words(words, "en-US").and_then(Result::ok);
            assert_eq!(found.as_deref(), address, "{words}");
        }
    }

    #[test]
    fn words_say_an_address_or_do_not() {
        for (words, address) in [
            ("library.example", "https://library.example"),
            ("Read on at library.example/.", "https://library.example"),
            ("(bücher.example)", "https://xn--bcher-kva.example/"),
            ("desk@library.example", "mailto:desk@library.example"),
            ("1-800-THE-LOST (1-800-843-5678)", "tel:+18008435678"),
        ] {
            assert!(is_said(words, address), "{words}");
        }
        for (words, address) in [
            ("our site", "https://library.example"),
            ("library.example", "https://library.example/data"),
            ("library.example/data", "https://library.example"),
            ("my.library.example", "https://library.example"),
            ("the desk", "mailto:desk@library.example"),
            ("call us", "tel:+18008435678"),
        ] {
            assert!(!is_said(words, address), "{words}");
        }
    }
}
