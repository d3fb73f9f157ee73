package dev.evpnd.wire.capability;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

/// BGP Role: what the sender is to the receiver, RFC 9234 section 4.1.
///
/// @param value one of the constants, or a value that nobody has defined yet
public record Role(int value) implements Capability {
    public static final int CODE = 9;

    public static final Role PROVIDER = new Role(0);
    public static final Role ROUTE_SERVER = new Role(1);
    public static final Role ROUTE_SERVER_CLIENT = new Role(2);
    public static final Role CUSTOMER = new Role(3);
    public static final Role PEER = new Role(4);

    private static final int LENGTH = 1;

    public Role {
        if ((value & 0xff) != value) {
            throw new IllegalArgumentException("a role is an octet");
        }
    }

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length != LENGTH) {
            return CapabilityDecoder.refused("BGP Role", "the length is 1", bytes, offset, length);
        }
        return Decoded.accepted(new Role(BigEndian.u8(bytes, offset)));
    }

    /// Whether a session between two such speakers is allowed, by table 2 of RFC 9234.
    public boolean correspondsTo(Role remote) {
        return switch (value) {
            case 0 -> remote.equals(CUSTOMER);
            case 1 -> remote.equals(ROUTE_SERVER_CLIENT);
            case 2 -> remote.equals(ROUTE_SERVER);
            case 3 -> remote.equals(PROVIDER);
            case 4 -> remote.equals(PEER);
            default -> false;
        };
    }

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int valueLength() {
        return LENGTH;
    }

    @Override
    public void encodeValue(OctetWriter writer) {
        writer.u8(value);
    }
}
