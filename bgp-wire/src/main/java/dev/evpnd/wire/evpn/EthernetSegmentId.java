package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;

/// The ten octets that name an Ethernet segment, RFC 7432 section 5.
///
/// ```
/// +-----------+---------------------------+
/// | Type (1)  | ESI Value (9)             |
/// +-----------+---------------------------+
/// ```
///
/// @param high the type and the first octet of the value
/// @param low the other eight octets
public record EthernetSegmentId(int high, long low) {

    public static final int LENGTH = 10;

    /// A host attached to one device alone.
    public static final EthernetSegmentId ZERO = new EthernetSegmentId(0, 0);

    public static final int TYPE_ARBITRARY = 0;
    public static final int TYPE_LACP = 1;
    public static final int TYPE_BRIDGE = 2;
    public static final int TYPE_MAC = 3;
    public static final int TYPE_ROUTER_ID = 4;
    public static final int TYPE_AS = 5;

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    public EthernetSegmentId {
        if (high >>> 16 != 0) {
            throw new IllegalArgumentException("an Ethernet segment identifier has 80 bits");
        }
    }

    static EthernetSegmentId at(byte[] bytes, int offset) {
        int high = BigEndian.u16(bytes, offset);
        long low = BigEndian.u64(bytes, offset + 2);
        return high == 0 && low == 0 ? ZERO : new EthernetSegmentId(high, low);
    }

    /// Reads ten octets: with colons, or as twenty hex digits.
    ///
    /// @throws IllegalArgumentException when the text is anything else
    public static EthernetSegmentId parse(String text) {
        byte[] octets;
        try {
            octets = text.indexOf(':') < 0 ? HexFormat.of().parseHex(text) : COLONS.parseHex(text);
        } catch (IllegalArgumentException notHex) {
            throw malformed(text, notHex);
        }
        if (octets.length != LENGTH) {
            throw malformed(text, null);
        }
        return at(octets, 0);
    }

    private static IllegalArgumentException malformed(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "expected an Ethernet segment identifier of ten octets, found '" + text + "'",
                cause);
    }

    public void encode(OctetWriter writer) {
        writer.u16(high).u64(low);
    }

    public int type() {
        return high >>> 8;
    }

    public boolean isZero() {
        return high == 0 && low == 0;
    }

    /// The six octets behind the type: the system's MAC address in types 1, 2 and 3, and in every
    /// type what the ES-Import route target is made of (RFC 7432 section 7.6).
    public MacAddress systemMac() {
        return new MacAddress((long) (high & 0xff) << 40 | low >>> 24);
    }

    /// The four octets behind the type: the router id in type 4, the AS number in type 5.
    public int administrator() {
        return (high & 0xff) << 24 | (int) (low >>> 40);
    }

    /// What follows the administrator in types 4 and 5.
    public int administratorDiscriminator() {
        return (int) (low >>> 8);
    }

    /// The last three octets: in type 3 the local discriminator, in types 1 and 2 the port key or
    /// the root priority with an octet of zero behind it.
    public int localDiscriminator() {
        return (int) low & 0xff_ffff;
    }

    /// Ten octets with colons: `03:44:38:39:ff:ff:01:00:00:01`.
    @Override
    public String toString() {
        var octets = new byte[LENGTH];
        BigEndian.putU16(octets, 0, high);
        BigEndian.putU64(octets, 2, low);
        return COLONS.formatHex(octets);
    }
}
