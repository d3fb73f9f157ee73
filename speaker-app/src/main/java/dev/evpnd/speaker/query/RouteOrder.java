package dev.evpnd.speaker.query;

import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.Octets;

import java.util.Arrays;

/// The order in which routes are listed: that of the octets of their *places*, which are made of
/// their keys, and of which the keys can be made again.
enum RouteOrder {
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
        byte[] place(byte[] array, int start, int length) {
            int type = BigEndian.u8(array, start);
            boolean distinguished = isDistinguished(type);
            int rest = start + (distinguished ? KEY_HEAD : 1);
            int octets = start + length - rest;
            var place = new byte[KEY_HEAD + octets + (type == EvpnRoute.IP_PREFIX ? 1 : 0)];
            if (distinguished) {
                System.arraycopy(array, start + 1, place, 0, Long.BYTES);
            } else {
                Arrays.fill(place, 0, Long.BYTES, (byte) 0xff);
            }
            place[Long.BYTES] = (byte) type;
            System.arraycopy(array, rest, place, KEY_HEAD, octets);
            if (type == EvpnRoute.IP_PREFIX) {
                System.arraycopy(place, ADDRESS, place, ADDRESS + 1, octets + KEY_HEAD - ADDRESS);
                place[ADDRESS] = (byte) length;
            }
            turnTag(type, place, KEY_HEAD);
            return place;
        }

        @Override
        Octets key(byte[] place) {
            int type = BigEndian.u8(place, Long.BYTES);
            boolean distinguished = isDistinguished(type);
            int head = distinguished ? KEY_HEAD : 1;
            int from = KEY_HEAD;
            var key =
                    new byte
                            [head
                                    + place.length
                                    - KEY_HEAD
                                    - (type == EvpnRoute.IP_PREFIX ? 1 : 0)];
            key[0] = (byte) type;
            if (distinguished) {
                System.arraycopy(place, 0, key, 1, Long.BYTES);
            }
            int at = head;
            if (type == EvpnRoute.IP_PREFIX) {
                System.arraycopy(place, from, key, at, ADDRESS - KEY_HEAD);
                at += ADDRESS - KEY_HEAD;
                from = ADDRESS + 1;
            }
            System.arraycopy(place, from, key, at, place.length - from);
            turnTag(type, key, KEY_HEAD);
            return Octets.copyOf(key);
        }

        @Override
        int compare(byte[] place, byte[] array, int start, int length) {
            if (isDistinguished(BigEndian.u8(array, start))) {
                int byDistinguisher =
                        Arrays.compareUnsigned(
                                place, 0, Long.BYTES, array, start + 1, start + KEY_HEAD);
                if (byDistinguisher != 0) {
                    return byDistinguisher;
                }
            }
            return Arrays.compareUnsigned(place, place(array, start, length));
        }
    },

    /// All others go by their octets.
    OCTETS {
        @Override
        byte[] place(byte[] array, int start, int length) {
            return Arrays.copyOfRange(array, start, start + length);
        }

        @Override
        Octets key(byte[] place) {
            return Octets.copyOf(place);
        }

        @Override
        int compare(byte[] place, byte[] array, int start, int length) {
            return Arrays.compareUnsigned(place, 0, place.length, array, start, start + length);
        }
    };

    /// The type and the distinguisher.
    private static final int KEY_HEAD = 1 + Long.BYTES;

    /// Where the address of a prefix is in a place: behind the tag and the length.
    private static final int ADDRESS = KEY_HEAD + Integer.BYTES + 1;

    /// The place of a key.
    abstract byte[] place(byte[] array, int start, int length);

    /// The key of a place.
    abstract Octets key(byte[] place);

    /// Compares a place with that of a key where it lies.
    abstract int compare(byte[] place, byte[] array, int start, int length);

    private static boolean isDistinguished(int type) {
        return EvpnRoute.isRecognized(type) && type != EvpnRoute.LEAF_AUTO_DISCOVERY;
    }

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
