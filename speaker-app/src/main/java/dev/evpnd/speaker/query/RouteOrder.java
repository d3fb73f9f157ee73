package dev.evpnd.speaker.query;

import dev.evpnd.rib.route.DistinguisherIndex;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.Octets;

import java.util.Arrays;

/// The order in which routes are listed: that of the octets of their *places*, which are made of
/// their keys, each of another.
enum RouteOrder implements FoundKeys.Placing {
    /// EVPN routes go by their distinguisher, their type, and what FRR goes by behind that: nearly
    /// their octets.
    ///
    /// ```
    /// +------------------+------+----------------------------------------------+
    /// | distinguisher, 8 | type | the rest of the key                          |
    /// +------------------+------+----------------------------------------------+
    /// ```
    ///
    /// FRR has the Ethernet tag of types 2, 3 and 5 as its processor has it, with the low octet
    /// first; and an IPv4 prefix before an IPv6 one of the same length, for which an octet is put
    /// in. What has no distinguisher comes last.
    EVPN {
        @Override
        public int put(byte[] key, int start, int length, byte[] to, int at) {
            int type = BigEndian.u8(key, start);
            boolean distinguished = EvpnRoute.hasDistinguisher(type);
            if (distinguished) {
                System.arraycopy(key, start + 1, to, at, Long.BYTES);
            } else {
                Arrays.fill(to, at, at + Long.BYTES, (byte) 0xff);
            }
            to[at + Long.BYTES] = (byte) type;
            int rest = start + (distinguished ? KEY_HEAD : 1);
            int end = at + KEY_HEAD + start + length - rest;
            System.arraycopy(key, rest, to, at + KEY_HEAD, start + length - rest);
            if (type == EvpnRoute.IP_PREFIX) {
                int address = at + ADDRESS;
                System.arraycopy(to, address, to, address + 1, end - address);
                to[address] = (byte) length;
                end++;
            }
            turnTag(type, to, at + KEY_HEAD);
            return end - at;
        }

        @Override
        Octets distinguisher(byte[] place) {
            return EvpnRoute.hasDistinguisher(BigEndian.u8(place, Long.BYTES))
                    ? Octets.copyOf(place, 0, Long.BYTES)
                    : DistinguisherIndex.WITHOUT;
        }
    },

    /// All others go by their octets.
    OCTETS {
        @Override
        public int put(byte[] key, int start, int length, byte[] to, int at) {
            System.arraycopy(key, start, to, at, length);
            return length;
        }

        @Override
        Octets distinguisher(byte[] place) {
            return DistinguisherIndex.WITHOUT;
        }
    };

    /// The type and the distinguisher.
    private static final int KEY_HEAD = 1 + Long.BYTES;

    /// Where the address of a prefix is in a place: behind the tag and the length.
    private static final int ADDRESS = KEY_HEAD + Integer.BYTES + 1;

    /// So many octets a place may have more than its key.
    static final int MORE = KEY_HEAD;

    @Override
    public int room(int length) {
        return length + MORE;
    }

    /// The place of a key.
    byte[] place(byte[] key) {
        var place = new byte[room(key.length)];
        return Arrays.copyOf(place, put(key, 0, key.length, place, 0));
    }

    /// The distinguisher of a place, or [DistinguisherIndex#WITHOUT].
    abstract Octets distinguisher(byte[] place);

    private static void turnTag(int type, byte[] octets, int at) {
        switch (type) {
            case EvpnRoute.MAC_IP_ADVERTISEMENT,
                    EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG,
                    EvpnRoute.IP_PREFIX -> {
                swap(octets, at, at + 3);
                swap(octets, at + 1, at + 2);
            }
            default -> {
                // It is where it is compared last.
            }
        }
    }

    private static void swap(byte[] octets, int one, int other) {
        byte kept = octets[one];
        octets[one] = octets[other];
        octets[other] = kept;
    }
}
