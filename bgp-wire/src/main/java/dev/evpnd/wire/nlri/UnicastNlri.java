package dev.evpnd.wire.nlri;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;

/// Prefixes of IPv4 or IPv6 unicast, RFC 4271 section 4.3 and RFC 4760 section 5.
///
/// ```
/// +---------------------------+
/// |   Length (1 octet)        |  in bits
/// |   Prefix (variable)       |  the fewest octets that hold them
/// +---------------------------+
/// ```
public record UnicastNlri(AddressFamily family, List<Nlri<IpPrefix>> prefixes)
        implements NlriField {

    // Default routes take one octet each on the wire: shared, so that a field full of them does
    // not cost fifty octets of memory for each.
    private static final Nlri<IpPrefix> PLAIN_IPV4_DEFAULT = Nlri.of(IpPrefix.IPV4_DEFAULT);
    private static final Nlri<IpPrefix> PLAIN_IPV6_DEFAULT = Nlri.of(IpPrefix.IPV6_DEFAULT);

    public UnicastNlri {
        prefixes = List.copyOf(prefixes);
        if (!family.equals(AddressFamily.IPV4_UNICAST)
                && !family.equals(AddressFamily.IPV6_UNICAST)) {
            throw new IllegalArgumentException(family + " is not a unicast family");
        }
        int bits = addressBits(family);
        for (var nlri : prefixes) {
            if (nlri.route().address().bitLength() != bits) {
                throw new IllegalArgumentException(nlri.route() + " is not of " + family);
            }
        }
    }

    private static int addressBits(AddressFamily family) {
        return family.equals(AddressFamily.IPV4_UNICAST) ? 32 : 128;
    }

    public static Decoded<NlriField> decode(
            AddressFamily family, OctetReader reader, boolean addPath, String subject) {
        if (reader.isExhausted()) {
            return Decoded.accepted(new UnicastNlri(family, List.of()));
        }
        int addressBits = addressBits(family);
        var frames = new OctetReader(reader.array(), reader.position(), reader.end());
        // Counted first: a prefix may have one octet, for which a list that grows costs too much.
        int count = 0;
        while (!frames.isExhausted()) {
            int start = frames.position();
            int pathIdOctets = addPath ? Nlri.PATH_ID_LENGTH : 0;
            if (frames.remaining() < pathIdOctets + 1) {
                return NlriField.framingBroken(
                        subject, "a prefix begins with its length", reader, start);
            }
            frames.skip(pathIdOctets);
            int length = frames.u8();
            if (length > addressBits || (length + 7) / 8 > frames.remaining()) {
                return NlriField.framingBroken(
                        subject,
                        "a prefix is no longer than an address and ends within its field",
                        reader,
                        start);
            }
            frames.skip((length + 7) / 8);
            count++;
        }
        var prefixes = new ArrayList<Nlri<IpPrefix>>(count);
        while (!reader.isExhausted()) {
            int pathId = Nlri.decodePathId(reader, addPath);
            prefixes.add(decodePrefix(addressBits, pathId, reader.u8(), reader));
        }
        return Decoded.accepted(new UnicastNlri(family, prefixes));
    }

    private static Nlri<IpPrefix> decodePrefix(
            int addressBits, int pathId, int length, OctetReader reader) {
        boolean ipv4 = addressBits == 32;
        if (length == 0) {
            var plain = ipv4 ? PLAIN_IPV4_DEFAULT : PLAIN_IPV6_DEFAULT;
            return pathId == 0 ? plain : new Nlri<>(pathId, plain.route());
        }
        long high = leadingBits(reader, Math.min(length, 64));
        long low = leadingBits(reader, Math.max(length - 64, 0));
        IpAddress address =
                ipv4 ? new Ipv4Address((int) (high >>> 32)) : new Ipv6Address(high, low);
        return new Nlri<>(pathId, new IpPrefix(address, length));
    }

    /// The leading `count` bits of eight octets, of which only as many are there as hold them.
    private static long leadingBits(OctetReader reader, int count) {
        long bits = 0;
        for (int shift = 56; shift > 56 - count; shift -= 8) {
            bits |= (long) reader.u8() << shift;
        }
        return count == 0 ? 0 : bits & -1L << 64 - count;
    }

    @Override
    public boolean isEmpty() {
        return prefixes.isEmpty();
    }

    @Override
    public void encode(OctetWriter writer, boolean addPath) {
        for (var nlri : prefixes) {
            nlri.encodePathId(writer, addPath);
            int length = nlri.route().length();
            writer.u8(length);
            int addressStart = writer.length();
            nlri.route().address().encode(writer);
            writer.truncate(addressStart + (length + 7) / 8);
        }
    }
}
