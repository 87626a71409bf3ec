//! The references that the City prints for its own debts, so that whoever has the letter can pay without signing in.
//!
//! The layouts are those of Madrid in Cuaderno 64: 579 for a receipt, 580 for a debt that is enforced, 584 for a traffic fine. How
//! Madrid works out their two check digits belongs to a private agreement and is not public: [`mock_pair`] is a rule of this mock
//! city and of nobody else.

use chrono::NaiveDate;

/// Whom the money is for: Madrid.
const ISSUER: &str = "280796";
/// What every reference begins with (GS1-128).
const MARK: &str = "90";
const DAY: &str = "%d%m%Y";

/// A layout: its three digits, and how long its parts are after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A receipt within its term.
    Receipt,
    /// A debt that is enforced.
    Enforcement,
    /// A traffic fine.
    Fine,
}

impl Layout {
    const ALL: [Self; 3] = [Self::Receipt, Self::Enforcement, Self::Fine];

    const fn code(self) -> &'static str {
        match self {
            Self::Receipt => "579",
            Self::Enforcement => "580",
            Self::Fine => "584",
        }
    }

    /// Where its parts end after the mark, its kind and the issuer.
    const fn widths(self) -> &'static [usize] {
        match self {
            // Tax, number, year, pair, amount.
            Self::Receipt => &[3, 10, 2, 2, 8],
            // Subject, number, day, pair, a zero.
            Self::Enforcement => &[13, 11, 8, 2, 1],
            // Bulletin, day, pair, amount, plate.
            Self::Fine => &[9, 8, 2, 8, 11],
        }
    }

    /// Which of the parts is the pair.
    const fn pair_at(self) -> usize {
        match self {
            Self::Receipt | Self::Enforcement => 3,
            Self::Fine => 2,
        }
    }

    fn length(self) -> usize {
        MARK.len() + self.code().len() + ISSUER.len() + self.widths().iter().sum::<usize>()
    }
}

/// What is wrong with a reference: which part, and what should be there. What was written is not said back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    /// The part.
    pub field: &'static str,
    /// What should be there.
    pub expected: &'static str,
}

/// A reference that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// All of it.
    pub whole: String,
    /// What it says.
    pub says: Says,
}

/// What a reference says of the debt that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// A receipt: the last ten digits of its number, and its amount.
    Receipt {
        /// The end of its number.
        number: String,
        /// In cents.
        amount: i64,
    },
    /// An enforced debt: its number, and until when this paper is good.
    Enforcement {
        /// All of its number.
        number: String,
        /// The last day.
        until: NaiveDate,
    },
    /// A traffic fine: its bulletin, the plate, the amount and until when it is that.
    Fine {
        /// The number of the fine.
        bulletin: String,
        /// Without what fills it up.
        plate: String,
        /// In cents.
        amount: i64,
        /// The last day.
        until: NaiveDate,
    },
}

/// Prints the reference of a receipt.
#[must_use]
pub fn of_receipt(tax: &str, number: &str, year: i32, amount: i64) -> String {
    let year = format!("{:02}", year.rem_euclid(100));
    print(Layout::Receipt, &[tax, &last(number, 10), &year, "", &cents(amount)])
}

/// Prints the reference of an enforced debt, on a paper that is good until a day.
#[must_use]
pub fn of_enforcement(number: &str, until: NaiveDate) -> String {
    let day = until.format(DAY).to_string();
    print(
        Layout::Enforcement,
        &[&last(number, 13), &last(number, 11), &day, "", "0"],
    )
}

/// Prints the reference of a traffic fine that costs this until a day.
#[must_use]
pub fn of_fine(bulletin: &str, until: NaiveDate, amount: i64, plate: &str) -> String {
    let day = until.format(DAY).to_string();
    let plate = format!("{plate:0>11}");
    print(Layout::Fine, &[bulletin, &day, "", &cents(amount), &plate])
}

fn cents(amount: i64) -> String {
    format!("{amount:08}")
}

/// The last so many digits of a number, filled up with zeros.
fn last(number: &str, many: usize) -> String {
    let from = number.len().saturating_sub(many);
    format!("{:0>many$}", number.get(from..).unwrap_or(number))
}

fn print(layout: Layout, parts: &[&str]) -> String {
    let head = [MARK, layout.code(), ISSUER].concat();
    let (before, after) = parts.split_at(layout.pair_at());
    let (before, after) = (before.concat(), after.concat());
    let pair = mock_pair(&[&head, &before, &after].map(|part| part.as_str()).concat());
    [head, before, pair, after].concat()
}

/// The check digits of this mock city: everything else, read as digits to the base 31 and divided by 97. Any one wrong sign is
/// noticed. It is a rule of our own, since Madrid's is private.
fn mock_pair(rest: &str) -> String {
    let sum = rest.bytes().fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 97);
    format!("{sum:02}")
}

