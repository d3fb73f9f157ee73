package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Decimal;

import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/// A community, RFC 1997: 32 bits that are by convention an AS number and a number of its own.
///
/// Text: `65000:100`, or the name of a well-known community. The text of all others is two numbers
/// from 0 to 65535; well-known ones are read in that form too.
public record Community(int bits) {

    /// RFC 8326.
    public static final Community GRACEFUL_SHUTDOWN = new Community(0xffff_0000);

    /// RFC 7611.
    public static final Community ACCEPT_OWN = new Community(0xffff_0001);

    /// RFC 9494.
    public static final Community LLGR_STALE = new Community(0xffff_0006);

    /// RFC 9494.
    public static final Community NO_LLGR = new Community(0xffff_0007);

    /// RFC 7999.
    public static final Community BLACKHOLE = new Community(0xffff_029a);

    public static final Community NO_EXPORT = new Community(0xffff_ff01);
    public static final Community NO_ADVERTISE = new Community(0xffff_ff02);
    public static final Community NO_EXPORT_SUBCONFED = new Community(0xffff_ff03);

    /// RFC 3765.
    public static final Community NO_PEER = new Community(0xffff_ff04);

    private static final Map<Community, String> NAMES =
            Map.of(
                    GRACEFUL_SHUTDOWN, "graceful-shutdown",
                    ACCEPT_OWN, "accept-own",
                    LLGR_STALE, "llgr-stale",
                    NO_LLGR, "no-llgr",
                    BLACKHOLE, "blackhole",
                    NO_EXPORT, "no-export",
                    NO_ADVERTISE, "no-advertise",
                    NO_EXPORT_SUBCONFED, "no-export-subconfed",
                    NO_PEER, "no-peer");

    private static final Map<String, Community> BY_NAME =
            NAMES.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(Entry::getValue, Entry::getKey));

    /// What FRR calls no-export-subconfed.
    private static final String LOCAL_AS = "local-AS";

    private static final int MAX_HALF = 0xffff;

    /// The community of two numbers of 16 bits each.
    public static Community of(int high, int low) {
        if (high >>> 16 != 0 || low >>> 16 != 0) {
            throw new IllegalArgumentException("each half of a community has 16 bits");
        }
        return new Community(high << 16 | low);
    }

    /// Reads a well-known name, FRR's `local-AS` among them, or two numbers with a colon.
    ///
    /// @throws IllegalArgumentException when the text is anything else
    public static Community parse(String text) {
        if (text.equals(LOCAL_AS)) {
            return NO_EXPORT_SUBCONFED;
        }
        var wellKnown = BY_NAME.get(text);
        if (wellKnown != null) {
            return wellKnown;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("expected a community, found '" + text + "'");
        }
        return of(half(text.substring(0, colon)), half(text.substring(colon + 1)));
    }

    private static int half(String text) {
        return (int) Decimal.parse(text, MAX_HALF, "a half of a community");
    }

    /// The first 16 bits, by convention an AS number.
    public int high() {
        return bits >>> 16;
    }

    public int low() {
        return bits & MAX_HALF;
    }

    @Override
    public String toString() {
        var name = NAMES.get(this);
        return name != null ? name : high() + ":" + low();
    }
}
