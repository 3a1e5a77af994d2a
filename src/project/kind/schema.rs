//! Kinds in JSON Schema and as serde reads them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

use super::{ALL, Kind, ValueType};
use crate::project::number::Number;

impl Kind {
    /// The name of the schema definition for its values. It differs for kinds whose values differ.
    #[must_use]
    pub fn definition(self) -> String {
        let name = self.descriptor.definition;
        let signed = if self.parameters.is_signed {
            "Signed"
        } else {
            ""
        };
        match self.parameters.most_decimals() {
            decimals if decimals == self.descriptor.decimals => format!("{signed}{name}"),
            Some(decimals) => format!("{signed}{name}{decimals}"),
            None => format!("{signed}{name}"),
        }
    }

    /// The JSON Schema of its values. That of texts depends on the languages of the publication.
    #[must_use]
    pub fn schema(self) -> serde_json::Value {
        if self.values() == ValueType::Date {
            return serde_json::json!({ "type": "string", "format": "date" });
        }
        let kind = if self.has_decimals() {
            "number"
        } else {
            "integer"
        };
        let largest = i64::try_from(Number::LARGEST).unwrap_or(i64::MAX);
        let limit = |number: Number| i64::try_from(number.units(0)).unwrap_or(largest);
        serde_json::json!({
            "type": kind,
            "minimum": self.least().map_or(-largest, limit),
            "maximum": self.most().map_or(largest, limit),
        })
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::find(&name).ok_or_else(|| {
            let known = ALL.map(|kind| format!("`{}`", kind.name)).join(" or ");
            de::Error::custom(format!("unknown variant `{name}`, expected {known}"))
        })
    }
}

impl JsonSchema for Kind {
    fn schema_name() -> Cow<'static, str> {
        "Kind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let kinds = ALL.map(|kind| {
            json_schema!({
                "description": kind.description,
                "type": "string",
                "const": kind.name,
            })
        });
        json_schema!({ "description": "What a figure measures.", "oneOf": kinds })
    }
}
