//! "Did you mean": the known name nearest to one that is not known.

use super::alike::{skeleton, told_apart};

/// The candidate nearest to `name`, or `None` if none is near enough.
///
/// Nearness is the Damerau–Levenshtein distance, of which a third of the name's length is allowed.
/// A candidate with the same last part (`total` for `missing.total`) is taken as well.
#[must_use]
pub fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = folded(name);
    let length = name.chars().count();
    // Of two letters, one wrong is half of the name: only their case is forgiven.
    let allowed = if length < 3 { 0 } else { (length / 3).max(1) };
    let tail = |path: &str| path.rsplit('.').next().unwrap_or(path).to_lowercase();
    let own_tail = tail(name);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .filter_map(|candidate| {
            // Asked first: the distance of long texts takes long, and is no less than this.
            let apart = candidate.chars().count().abs_diff(length);
            let is_near = apart <= allowed.max(2);
            let has_tail = tail(candidate) == own_tail && length <= LONGEST;
            let distance = (is_near || has_tail)
                .then(|| strsim::damerau_levenshtein(&lower, &folded(candidate)))?;
            if distance <= allowed {
                return Some((distance, candidate));
            }
            has_tail.then_some((allowed + distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The form of a name for comparison: names that look alike are equal.
fn folded(name: &str) -> String {
    match name.is_ascii() {
        true => name.to_lowercase(),
        false => skeleton(name),
    }
}

/// The question whether another name was meant. If the two look alike, it states the code points that differ.
#[must_use]
pub fn question(name: &str, near: &str, written: &str) -> String {
    match told_apart(name, near) {
        Some(difference) => format!("did you mean {written}? {difference}"),
        None => format!("did you mean {written}?"),
    }
}

/// The maximum length in characters of a name for which a similar last part is searched.
const LONGEST: usize = 200;

/// The help for an unknown name: the nearest known name, or all known names.
#[must_use]
pub fn hint(name: &str, known: &[&str]) -> String {
    match did_you_mean(name, known.iter().copied()) {
        Some(near) => question(name, near, &format!("`{near}`")),
        None if known.is_empty() => "there is none to choose from".to_owned(),
        None => format!("there are {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_only_forgiven_their_case() {
        assert_eq!(did_you_mean("fr", ["en", "es"]), None);
        assert_eq!(did_you_mean("EN", ["en", "es"]), Some("en"));
        assert_eq!(did_you_mean("\u{410}L", ["AK", "AL"]), Some("AL"));
    }

    #[test]
    fn finds_the_nearest_name_and_no_far_one() {
        let names = ["missing.total", "missing.other", "cybertipline.reports"];
        assert_eq!(did_you_mean("mising.total", names), Some("missing.total"));
        assert_eq!(did_you_mean("total", names), Some("missing.total"));
        assert_eq!(did_you_mean("weather", names), None);
    }
}
