//! Serializes PDF objects (ISO 32000-1, 7.3).

use std::io::Write;

use lopdf::{Object, StringFormat};

/// Writes an object in the syntax of a file (ISO 32000-1, 7.3).
pub(super) fn write_object(out: &mut Vec<u8>, object: &Object) {
    // Writing to memory cannot fail.
    let _ = match object {
        Object::Null => out.write_all(b"null"),
        Object::Boolean(value) => write!(out, "{value}"),
        Object::Integer(value) => write!(out, "{value}"),
        Object::Real(value) => write!(out, "{value}"),
        Object::Reference((number, generation)) => write!(out, "{number} {generation} R"),
        Object::Name(name) => {
            write_name(out, name);
            Ok(())
        }
        Object::String(text, format) => {
            write_string(out, text, format);
            Ok(())
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                separate(out, item, index == 0);
                write_object(out, item);
            }
            out.write_all(b"]")
        }
        Object::Dictionary(dict) | Object::Stream(lopdf::Stream { dict, .. }) => {
            out.extend(b"<<");
            for (key, value) in dict {
                write_name(out, key);
                separate(out, value, false);
                write_object(out, value);
            }
            out.write_all(b">>")
        }
    };
}

/// Writes a space before an object that would otherwise merge with the preceding token.
fn separate(out: &mut Vec<u8>, object: &Object, is_first: bool) {
    let stands_alone = matches!(
        object,
        Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_)
    );
    if !stands_alone && !is_first {
        out.push(b' ');
    }
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            let _ = write!(out, "#{byte:02X}");
        }
    }
}

fn write_string(out: &mut Vec<u8>, text: &[u8], format: &StringFormat) {
    if *format == StringFormat::Hexadecimal {
        out.push(b'<');
        for byte in text {
            let _ = write!(out, "{byte:02X}");
        }
        out.push(b'>');
        return;
    }
    out.push(b'(');
    for byte in text {
        match byte {
            b'\r' => out.extend(b"\\r"),
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            other => out.push(*other),
        }
    }
    out.push(b')');
}
