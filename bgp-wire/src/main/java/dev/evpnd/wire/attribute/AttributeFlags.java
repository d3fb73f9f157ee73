package dev.evpnd.wire.attribute;

/// The bits of the Attribute Flags octet, RFC 4271 section 4.3.
///
/// ```
///  0 1 2 3 4 5 6 7
/// +-+-+-+-+-+-+-+-+
/// |O|T|P|E| unused|   Optional, Transitive, Partial, Extended Length
/// +-+-+-+-+-+-+-+-+
/// ```
public final class AttributeFlags {
    public static final int OPTIONAL = 0x80;
    public static final int TRANSITIVE = 0x40;
    public static final int PARTIAL = 0x20;
    public static final int EXTENDED_LENGTH = 0x10;

    /// The two bits that say which category an attribute is of.
    public static final int CATEGORY = OPTIONAL | TRANSITIVE;

    private AttributeFlags() {}
}
