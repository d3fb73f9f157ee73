package dev.evpnd.speaker.json;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Label24;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

/// Fields that objects of every kind have, written one way everywhere.
public final class Fields {

    /// A bit of a flags field and its name.
    public record Flag(int bit, String name) {}

    private Fields() {}

    /// An unsigned number of 32 bits.
    public static void u32(JsonGenerator json, String name, int bits) {
        json.writeNumberProperty(name, Integer.toUnsignedLong(bits));
    }

    /// The raw 24 bits.
    public static void label(JsonGenerator json, String name, Label24 label) {
        json.writeNumberProperty(name, label.bits());
    }

    public static void text(JsonGenerator json, String name, Object value) {
        json.writeStringProperty(name, value.toString());
    }

    /// A name that a code point may lack.
    public static void name(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    public static void family(JsonGenerator json, AddressFamily family) {
        json.writeNumberProperty("afi", family.afi());
        json.writeNumberProperty("safi", family.safi());
        text(json, "family", family);
    }

    /// A flags field as a number, and the names of those bits that are set and have one.
    public static void flags(
            JsonGenerator json, String name, String names, int value, Flag... known) {
        json.writeNumberProperty(name, value);
        json.writeArrayPropertyStart(names);
        for (var flag : known) {
            if ((value & flag.bit) != 0) {
                json.writeString(flag.name);
            }
        }
        json.writeEndArray();
    }

    /// Says that a code point is not known; it is said of no other.
    public static void unrecognized(JsonGenerator json) {
        json.writeBooleanProperty("recognized", false);
    }
}
