//! What a person reads for each thing that can be wrong.

use super::*;
use crate::reference::Reference;

const FINE: &str = "9058428079648219037520122026610001000000001234BCD";

fn said(text: &str) -> [String; 2] {
    let error = Reference::read(text).unwrap_err();
    [error.sentence(Language::Es), error.sentence(Language::En)]
}

const RECEIPT: &str = "905212807960000012345041001255305000141000";

/// What is replaced by what, and what is said then.
const OF_A_FINE: [(&str, &str, &str, &str); 8] = [
    (
        "BCD",
        "BC",
        "Falta un número: la referencia de una multa tiene 49 cifras y has escrito 48.",
        "A number is missing: the reference of a fine has 49 digits and you typed 48.",
    ),
    (
        "BCD",
        "BCD12",
        "Sobran 2 números. La referencia de una multa tiene 49 cifras y has escrito 51.",
        "There are 2 numbers too many. The reference of a fine has 49 digits and you typed 51.",
    ),
    (
        "482190375",
        "48219O375",
        "En el número de boletín solo van números. Mira bien las cifras 12 a 20.",
        "Only numbers go in the bulletin number. Look at digits 12 to 20.",
    ),
    (
        "1234BCD",
        "1234ÑCD",
        "En la matrícula solo van números y letras. Mira bien las cifras 39 a 49.",
        "Only numbers and letters go in the number plate. Look at digits 39 to 49.",
    ),
    (
        "20122026",
        "31022026",
        "Ahí va una fecha y ese día no existe. Mira bien las cifras 21 a 28.",
        "A date goes there and that day does not exist. Look at digits 21 to 28.",
    ),
    (
        "584",
        "581",
        "No conocemos esta referencia. Mira bien las cifras 3 a 5: dicen qué se paga.",
        "We do not know this reference. Look at digits 3 to 5: they say what is paid.",
    ),
    (
        "584",
        "58/",
        "En el lugar 5 hay un signo que no va ahí. Una referencia lleva números y, a veces, letras.",
        "In place 5 there is a sign that does not belong there. A reference has numbers and, at times, letters.",
    ),
    (
        "584",
        "58４",
        "En el lugar 5 hay un número de otro alfabeto. Escribe la referencia con números del 0 al 9.",
        "In place 5 there is a number of another script. Type the reference with the numbers 0 to 9.",
    ),
];
const OF_A_RECEIPT: [(&str, &str, &str, &str); 3] = [
    (
        "14100",
        "14200",
        "Hay algún número mal copiado. Los números de control, las cifras 22 a 23, no cuadran con los demás. Compara todo con tu \
         carta.",
        "Some number was copied wrong. The check digits, digits 22 to 23, do not fit the others. Compare it all with your letter.",
    ),
    (
        "280796",
        "280790",
        "Parece de Madrid, pero el código de quien cobra no acaba bien. Mira bien las cifras 6 a 11.",
        "It looks like one of Madrid, but the code of who collects does not end well. Look at digits 6 to 11.",
    ),
    (
        "141000",
        "141005",
        "Ahí va siempre un 0. Mira bien la cifra 42.",
        "There is always a 0 there. Look at digit 42.",
    ),
];

#[test]
fn what_is_wrong_is_said_word_for_word() {
    for (right, table) in [(FINE, OF_A_FINE.as_slice()), (RECEIPT, OF_A_RECEIPT.as_slice())] {
        assert!(Reference::read(right).is_ok());
        for (part, by, es, en) in table {
            assert_eq!(said(&right.replace(part, by)), [*es, *en]);
        }
    }
    let empty = said(" ");
    assert_eq!(
        empty[0],
        "Escribe la referencia que viene en tu carta o lee su código de barras."
    );
    assert_eq!(
        empty[1],
        "Type the reference that is in your letter, or scan its barcode."
    );
}

#[test]
fn every_kind_and_every_part_has_words() {
    for language in Language::ALL {
        for kind in Kind::ALL {
            let words = said(&format!("90{}", kind.code()));
            assert!(words.iter().all(|words| !words.contains(['{', '$'])), "{words:?}");
        }
        let names = [
            Field::Issuer,
            Field::Town,
            Field::Amount,
            Field::AmountCheck,
            Field::LateDate,
        ]
        .map(part);
        for name in names {
            assert!(!plain(language, name).starts_with("reference-"));
        }
    }
}
