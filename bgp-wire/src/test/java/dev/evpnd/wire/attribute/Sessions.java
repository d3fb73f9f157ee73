package dev.evpnd.wire.attribute;

import dev.evpnd.wire.capability.Negotiated;

/// The sessions on which the tests receive attributes.
final class Sessions {
    static final Negotiated INTERNAL = Negotiated.DEFAULT.withFourOctetAs(true);
    static final Negotiated EXTERNAL = INTERNAL.withExternal(true);
    static final Negotiated INTERNAL_TWO_OCTET = INTERNAL.withFourOctetAs(false);
    static final Negotiated EXTERNAL_TWO_OCTET = EXTERNAL.withFourOctetAs(false);

    private Sessions() {}

    /// `internal`, `external`, `internal2` or `external2`.
    static Negotiated named(String name) {
        return switch (name) {
            case "internal" -> INTERNAL;
            case "external" -> EXTERNAL;
            case "internal2" -> INTERNAL_TWO_OCTET;
            case "external2" -> EXTERNAL_TWO_OCTET;
            default -> throw new IllegalArgumentException("no session '" + name + "'");
        };
    }
}
