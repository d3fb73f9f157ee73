package dev.evpnd.wire.attribute;

import dev.evpnd.wire.octets.BigEndian;

/// What stands in front of an attribute's value, read in place: flags, a type code, and a length of
/// one octet or, with the Extended Length bit, of two.
public final class AttributeHeader {
    private static final int SHORT = 3;
    private static final int EXTENDED = 4;

    private AttributeHeader() {}

    /// How long the header of an attribute with these flags is.
    public static int length(int flags) {
        return (flags & AttributeFlags.EXTENDED_LENGTH) == 0 ? SHORT : EXTENDED;
    }

    public static int code(byte[] bytes, int attribute) {
        return BigEndian.u8(bytes, attribute + 1);
    }

    /// The offset behind the attribute that begins at `attribute`, by its length; all of the header
    /// is there.
    public static int end(byte[] bytes, int attribute) {
        return length(bytes[attribute]) == SHORT
                ? attribute + SHORT + BigEndian.u8(bytes, attribute + 2)
                : attribute + EXTENDED + BigEndian.u16(bytes, attribute + 2);
    }
}
