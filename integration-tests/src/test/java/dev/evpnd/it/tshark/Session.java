package dev.evpnd.it.tshark;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Negotiated;

import java.util.Set;

/// The sessions that messages are made for.
// What was negotiated is a record of unmodifiable sets.
@SuppressWarnings("ImmutableEnumChecker")
enum Session {
    FOUR_OCTET_AS(4, Negotiated.DEFAULT),
    ADD_PATH(4, withAddPath(Negotiated.DEFAULT)),
    TWO_OCTET_AS(2, Negotiated.DEFAULT.withFourOctetAs(false));

    private final int asNumberOctets;
    private final Negotiated negotiated;

    Session(int asNumberOctets, Negotiated negotiated) {
        this.asNumberOctets = asNumberOctets;
        this.negotiated = negotiated;
    }

    private static Negotiated withAddPath(Negotiated negotiated) {
        return negotiated.withAddPath(
                Set.of(),
                Set.of(
                        AddressFamily.L2VPN_EVPN,
                        AddressFamily.IPV4_UNICAST,
                        AddressFamily.IPV6_UNICAST,
                        AddressFamily.RT_CONSTRAINT));
    }

    /// Of how many octets AS numbers in AS_PATH are, which tshark has to be told.
    int asNumberOctets() {
        return asNumberOctets;
    }

    Negotiated negotiated() {
        return negotiated;
    }

    boolean isAddPath() {
        return !negotiated.addPathSend().isEmpty();
    }
}
