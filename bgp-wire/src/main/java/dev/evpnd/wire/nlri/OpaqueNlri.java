package dev.evpnd.wire.nlri;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// The NLRI of a family that is not read here, as they came; path identifiers, if any, are among
/// the octets.
public record OpaqueNlri(AddressFamily family, Octets octets) implements NlriField {

    public OpaqueNlri {
        if (NlriField.isRead(family)) {
            throw new IllegalArgumentException(family + " is read route by route");
        }
    }

    @Override
    public boolean isEmpty() {
        return octets.isEmpty();
    }

    @Override
    public void encode(OctetWriter writer, boolean addPath) {
        writer.octets(octets);
    }
}
