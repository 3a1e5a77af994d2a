//! One table of cases for all languages.

use super::*;
use crate::diagnostic::Span;

/// The language, the typed text, and the printed text.
const CASES: &[(&str, &str, &str)] = &[
    // Opening and closing quotes by context.
    ("en", "\"Done,\" he said.", "“Done,” he said."),
    ("en", "(\"Done\") [\"x\"]", "(“Done”) [“x”]"),
    ("en", "he said—\"oh\"—and left", "he said—“oh”—and left"),
    ("en", "\"wait—\" he said", "“wait—” he said"),
    ("en", "and/\"or\" twenty-\"odd\"", "and/“or” twenty-“odd”"),
    ("en", "\"A\" \"B\" \"C\"", "“A” “B” “C”"),
    ("en", "\"?\" \"!\" \"%\" \"$5\"", "“?” “!” “%” “$5”"),
    ("en", "\"…and then\"", "“…and then”"),
    ("en", "\"\" and \"\", ''", "“” and “”, ‘’"),
    ("en", "said:\"Hello\".", "said:“Hello”."),
    (
        "en",
        "at the end of a line \"\nnew\"",
        "at the end of a line \"\nnew”",
    ),
    ("en", "one\n\"two\nthree\"\nfour", "one\n“two\nthree”\nfour"),
    ("en", "A quote goes on\" here", "A quote goes on” here"),
    ("en", "\"A quote that goes on", "“A quote that goes on"),
    ("en", "a \" b ' c", "a \" b ' c"),
    ("en", "\"", "\""),
    (
        "en",
        "\"She said 'yes' to 'it'\"",
        "“She said ‘yes’ to ‘it’”",
    ),
    ("en", "\"'Yes'\" '\"Yes\"'", "“‘Yes’” ‘“Yes”’"),
    ("en", "\"The 'X'.\" 'The \"X\".'", "“The ‘X’.” ‘The “X”.’"),
    // Feet and inches.
    ("en", "6'2\" 5\" 3½\" 6' 2\" 6'", "6′2″ 5″ 3½″ 6′ 2″ 6′"),
    ("en", "5\"x7\" 8\" by 10\" 6'x4'", "5″x7″ 8″ by 10″ 6′x4′"),
    ("en", "40° 26' 46\" N", "40° 26′ 46″ N"),
    ("de", "ein 5\"-Rohr", "ein 5″-Rohr"),
    ("en", "6’2\" 6′2\"", "6’2″ 6′2″"),
    ("en", "(6'2\")", "(6′2″)"),
    ("en", "\"a 5\" board\"", "“a 5″ board”"),
    ("en", "\"a 5\"\"", "“a 5″”"),
    (
        "en",
        "\"in 2023\" and \"in 2024\"",
        "“in 2023” and “in 2024”",
    ),
    ("en", "'in 2023' and \"45\"", "‘in 2023’ and “45”"),
    ("en", "\"45\", \"46\".", "“45”, “46”."),
    // Apostrophes.
    (
        "en",
        "don't, the boys' and James's",
        "don’t, the boys’ and James’s",
    ),
    (
        "en",
        "'n' 'cause 'tis 'Twas 'em 'til",
        "’n’ ’cause ’tis ’Twas ’em ’til",
    ),
    (
        "en",
        "rock 'n' roll, fish-'n'-chips, salt 'n vinegar",
        "rock ’n’ roll, fish-’n’-chips, salt ’n vinegar",
    ),
    (
        "en",
        "the '90s, '24, the 1990's and the '08-'09 year",
        "the ’90s, ’24, the 1990’s and the ’08-’09 year",
    ),
    ("en", "'Tis said: 'yes'", "’Tis said: ‘yes’"),
    ("en", "\"'Tis,\" he said", "“’Tis,” he said"),
    ("en", "the 'hood", "the ’hood"),
    ("en", "the word 'em' is short", "the word ‘em’ is short"),
    ("en", "O'Neil, Hawai'i, d'Arc", "O’Neil, Hawai’i, d’Arc"),
    ("en", "Prince George's", "Prince George’s"),
    ("en", "“typed” ‘so’ stays", "“typed” ‘so’ stays"),
    // Languages.
    ("en-GB", "\"a 'b' c\"", "“a ‘b’ c”"),
    ("es", "\"sí 'no' sí\"", "“sí ‘no’ sí”"),
    ("es-ES", "\"sí 'no' sí\"", "«sí “no” sí»"),
    ("es-US", "¿\"sí\"? ¡\"no\"!", "¿“sí”? ¡“no”!"),
    ("fr", "il dit \"oui\".", "il dit «\u{202f}oui\u{202f}»."),
    ("fr-CA", "\"a 'b' c\"", "«\u{202f}a “b” c\u{202f}»"),
    (
        "fr-CH",
        "\"a 'b' c\"",
        "«\u{202f}a ‹\u{202f}b\u{202f}› c\u{202f}»",
    ),
    (
        "fr",
        "l'eau d'\"Art\" aujourd'hui",
        "l’eau d’«\u{202f}Art\u{202f}» aujourd’hui",
    ),
    ("fr", "« oui » («non»)", "« oui » («non»)"),
    ("de", "\"Ja 'so' ja\"", "„Ja ‚so‘ ja“"),
    (
        "de",
        "Andreas' Buch, wie geht's",
        "Andreas’ Buch, wie geht’s",
    ),
    ("de", "'s ist 'ne Stadt", "’s ist ’ne Stadt"),
    ("de-AT", "\"Ja\"", "„Ja“"),
    ("de-CH", "\"Ja 'so' ja\"", "«Ja ‹so› ja»"),
    ("it", "l'acqua \"sì 'no' sì\"", "l’acqua «sì “no” sì»"),
    ("pt", "\"sim 'não'\"", "“sim ‘não’”"),
    ("pt-BR", "copo d'água", "copo d’água"),
    ("pt-PT", "\"sim 'não'\"", "«sim “não”»"),
    (
        "nl",
        "\"ja 'nee'\" 's avonds in 't huis",
        "“ja ‘nee’” ’s avonds in ’t huis",
    ),
    ("nl", "'s-Hertogenbosch, foto's", "’s-Hertogenbosch, foto’s"),
    ("sv", "\"ja 'nej'\"", "”ja ’nej’”"),
    ("fi", "\"joo 'ei'\"", "”joo ’ei’”"),
    ("da", "\"ja 'nej'\"", "“ja ‘nej’”"),
    ("nb", "\"ja 'nei'\"", "«ja ‘nei’»"),
    ("is", "\"já 'nei'\"", "„já ‚nei‘“"),
    ("pl", "\"tak 'nie'\"", "„tak «nie»”"),
    ("cs", "\"ano 'ne'\"", "„ano ‚ne‘“"),
    ("sk", "\"áno\"", "„áno“"),
    ("hu", "\"igen 'nem'\"", "„igen »nem«”"),
    ("ro", "\"da 'nu'\"", "„da «nu»”"),
    ("hr", "\"da\"", "„da“"),
    ("bg", "\"да\"", "„да“"),
    ("ru", "\"да 'нет'\"", "«да „нет“»"),
    ("uk", "\"так\" об'єкт", "«так» об’єкт"),
    ("el", "\"ναι 'όχι'\"", "«ναι “όχι”»"),
    ("ca", "\"sí\" l'aigua", "«sí» l’aigua"),
    (
        "tr",
        "\"evet\" Ankara'da, 2024'te",
        "“evet” Ankara’da, 2024’te",
    ),
    ("vi", "\"có\"", "“có”"),
    ("ht", "\"wi\"", "«wi»"),
];

