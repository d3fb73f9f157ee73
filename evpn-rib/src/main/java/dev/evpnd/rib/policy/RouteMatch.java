package dev.evpnd.rib.policy;

import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;

/// Something that is asked of the route itself, so that the verdict is of this route alone.
public sealed interface RouteMatch extends Match {

    /// The route is of this type.
    record RouteType(int routeType) implements RouteMatch {

        public RouteType {
            if (routeType < 0 || routeType > 255) {
                throw new IllegalArgumentException("a route type is an octet");
            }
        }

        @Override
        public boolean matches(Passage passage) {
            return passage.route().routeType() == routeType;
        }

        @Override
        public String text() {
            var word =
                    switch (routeType) {
                        case EvpnRoute.ETHERNET_AUTO_DISCOVERY -> "ead";
                        case EvpnRoute.MAC_IP_ADVERTISEMENT -> "macip";
                        case EvpnRoute.INCLUSIVE_MULTICAST_ETHERNET_TAG -> "multicast";
                        case EvpnRoute.ETHERNET_SEGMENT -> "es";
                        case EvpnRoute.IP_PREFIX -> "prefix";
                        default -> Integer.toString(routeType);
                    };
            return "match evpn route-type " + word;
        }
    }

    /// A label of the route is this VNI, in all 24 bits: either label of type 2, the label of types
    /// 1 and 5, that of the PMSI tunnel on type 3. Whether the tunnels are VXLAN ones is not asked.
    record Vni(int vni) implements RouteMatch {

        public Vni {
            if (vni < 1 || vni >>> 24 != 0) {
                throw new IllegalArgumentException("no VNI is " + vni);
            }
        }

        @Override
        public boolean matches(Passage passage) {
            return RouteFields.hasLabel(passage.route(), passage.attributes(), vni);
        }

        @Override
        public String text() {
            return "match evpn vni " + vni;
        }
    }

    /// The route is an IP Prefix route for `0.0.0.0/0` or `::/0`.
    record DefaultRoute() implements RouteMatch {

        @Override
        public boolean matches(Passage passage) {
            return passage.route() instanceof IpPrefixAdvertisement prefix
                    && prefix.prefix().length() == 0;
        }

        @Override
        public String text() {
            return "match evpn default-route";
        }
    }

    /// The route has this route distinguisher. A Leaf A-D route has none of its own.
    record Distinguisher(RouteDistinguisher routeDistinguisher) implements RouteMatch {

        @Override
        public boolean matches(Passage passage) {
            return routeDistinguisher.equals(RouteFields.distinguisher(passage.route()));
        }

        @Override
        public String text() {
            return "match evpn rd " + routeDistinguisher;
        }
    }

    /// The route has this Ethernet Tag. FRR knows a tag of other routes under the word.
    record Tag(EthernetTag tag) implements RouteMatch {

        @Override
        public boolean matches(Passage passage) {
            return tag.equals(RouteFields.tag(passage.route()));
        }

        @Override
        public String text() {
            return "match tag " + tag;
        }
    }

    /// The list permits the MAC address of the MAC/IP Advertisement.
    record MacAddress(MacList list) implements RouteMatch {

        @Override
        public boolean matches(Passage passage) {
            return passage.route() instanceof MacIpAdvertisement macIp
                    && list.permits(macIp.macAddress());
        }

        @Override
        public String text() {
            return "match mac address " + list.name();
        }
    }

    /// The list permits the prefix of the IP Prefix route, or the IP address of the MAC/IP
    /// Advertisement as a prefix of its full length.
    record Address(PrefixList list) implements RouteMatch {

        @Override
        public boolean matches(Passage passage) {
            return switch (passage.route()) {
                case IpPrefixAdvertisement route -> list.permits(route.prefix());
                case MacIpAdvertisement route -> {
                    var address = route.ipAddress();
                    yield address != null && list.permits(address);
                }
                case EvpnRoute other -> false;
            };
        }

        @Override
        public String text() {
            return "match " + list.familyText() + " address prefix-list " + list.name();
        }
    }
}
