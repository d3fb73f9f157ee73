package dev.evpnd.wire.attribute;

/// The bound that the two octets of the Extended Length put on an attribute's value.
final class AttributeLength {
    static final int MAXIMUM = 0xffff;

    private AttributeLength() {}

    /// Holds a constructor to what can be encoded.
    static void require(long octets) {
        if (octets > MAXIMUM) {
            throw new IllegalArgumentException(
                    "the value of an attribute has at most "
                            + MAXIMUM
                            + " octets and not "
                            + octets);
        }
    }
}