impl Reference {
    /// Reads one as it is typed, or what is wrong with it first.
    pub fn read(typed: &str) -> Result<Self, Wrong> {
        let plain: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
        let layout = Layout::ALL.into_iter().find(|layout| {
            plain
                .strip_prefix(MARK)
                .is_some_and(|rest| rest.starts_with(layout.code()))
        });
        let layout = layout.ok_or(Wrong {
            field: "kind",
            expected: "known_kind",
        })?;
        if plain.len() != layout.length() || !plain.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Wrong {
                field: "whole",
                expected: "length",
            });
        }
        let parts = parts(layout, &plain);
        let issuer_at = MARK.len() + layout.code().len();
        if plain.get(issuer_at..issuer_at + ISSUER.len()) != Some(ISSUER) {
            return Err(Wrong {
                field: "issuer",
                expected: "madrid",
            });
        }
        let says = says(layout, &parts)?;
        let of = |at: usize| parts.get(at).copied().unwrap_or_default();
        let mut rest = parts.clone();
        rest.remove(layout.pair_at());
        let head = plain.get(..issuer_at + ISSUER.len()).unwrap_or_default();
        if of(layout.pair_at()) != mock_pair(&[head, &rest.concat()].concat()) {
            return Err(Wrong {
                field: "check",
                expected: "check_digits",
            });
        }
        Ok(Self {
            says,
            whole: plain.clone(),
        })
    }
}

/// The parts after the issuer. The length was looked at before.
fn parts(layout: Layout, plain: &str) -> Vec<&str> {
    let mut at = MARK.len() + layout.code().len() + ISSUER.len();
    let part = |width: &usize| {
        let part = plain.get(at..at + width).unwrap_or_default();
        at += width;
        part
    };
    layout.widths().iter().map(part).collect()
}

fn says(layout: Layout, parts: &[&str]) -> Result<Says, Wrong> {
    let at = |at: usize| parts.get(at).copied().unwrap_or_default();
    Ok(match layout {
        Layout::Receipt => Says::Receipt {
            number: digits(at(1), "number")?,
            amount: amount(at(4))?,
        },
        Layout::Enforcement => Says::Enforcement {
            number: digits(at(0), "subject")?,
            until: day(at(2))?,
        },
        Layout::Fine => Says::Fine {
            bulletin: digits(at(0), "bulletin")?,
            until: day(at(1))?,
            amount: amount(at(3))?,
            plate: at(4).trim_start_matches('0').to_owned(),
        },
    })
}

fn digits(part: &str, field: &'static str) -> Result<String, Wrong> {
    let are_digits = part.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then(|| part.to_owned()).ok_or(Wrong {
        field,
        expected: "digits",
    })
}

fn amount(part: &str) -> Result<i64, Wrong> {
    let digits = digits(part, "amount")?;
    digits.parse().map_err(|_| Wrong {
        field: "amount",
        expected: "digits",
    })
}

fn day(part: &str) -> Result<NaiveDate, Wrong> {
    let wrong = Wrong {
        field: "date",
        expected: "date",
    };
    NaiveDate::parse_from_str(&digits(part, "date")?, DAY).map_err(|_| wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until() -> NaiveDate {
        "2026-12-20".parse().unwrap()
    }

    #[test]
    fn what_is_printed_has_the_published_layout_and_is_read_back() {
        let fine = of_fine("482190375", until(), 10_000, "1234BCD");
        assert_eq!(fine.len(), 49);
        assert!(fine.starts_with("9058428079648219037520122026"), "{fine}");
        assert!(fine.ends_with("0001000000001234BCD"), "{fine}");
        let says = Reference::read(&fine).unwrap().says;
        let expected = Says::Fine {
            bulletin: "482190375".to_owned(),
            plate: "1234BCD".to_owned(),
            amount: 10_000,
            until: until(),
        };
        assert_eq!(says, expected);
        let receipt = of_receipt("208", "0004417203391", 2026, 12_900);
        assert_eq!(receipt.len(), 36);
        assert!(receipt.starts_with("90579280796208441720339126"), "{receipt}");
        let enforced = of_enforcement("0004417203391", until());
        assert_eq!(enforced.len(), 46);
        let expected = Says::Enforcement {
            number: "0004417203391".to_owned(),
            until: until(),
        };
        assert_eq!(Reference::read(&enforced).unwrap().says, expected);
    }

    #[test]
    fn every_single_wrong_sign_is_noticed_and_named() {
        let right = of_fine("482190375", until(), 10_000, "1234BCD");
        for at in 0..right.len() {
            for sign in "0123456789ABCZ".chars() {
                let mut text: Vec<char> = right.chars().collect();
                if text[at] == sign {
                    continue;
                }
                text[at] = sign;
                let text: String = text.into_iter().collect();
                assert!(Reference::read(&text).is_err(), "{text}");
            }
        }
        let wrong = |text: &str| Reference::read(text).unwrap_err().field;
        assert_eq!(wrong(""), "kind");
        assert_eq!(wrong("90521280796000001234504"), "kind");
        assert_eq!(wrong(right.get(..48).unwrap()), "whole");
        assert_eq!(wrong(&right.replace("280796", "280797")), "issuer");
        assert_eq!(wrong(&right.replace("20122026", "31022026")), "date");
        assert_eq!(wrong(&right.replace("482190375", "48219037X")), "bulletin");
        assert_eq!(wrong(&right.replace("482190375", "482190376")), "check");
        assert_eq!(wrong(&"é".repeat(49)), "kind");
    }
}
