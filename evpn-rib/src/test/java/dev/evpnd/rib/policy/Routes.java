package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;

/// Routes as the tests of this package have them, and subjects made of them.
final class Routes {
    static final RouteDistinguisher RD = RouteDistinguisher.parse("192.0.2.1:100");
    static final EthernetTag TAG = new EthernetTag(7);
    static final IpAddress VTEP = IpAddress.parse("192.0.2.1");
    static final IpAddress PEER = IpAddress.parse("198.51.100.1");

    static final EvpnRoute SEGMENT_ALIVE =
            new EthernetAutoDiscovery(RD, EthernetSegmentId.ZERO, TAG, new Label24(100));

    static final EvpnRoute HOST =
            new MacIpAdvertisement(
                    RD,
                    EthernetSegmentId.ZERO,
                    TAG,
                    MacAddress.parse("02:00:00:00:00:01"),
                    IpAddress.parse("10.0.0.1"),
                    new Label24(100),
                    new Label24(5000));

    static final EvpnRoute MAC_ALONE =
            new MacIpAdvertisement(
                    RD,
                    EthernetSegmentId.ZERO,
                    TAG,
                    MacAddress.parse("02:00:00:00:00:01"),
                    null,
                    new Label24(100),
                    null);

    static final EvpnRoute FLOOD = new InclusiveMulticastEthernetTag(RD, TAG, VTEP);
    static final EvpnRoute SEGMENT = new EthernetSegmentRoute(RD, EthernetSegmentId.ZERO, VTEP);
    static final EvpnRoute NETWORK = prefix("10.1.0.0/16");

    private Routes() {}

    static IpPrefixAdvertisement prefix(String prefix) {
        var network = IpPrefix.parse(prefix);
        var gateway = IpAddress.parse(network.address().bitLength() == 32 ? "0.0.0.0" : "::");
        return new IpPrefixAdvertisement(
                RD, EthernetSegmentId.ZERO, EthernetTag.ZERO, network, gateway, new Label24(5000));
    }

    static Subject received(EvpnRoute route, PathAttribute... attributes) {
        return received(route, PathAttributes.of(attributes));
    }

    static Subject received(EvpnRoute route, PathAttributes attributes) {
        return Subject.received(() -> route, MpNextHop.of(VTEP), attributes, 0, PEER);
    }

    /// A subject whose route nobody may ask for.
    static Subject withoutRoute(PathAttribute... attributes) {
        return Subject.received(
                () -> {
                    throw new AssertionError("the route is asked for");
                },
                MpNextHop.of(VTEP),
                PathAttributes.of(attributes),
                0,
                PEER);
    }
}
