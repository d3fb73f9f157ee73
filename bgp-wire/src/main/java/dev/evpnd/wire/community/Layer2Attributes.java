package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Decimal;

import java.util.regex.Pattern;

/// The EVPN Layer 2 Attributes Extended Community, RFC 8214 section 3.1: the role of a PE in a
/// service, whether it wants a control word, and its MTU.
///
/// ```
/// | 0x06 | 0x04 | Control Flags (2) |  L2 MTU (2)  | Reserved (2) |
///
/// Control Flags:  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
///                |           MBZ           |C|P|B|    B: backup, P: primary, C: control word
/// ```
///
/// Later documents assign more flags; [#controlFlags] has them all.
///
/// Text: `L2: P flag:Y, B Flag N, C word N, MTU 1500`.
public record Layer2Attributes(long bits) implements ExtendedCommunity {

    public static final int BACKUP = 0x0001;
    public static final int PRIMARY = 0x0002;
    public static final int CONTROL_WORD = 0x0004;

    static final String NAME = "L2";

    private static final Pattern VALUE =
            Pattern.compile(" P flag:([YN]), B Flag ([YN]), C word ([YN]), MTU (\\d+)");
    private static final int MAX_U16 = 0xffff;
    private static final long UNTOLD = 0xfff8_0000_ffffL;

    public Layer2Attributes {
        ExtendedCommunityType.require(ExtendedCommunityType.LAYER2_ATTRIBUTES, bits);
    }

    /// The community with its reserved octets zero.
    ///
    /// @param controlFlags 16 bits, such as [#PRIMARY] | [#CONTROL_WORD]
    /// @param mtu 16 bits; zero asks for no check
    public static Layer2Attributes of(int controlFlags, int mtu) {
        if (controlFlags >>> 16 != 0 || mtu >>> 16 != 0) {
            throw new IllegalArgumentException("the control flags and the MTU have 16 bits each");
        }
        return new Layer2Attributes(
                ExtendedCommunityType.bits(
                        ExtendedCommunityType.LAYER2_ATTRIBUTES,
                        (long) controlFlags << 32 | (long) mtu << 16));
    }

    static Layer2Attributes parseValue(String text) {
        var matcher = VALUE.matcher(text);
        if (!matcher.matches()) {
            throw ExtendedCommunityText.unexpected("flags P, B and C and an MTU", text);
        }
        int controlFlags =
                (matcher.group(1).equals("Y") ? PRIMARY : 0)
                        | (matcher.group(2).equals("Y") ? BACKUP : 0)
                        | (matcher.group(3).equals("Y") ? CONTROL_WORD : 0);
        return of(controlFlags, (int) Decimal.parse(matcher.group(4), MAX_U16, "an MTU"));
    }

    public int controlFlags() {
        return (int) (bits >>> 32) & MAX_U16;
    }

    /// Whether all of these control flags are set.
    public boolean has(int controlFlags) {
        return (controlFlags() & controlFlags) == controlFlags;
    }

    public int mtu() {
        return (int) (bits >>> 16) & MAX_U16;
    }

    @Override
    public String toString() {
        var text =
                NAME
                        + ": P flag:"
                        + letter(PRIMARY)
                        + ", B Flag "
                        + letter(BACKUP)
                        + ", C word "
                        + letter(CONTROL_WORD)
                        + ", MTU "
                        + mtu();
        return ExtendedCommunityText.complete(text, bits, UNTOLD);
    }

    private char letter(int flag) {
        return has(flag) ? 'Y' : 'N';
    }
}
