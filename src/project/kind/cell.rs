//! Figures in the cells of spreadsheets.

use super::Kind;
use crate::project::number::Number;

impl Kind {
    /// The number format of a workbook's cell with the given number of decimals.
    #[must_use]
    pub fn cell_format(self, decimals: u8) -> String {
        let point = if decimals == 0 { "" } else { "." };
        let zeros = "0".repeat(decimals.into());
        let (format, sign) = (self.descriptor.cell_format, self.descriptor.sign);
        let currency = match (self.printed_sign(), self.currency_code()) {
            (Some(sign), Some(_)) => format!("[${sign}]"),
            (None, Some(code)) => format!("[${code}] "),
            (_, None) => String::new(),
        };
        format!("{currency}{format}{point}{zeros}{sign}")
    }

    /// The text of a cell without the sign or code of its currency: "-5" for "-$5", "$ -5" and "-5 USD".
    #[must_use]
    pub fn without_currency(self, text: &str) -> String {
        const MINUSES: [char; 3] = ['-', '−', '–'];
        let Some(code) = self.currency_code() else {
            return text.to_owned();
        };
        let (minus, unsigned) = match text.strip_prefix(MINUSES) {
            Some(unsigned) => ("-", unsigned),
            None => ("", text),
        };
        let signs = self.printed_sign().into_iter().chain([code]);
        let mut bare = signs.filter_map(|sign| {
            let before = unsigned.strip_prefix(sign);
            before.or_else(|| unsigned.strip_suffix(sign))
        });
        format!("{minus}{}", bare.next().unwrap_or(unsigned).trim())
    }

    /// The number as stored in a workbook's cell: a percentage is stored as a share of 1.
    #[must_use]
    pub fn cell_value(self, number: Number) -> f64 {
        number.to_f64(self.descriptor.cell_power)
    }

    /// The factor between the number in a workbook's cell and the figure: 100 for a percentage, otherwise 1.
    #[must_use]
    pub fn cell_factor(self) -> u32 {
        10_u32.pow(u32::from(self.descriptor.cell_power.unsigned_abs()))
    }

    /// The power of ten of that factor: 2 for a percentage, otherwise 0.
    #[must_use]
    pub fn cell_power(self) -> i32 {
        -i32::from(self.descriptor.cell_power)
    }

    /// A spreadsheet formula that is true if the number in a cell is not valid for this kind.
    #[must_use]
    pub fn cell_alarm(self, cell: &str) -> String {
        let in_cell = |number: Number| self.cell_value(number);
        let least = self.least();
        let mut wrong: Vec<String> = least
            .map(|least| format!("{cell}<{}", in_cell(least)))
            .into_iter()
            .collect();
        if !self.has_decimals() {
            wrong.push(format!("{cell}<>INT({cell})"));
        }
        wrong.extend(self.most().map(|most| format!("{cell}>{}", in_cell(most))));
        if !self.is_numeric() {
            return "FALSE".to_owned();
        }
        match wrong.as_slice() {
            [] => "FALSE".to_owned(),
            _ => format!("OR({})", wrong.join(",")),
        }
    }

    /// The number of decimals to keep of those that a cell displays: 0 for kinds without decimals.
    #[must_use]
    pub fn shown_decimals(self, decimals: u8) -> u8 {
        match self.parameters.most_decimals() {
            Some(most) => most.min(decimals),
            None => decimals,
        }
    }

    /// Checks that the number of a cell is valid for this kind. `has_sign` is true if the cell displays a percent sign.
    ///
    /// # Errors
    ///
    /// The reason why the number is refused, or the advice on how to correct the cell.
    pub fn check_cell(self, number: Number, has_sign: bool) -> Result<(), String> {
        let is_share = number > Number::whole(0) && number <= Number::whole(1);
        if has_sign && self.descriptor.sign.is_empty() {
            return Err(self.descriptor.no_sign.to_owned());
        }
        self.check(number)?;
        if self.descriptor.cell_power != 0 && is_share && !has_sign {
            let advice = "it may be a share of 1 or of 100; write it with its sign, as in 19 %";
            return Err(advice.to_owned());
        }
        Ok(())
    }
}
