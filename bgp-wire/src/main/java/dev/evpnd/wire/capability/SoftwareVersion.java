package dev.evpnd.wire.capability;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;
import dev.evpnd.wire.octets.Utf8;

/// Software Version: the program the sender runs, draft-abraitis-bgp-version-capability section 2.
///
/// ```
/// +--------------------------------+
/// | Version Length (1 octet)       |
/// | Version (variable, UTF-8)      |
/// +--------------------------------+
/// ```
///
/// The text is what the peer chose to send: any characters at all, never to be trusted.
public record SoftwareVersion(String version) implements Capability {
    public static final int CODE = 75;

    public SoftwareVersion {
        if (1 + Utf8.length(version) > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("a version has at most 254 octets");
        }
    }

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length == 0 || 1 + BigEndian.u8(bytes, offset) != length) {
            return malformed(bytes, offset, length);
        }
        var version = Utf8.decode(bytes, offset + 1, length - 1);
        if (version.isEmpty()) {
            return malformed(bytes, offset, length);
        }
        return Decoded.accepted(new SoftwareVersion(version.get()));
    }

    private static Decoded<Capability> malformed(byte[] bytes, int offset, int length) {
        return CapabilityDecoder.discarded(
                "Software Version", "a version in UTF-8 fills the value", bytes, offset, length);
    }

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int valueLength() {
        return 1 + Utf8.length(version);
    }

    @Override
    public void encodeValue(OctetWriter writer) {
        var octets = Octets.ofUtf8(version);
        writer.u8(octets.length()).octets(octets);
    }
}
