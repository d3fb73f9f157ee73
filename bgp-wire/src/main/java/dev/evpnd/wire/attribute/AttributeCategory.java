package dev.evpnd.wire.attribute;

/// The categories of path attributes, RFC 4271 section 5, by the Optional and Transitive bits of
/// the flags.
///
/// Whether a well-known attribute is mandatory depends on the rest of the UPDATE (RFC 7606 section
/// 3.d) and is not asked here.
public enum AttributeCategory {
    WELL_KNOWN(AttributeFlags.TRANSITIVE),
    OPTIONAL_TRANSITIVE(AttributeFlags.OPTIONAL | AttributeFlags.TRANSITIVE),
    OPTIONAL_NON_TRANSITIVE(AttributeFlags.OPTIONAL);

    private final int flags;

    AttributeCategory(int flags) {
        this.flags = flags;
    }

    /// The flags of such an attribute, with neither Partial nor Extended Length.
    public int flags() {
        return flags;
    }
}
