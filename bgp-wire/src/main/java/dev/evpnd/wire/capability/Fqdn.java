package dev.evpnd.wire.capability;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;
import dev.evpnd.wire.octets.Utf8;

/// FQDN: what the sender calls itself, draft-walton-bgp-hostname-capability section 2.
///
/// ```
/// +--------------------------------+
/// | Hostname Length (1 octet)      |
/// | Hostname (variable, UTF-8)     |
/// | Domain Name Length (1 octet)   |
/// | Domain Name (variable, UTF-8)  |
/// +--------------------------------+
/// ```
///
/// The names are what the peer chose to send: any characters at all, never to be trusted.
public record Fqdn(String hostName, String domainName) implements Capability {
    public static final int CODE = 73;

    private static final int LENGTH_OCTETS = 2;

    public Fqdn {
        if (length(hostName, domainName) > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("both names together have at most 253 octets");
        }
    }

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        int hostLength = length == 0 ? 0 : BigEndian.u8(bytes, offset);
        int domainAt = 1 + hostLength;
        if (domainAt >= length || domainAt + 1 + BigEndian.u8(bytes, offset + domainAt) != length) {
            return malformed(bytes, offset, length);
        }
        var host = Utf8.decode(bytes, offset + 1, hostLength);
        int domainLength = length - domainAt - 1;
        var domain = Utf8.decode(bytes, offset + domainAt + 1, domainLength);
        if (host.isEmpty() || domain.isEmpty()) {
            return malformed(bytes, offset, length);
        }
        return Decoded.accepted(new Fqdn(host.get(), domain.get()));
    }

    private static Decoded<Capability> malformed(byte[] bytes, int offset, int length) {
        return CapabilityDecoder.discarded(
                "FQDN", "two names in UTF-8 fill the value", bytes, offset, length);
    }

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int valueLength() {
        return length(hostName, domainName);
    }

    private static int length(String hostName, String domainName) {
        return LENGTH_OCTETS + Utf8.length(hostName) + Utf8.length(domainName);
    }

    @Override
    public void encodeValue(OctetWriter writer) {
        var host = Octets.ofUtf8(hostName);
        var domain = Octets.ofUtf8(domainName);
        writer.u8(host.length()).octets(host).u8(domain.length()).octets(domain);
    }
}
