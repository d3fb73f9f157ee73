package dev.evpnd.it.tshark;

import dev.evpnd.wire.octets.Octets;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The fields that tshark should print, in its order and in its way of writing values.
final class Fields {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private final List<Field> fields = new ArrayList<>();

    List<Field> asList() {
        return List.copyOf(fields);
    }

    /// A field that has no value but what stands below it.
    Fields node(String name) {
        return text(name, "");
    }

    /// Anything that tshark prints as our records print it: an address, a number.
    Fields text(String name, Object value) {
        fields.add(new Field(name, value.toString()));
        return this;
    }

    Fields number(String name, long value) {
        return text(name, Long.toUnsignedString(value));
    }

    /// A number of 32 bits without a sign.
    Fields u32(String name, int value) {
        return number(name, Integer.toUnsignedLong(value));
    }

    Fields flag(String name, boolean set) {
        return number(name, set ? 1 : 0);
    }

    Fields hex(String name, int digits, long value) {
        return text(name, "0x" + HexFormat.of().toHexDigits(value, digits));
    }

    Fields octets(String name, Octets octets) {
        return octets(name, octets.toByteArray());
    }

    Fields octets(String name, byte[] octets) {
        return text(name, COLONS.formatHex(octets));
    }

    /// The low octets of a number, the highest first.
    Fields octets(String name, long bits, int count) {
        var octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) (bits >>> 8 * (count - 1 - i));
        }
        return octets(name, octets);
    }

    /// A number as the `%g` of C writes it: six digits, and an exponent where it is large or small.
    Fields real(String name, float value) {
        if (Float.isNaN(value)) {
            return text(name, Float.floatToRawIntBits(value) < 0 ? "-nan" : "nan");
        }
        if (Float.isInfinite(value)) {
            return text(name, value < 0 ? "-inf" : "inf");
        }
        if (value == 0) {
            return text(name, Float.floatToRawIntBits(value) < 0 ? "-0" : "0");
        }
        var rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < SIX_DIGITS.getPrecision()) {
            return text(name, rounded.toPlainString());
        }
        var mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return text(name, "%se%+03d".formatted(mantissa, exponent));
    }

    Fields remark(Remark remark) {
        return node("_ws.expert")
                .node(remark.name())
                .text("_ws.expert.message", remark.message())
                .number("_ws.expert.severity", remark.severity())
                .number("_ws.expert.group", remark.group());
    }

    /// What tshark has to say on something legal that it finds worth noting and that is no error.
    record Remark(String name, String message, int severity, int group) {
        private static final int CHAT = 0x20_0000;
        private static final int NOTE = 0x40_0000;
        private static final int REQUEST = 0x400_0000;
        private static final int UNDECODED = 0x500_0000;
        private static final int PROTOCOL = 0x900_0000;

        static final Remark NO_IP_ADDRESS =
                new Remark("bgp.evpn.no_ip", "IP Address: NOT INCLUDED", NOTE, PROTOCOL);

        static final Remark HELPER_MODE =
                new Remark(
                        "bgp.cap.gr.helper_mode_only",
                        "Graceful Restart Capability supported in Helper mode only",
                        CHAT,
                        REQUEST);

        static Remark unknownNotification(int code) {
            return new Remark(
                    "bgp.notify.minor_error.unknown",
                    "Unknown notification error (" + code + ")",
                    NOTE,
                    UNDECODED);
        }
    }
}
