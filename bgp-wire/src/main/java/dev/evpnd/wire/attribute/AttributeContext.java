package dev.evpnd.wire.attribute;

import dev.evpnd.wire.capability.Negotiated;

/// What the bytes of an attribute depend on beside themselves.
///
/// The attributes inside an ATTR_SET are those of another network: its own context, internal and
/// with four-octet AS numbers, holds for them and not the session's (RFC 6368 section 5).
///
/// @param negotiated what the session has agreed on
/// @param fourOctetAs whether AS numbers have four octets (RFC 6793)
/// @param external whether the peer is in another AS and no member of the confederation
/// @param depth how many ATTR_SETs the attribute stands in
public record AttributeContext(
        Negotiated negotiated, boolean fourOctetAs, boolean external, int depth) {

    /// The context in which what stands inside an ATTR_SET is encoded: whatever the session, for no
    /// routes are there.
    static final AttributeContext INSIDE = of(Negotiated.DEFAULT).inside();

    public static AttributeContext of(Negotiated negotiated) {
        return new AttributeContext(negotiated, negotiated.fourOctetAs(), negotiated.external(), 0);
    }

    /// The context of what stands inside an ATTR_SET.
    AttributeContext inside() {
        return new AttributeContext(negotiated, true, false, depth + 1);
    }
}
