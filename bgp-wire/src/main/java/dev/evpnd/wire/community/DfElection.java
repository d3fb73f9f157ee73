package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Decimal;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// The DF Election Extended Community, RFC 8584 section 2.2 with the preference of RFC 9785 section
/// 3: how a PE wants the designated forwarder of a segment to be elected.
///
/// ```
/// | 0x06 | 0x06 | RSV | DF Alg | Bitmap (2) | Reserved (1) | DF Preference (2) |
///                 3 b    5 b
/// ```
///
/// Algorithms without a preference reserve its two octets as well; they are read all the same.
///
/// Text: `DF: (alg: 2, pref: 32767)`, and with capabilities `DF: (alg: 2, bmap: 0x4000 pref:
/// 32767)`.
public record DfElection(long bits) implements ExtendedCommunity {

    /// Service carving, RFC 7432 section 8.5: the VLAN modulo the number of PEs.
    public static final int MODULO = 0;

    public static final int HIGHEST_RANDOM_WEIGHT = 1;
    public static final int HIGHEST_PREFERENCE = 2;
    public static final int LOWEST_PREFERENCE = 3;

    /// Capability bit 0 of the bitmap: Don't Preempt, RFC 9785.
    public static final int DONT_PREEMPT = 0x8000;

    /// Capability bit 1: the state of attachment circuits counts (AC-DF), RFC 8584.
    public static final int AC_DF = 0x4000;

    /// Capability bit 3: Time Synchronization, RFC 9722.
    public static final int TIME_SYNCHRONIZATION = 0x1000;

    /// Capability bit 5: Port Mode Designated Forwarder Election, RFC 9786.
    public static final int PORT_MODE = 0x0400;

    static final String NAME = "DF";

    private static final Pattern VALUE =
            Pattern.compile(
                    " \\(alg: (\\d+),(?: bmap: 0x(?<bitmap>[0-9a-f]{1,4}))? pref: (\\d+)\\)");
    private static final int MAX_ALGORITHM = 0x1f;
    private static final int MAX_U16 = 0xffff;
    private static final long RESERVED = 0xe0L << 40 | 0xffL << 16;

    public DfElection {
        ExtendedCommunityType.require(ExtendedCommunityType.DF_ELECTION, bits);
    }

    /// The community with its reserved bits zero.
    ///
    /// @param algorithm 5 bits, such as [#HIGHEST_PREFERENCE]
    /// @param capabilities 16 bits, such as [#AC_DF]
    /// @param preference 16 bits; zero where the algorithm has none
    public static DfElection of(int algorithm, int capabilities, int preference) {
        if (algorithm >>> 5 != 0 || capabilities >>> 16 != 0 || preference >>> 16 != 0) {
            throw new IllegalArgumentException(
                    "a DF algorithm has 5 bits, its capabilities and preference 16 each");
        }
        long value = (long) algorithm << 40 | (long) capabilities << 24 | preference;
        return new DfElection(ExtendedCommunityType.bits(ExtendedCommunityType.DF_ELECTION, value));
    }

    static DfElection parseValue(String text) {
        var matcher = VALUE.matcher(text);
        if (!matcher.matches()) {
            throw ExtendedCommunityText.unexpected("a DF algorithm and its preference", text);
        }
        String bitmap = matcher.group("bitmap");
        return of(
                (int) Decimal.parse(matcher.group(1), MAX_ALGORITHM, "a DF algorithm"),
                bitmap == null ? 0 : HexFormat.fromHexDigits(bitmap),
                (int) Decimal.parse(matcher.group(3), MAX_U16, "a DF preference"));
    }

    public int algorithm() {
        return (int) (bits >>> 40) & MAX_ALGORITHM;
    }

    /// The bitmap.
    public int capabilities() {
        return (int) (bits >>> 24) & MAX_U16;
    }

    /// Whether all of these capability bits are set.
    public boolean has(int capabilities) {
        return (capabilities() & capabilities) == capabilities;
    }

    public int preference() {
        return (int) bits & MAX_U16;
    }

    @Override
    public String toString() {
        int bitmap = capabilities();
        var text =
                NAME
                        + ": (alg: "
                        + algorithm()
                        + (bitmap == 0 ? ", " : ", bmap: 0x" + Integer.toHexString(bitmap) + " ")
                        + "pref: "
                        + preference()
                        + ")";
        return ExtendedCommunityText.complete(text, bits, RESERVED);
    }
}
