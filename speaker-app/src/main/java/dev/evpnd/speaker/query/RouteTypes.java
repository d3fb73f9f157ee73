package dev.evpnd.speaker.query;

import dev.evpnd.wire.evpn.EvpnRoute;

import java.util.Map;

/// What FRR calls the types of EVPN routes that it knows.
public final class RouteTypes {
    /// The types by their words, and by their numbers as words.
    public static final Map<String, Integer> BY_WORD =
            Map.of(
                    "ead", EvpnRoute.ETHERNET_AUTO_DISCOVERY,
                    "1", EvpnRoute.ETHERNET_AUTO_DISCOVERY,
                    "macip", EvpnRoute.MAC_IP_ADVERTISEMENT,
                    "2", EvpnRoute.MAC_IP_ADVERTISEMENT,
                    "multicast", EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG,
                    "3", EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG,
                    "es", EvpnRoute.ETHERNET_SEGMENT,
                    "4", EvpnRoute.ETHERNET_SEGMENT,
                    "prefix", EvpnRoute.IP_PREFIX,
                    "5", EvpnRoute.IP_PREFIX);

    private RouteTypes() {}
}
