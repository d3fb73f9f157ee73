package dev.evpnd.wire.attribute;

import dev.evpnd.wire.octets.Octets;

/// A type and the octets that go with it: what several attributes and their parts are lists of. How
/// wide type and length are on the wire is the attribute's own matter.
public record Tlv(int type, Octets value) {

    public Tlv {
        if (type >>> 8 != 0) {
            throw new IllegalArgumentException("the type is an octet");
        }
    }
}
