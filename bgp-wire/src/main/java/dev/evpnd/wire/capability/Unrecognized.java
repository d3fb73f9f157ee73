package dev.evpnd.wire.capability;

import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// A capability that is not interpreted, kept as it came; RFC 5492 section 3 has it ignored.
///
/// The code is one that this program does not know, or a known one whose value was malformed and of
/// which a finding tells.
public record Unrecognized(int code, Octets value) implements Capability {

    public Unrecognized {
        if ((code & 0xff) != code || value.length() > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("a code is an octet, a value at most 255 octets");
        }
    }

    @Override
    public int valueLength() {
        return value.length();
    }

    @Override
    public void encodeValue(OctetWriter writer) {
        writer.octets(value);
    }
}
