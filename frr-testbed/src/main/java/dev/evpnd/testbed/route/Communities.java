package dev.evpnd.testbed.route;

import java.util.HexFormat;

/// Words for extended communities, for peers that print numbers.
///
/// | word | what |
/// |---|---|
/// | `rt:65000:100` | route target |
/// | `encapsulation:8` | tunnel type, 8 being VXLAN |
/// | `router-mac:02:00:00:00:00:01` | EVPN Router's MAC, RFC 9135 |
/// | `mac-mobility:7`, `mac-mobility:7:sticky` | RFC 7432 section 7.7 |
/// | `esi-label:100:all-active`, `…:single-active` | RFC 7432 section 7.5 |
/// | `es-import:02:00:00:00:00:01` | RFC 7432 section 7.6 |
/// | `default-gateway` | RFC 7432 section 7.8 |
/// | `0x0123456789abcdef` | anything else |
public final class Communities {
    /// What a route target begins with.
    public static final String ROUTE_TARGET = "rt:";

    private Communities() {}

    /// The word for the eight octets of an extended community.
    ///
    /// @param octets all eight of them, the first in the highest bits
    /// @return the word
    public static String word(long octets) {
        int type = (int) (octets >>> 48);
        long value = octets & 0xFFFF_FFFF_FFFFL;
        return switch (type) {
            case 0x0002 -> ROUTE_TARGET + (value >>> 32) + ":" + (value & 0xFFFF_FFFFL);
            case 0x0102 -> ROUTE_TARGET + dotted(value >>> 16) + ":" + (value & 0xFFFF);
            case 0x0202 -> ROUTE_TARGET + (value >>> 16) + ":" + (value & 0xFFFF);
            case 0x030C -> "encapsulation:" + (value & 0xFFFF);
            case 0x030D -> "default-gateway";
            case 0x0600 ->
                    "mac-mobility:"
                            + (value & 0xFFFF_FFFFL)
                            + ((value >>> 40 & 1) == 1 ? ":sticky" : "");
            case 0x0601 ->
                    "esi-label:"
                            + (value & 0xFF_FFFF)
                            + ((value >>> 40 & 1) == 1 ? ":single-active" : ":all-active");
            case 0x0602 -> "es-import:" + mac(value);
            case 0x0603 -> "router-mac:" + mac(value);
            default -> "0x%016x".formatted(octets);
        };
    }

    /// The eight octets of a word.
    ///
    /// @param word as [#word(long)] gives it
    /// @return the octets, the first in the highest bits
    public static long octets(String word) {
        int colon = word.indexOf(':');
        var value = word.substring(colon + 1);
        return switch (colon < 0 ? word : word.substring(0, colon)) {
            case "rt" -> routeTarget(value);
            case "encapsulation" -> 0x030CL << 48 | Long.parseLong(value);
            case "default-gateway" -> 0x030DL << 48;
            case "mac-mobility" -> 0x0600L << 48 | flag(value, ":sticky");
            case "esi-label" -> 0x0601L << 48 | flag(value, ":single-active");
            case "es-import" -> 0x0602L << 48 | mac(value);
            case "router-mac" -> 0x0603L << 48 | mac(value);
            default -> Long.parseUnsignedLong(word.substring(2), 16);
        };
    }

    private static long routeTarget(String value) {
        int colon = value.lastIndexOf(':');
        var administrator = value.substring(0, colon);
        long assigned = Long.parseLong(value.substring(colon + 1));
        if (administrator.contains(".")) {
            long address = 0;
            for (var octet : administrator.split("\\.", -1)) {
                address = address << 8 | Long.parseLong(octet);
            }
            return 0x0102L << 48 | address << 16 | assigned;
        }
        long as = Long.parseLong(administrator);
        return as > 0xFFFF
                ? 0x0202L << 48 | as << 16 | assigned
                : 0x0002L << 48 | as << 32 | assigned;
    }

    /// A number, and the bit of the flags field that is set where the number is followed by a word.
    private static long flag(String value, String word) {
        long number = Long.parseLong(value.substring(0, (value + ":").indexOf(':')));
        return number | (value.endsWith(word) ? 1L << 40 : 0);
    }

    private static long mac(String text) {
        return Long.parseLong(text.replace(":", ""), 16);
    }

    private static String dotted(long address) {
        return "%d.%d.%d.%d"
                .formatted(
                        address >>> 24 & 0xFF,
                        address >>> 16 & 0xFF,
                        address >>> 8 & 0xFF,
                        address & 0xFF);
    }

    private static String mac(long value) {
        var octets = new byte[6];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (value >>> 8 * (5 - i));
        }
        return HexFormat.ofDelimiter(":").formatHex(octets);
    }
}
