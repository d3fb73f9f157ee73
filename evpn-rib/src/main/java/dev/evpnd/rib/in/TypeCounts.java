package dev.evpnd.rib.in;

import dev.evpnd.rib.route.DestinationTable;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.BigEndian;

import java.util.Map;
import java.util.TreeMap;

/// How many paths of one peer are to EVPN routes of which type.
final class TypeCounts {
    /// Stands for all types that are not known.
    static final int OTHER = 0;

    private final int[] counts = new int[EvpnRoute.LEAF_AUTO_DISCOVERY + 1];

    /// The type of a destination, as it is counted.
    static int typeOf(RouteFamily family, DestinationTable destinations, int destination) {
        if (family != RouteFamily.EVPN) {
            return OTHER;
        }
        int type =
                BigEndian.u8(
                        destinations.keyArray(destination), destinations.keyStart(destination));
        return EvpnRoute.isRecognized(type) ? type : OTHER;
    }

    void add(int type, int count) {
        counts[type] += count;
    }

    /// Those that are not zero.
    Map<Integer, Integer> toMap() {
        var map = new TreeMap<Integer, Integer>();
        for (int type = 0; type < counts.length; type++) {
            if (counts[type] != 0) {
                map.put(type, counts[type]);
            }
        }
        return map;
    }
}
