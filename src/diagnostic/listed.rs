//! Counts and lists in sentences.

/// "1 sheet", "3 sheets".
#[must_use]
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// The most names in a sentence.
const MOST: usize = 5;

/// "a", "a and b", "a, b and c"; of very many the first ones, "and 12 others".
#[must_use]
pub fn listed(names: &[&str]) -> String {
    let (shown, last) = match names {
        [] => return String::new(),
        [only] => return (*only).to_owned(),
        [shown @ .., last] if names.len() <= MOST => (shown, (*last).to_owned()),
        _ => (
            &names[..MOST - 1],
            format!("{} others", names.len() - MOST + 1),
        ),
    };
    format!("{} and {last}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn names_are_listed_as_people_say_them() {
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b"]), "a and b");
        assert_eq!(listed(&["a", "b", "c", "d", "e"]), "a, b, c, d and e");
        assert_eq!(
            listed(&["a", "b", "c", "d", "e", "f"]),
            "a, b, c, d and 2 others"
        );
    }
}
