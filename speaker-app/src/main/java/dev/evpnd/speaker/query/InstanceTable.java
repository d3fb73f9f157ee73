package dev.evpnd.speaker.query;

import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.Octets;

import java.util.Arrays;

/// The two tables in which FRR has the routes of a VNI. What is one route in them has several keys:
/// the distinguisher says nothing there.
///
/// The order is that of the octets of *places*: what makes a key one route with others, the key
/// itself, and the length of the former. As in [RouteOrder], tags have their low octet first.
public enum InstanceTable {
    /// All but MAC addresses alone, by their IP addresses: all that announce one are one route.
    IP {
        @Override
        boolean takes(byte[] key, boolean own) {
            return BigEndian.u8(key, 0) != EvpnRoute.MAC_IP_ADVERTISEMENT || hasAddress(key);
        }

        @Override
        int write(byte[] key, int end, boolean own, byte[] to) {
            int at = begin(key, to);
            return switch (BigEndian.u8(key, 0)) {
                case EvpnRoute.MAC_IP_ADVERTISEMENT ->
                        copy(key, IP_LENGTH, end, to, tag(key, to, at));
                case EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG -> {
                    at = tag(key, to, at);
                    // FRR has its own behind all others of the tag.
                    to[at++] = (byte) (own ? 1 : 0);
                    yield copy(key, BEHIND_TAG, end, to, at);
                }
                case EvpnRoute.IP_PREFIX -> {
                    at = tag(key, to, at);
                    to[at++] = key[BEHIND_TAG];
                    to[at++] = (byte) (end - BEHIND_TAG);
                    yield copy(key, BEHIND_TAG + 1, end, to, at);
                }
                default -> copy(key, TAG, end, to, at);
            };
        }
    },

    /// MAC addresses, be it that they have an IP address.
    MAC {
        @Override
        boolean takes(byte[] key, boolean own) {
            // What begins here is there for the MAC address alone.
            return BigEndian.u8(key, 0) == EvpnRoute.MAC_IP_ADVERTISEMENT
                    && !(own && hasAddress(key));
        }

        @Override
        int write(byte[] key, int end, boolean own, byte[] to) {
            return copy(key, MAC_ADDRESS, IP_LENGTH, to, tag(key, to, begin(key, to)));
        }
    };

    /// Where things are in a key: behind the type and the distinguisher comes the tag.
    private static final int TAG = 9;

    private static final int BEHIND_TAG = 13;
    private static final int MAC_ADDRESS = 14;
    private static final int IP_LENGTH = 20;

    /// More than is put in before the length.
    private static final int ROOM = 8;

    /// Whether a route is in it.
    ///
    /// @param own whether it begins here
    abstract boolean takes(byte[] key, boolean own);

    private static boolean hasAddress(byte[] key) {
        return BigEndian.u8(key, IP_LENGTH) != 0;
    }

    /// Writes what makes a key one route with others.
    ///
    /// @return its length
    abstract int write(byte[] key, int end, boolean own, byte[] to);

    /// How long the place of a key may be.
    static int room(int length) {
        return 2 * length + ROOM;
    }

    /// The place of a key.
    ///
    /// @param own whether the route begins here
    byte[] place(byte[] key, boolean own) {
        var place = new byte[room(key.length)];
        int length = write(key, key.length, own, place);
        System.arraycopy(key, 0, place, length, key.length);
        place[length + key.length] = (byte) length;
        return Arrays.copyOf(place, length + key.length + 1);
    }

    /// The key of a place.
    static Octets key(byte[] place) {
        return Octets.copyOf(Arrays.copyOfRange(place, place[place.length - 1], place.length - 1));
    }

    /// Whether the keys of two places are of one route.
    static boolean isOfOne(byte[] place, byte[] other) {
        int length = place[place.length - 1];
        return length == other[other.length - 1]
                && Arrays.equals(place, 0, length, other, 0, length);
    }

    private static int begin(byte[] key, byte[] to) {
        to[0] = key[0];
        return 1;
    }

    private static int tag(byte[] key, byte[] to, int at) {
        for (int i = 0; i < Integer.BYTES; i++) {
            to[at + i] = key[BEHIND_TAG - 1 - i];
        }
        return at + Integer.BYTES;
    }

    private static int copy(byte[] key, int from, int end, byte[] to, int at) {
        System.arraycopy(key, from, to, at, end - from);
        return at + end - from;
    }
}