#[test]
fn each_case_prints_the_quotes_of_its_language() {
    for (language, typed, printed) in CASES {
        assert_eq!(set(typed, &Language::new(language)), *printed, "{language}");
    }
}

#[test]
fn a_quote_is_never_opened_behind_a_digit() {
    for language in ["en", "fr", "de", "sv"] {
        let language = Language::new(language);
        let opening = language.quotes().double[0];
        for before in ["5", "3½", "²", "٥"] {
            for after in ["", " ", "x", ".", " \"", "\"", "'", " high\""] {
                let printed = set(&format!("{before}\"{after}"), &language);
                let start = printed.strip_prefix(before).expect("it begins so");
                assert!(
                    start.starts_with(['"', '″']) || !start.starts_with(opening),
                    "{printed}"
                );
            }
        }
    }
}

#[test]
fn quotes_are_set_over_all_runs_of_a_paragraph() {
    let run = |text: &str| Run::plain(text, Span::DETACHED);
    let mut runs = [
        run("\""),
        run("bold"),
        run("\" and "),
        run("Prince George"),
        run("'s"),
    ];
    set_runs(&mut runs, &Language::new("en"));
    let texts = runs.map(|run| run.text);
    assert_eq!(texts, ["“", "bold", "” and ", "Prince George", "’s"]);
}

#[test]
fn a_quote_that_is_kept_stays_straight() {
    let typed = format!("\"a {} b\"", kept("6\" 'n'"));
    assert_eq!(set(&typed, &Language::new("de")), "„a 6\" 'n' b“");
}

#[test]
fn what_belongs_to_a_number_still_belongs_to_it() {
    let mut runs = [Run {
        bound: "45 \"".len(),
        number: 2,
        ..Run::plain("45 \"a\"", Span::DETACHED)
    }];
    set_runs(&mut runs, &Language::new("fr"));
    assert_eq!(runs[0].text, "45 «\u{202f}a\u{202f}»");
    assert_eq!((runs[0].bound, runs[0].number), ("45 «\u{202f}".len(), 2));
}

#[test]
fn a_long_text_is_set_in_one_pass() {
    // The scan is linear: a lookahead table makes the work proportional to the length of the text.
    for unit in ["\"", "'", "\"a", "'a ", "5\" ", "'n'", "\"5\""] {
        let text = unit.repeat(100_000);
        let set = set(&text, &Language::new("en"));
        assert!(set.len() >= text.len() / 2);
    }
}
