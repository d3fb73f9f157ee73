package dev.evpnd.speaker.daemon;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetSegmentRoute;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.evpn.InclusiveMulticastEthernetTag;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A route of each type that is known, with everything that one can ask for.
final class RoutesOfAllTypes {
    static final RouteDistinguisher RD = RouteDistinguisher.parse("10.255.0.1:100");
    static final int TYPES = 11;

    private static final EthernetSegmentId SEGMENT =
            EthernetSegmentId.parse("00:11:22:33:44:55:66:77:88:99");
    private static final IpAddress HOST = IpAddress.parse("192.0.2.1");

    private RoutesOfAllTypes() {}

    private static List<EvpnRoute> routes() {
        var tag = new EthernetTag(7);
        var label = new Label24(100);
        var routes = new ArrayList<EvpnRoute>();
        routes.add(new EthernetAutoDiscovery(RD, SEGMENT, tag, label));
        var mac = MacAddress.parse("02:00:00:00:00:01");
        routes.add(new MacIpAdvertisement(RD, SEGMENT, tag, mac, HOST, label, null));
        routes.add(new InclusiveMulticastEthernetTag(RD, tag, HOST));
        routes.add(new EthernetSegmentRoute(RD, SEGMENT, HOST));
        var prefix = IpPrefix.parse("203.0.113.0/24");
        routes.add(new IpPrefixAdvertisement(RD, SEGMENT, tag, prefix, HOST, label));
        var random = new SplittableRandom(1);
        for (int type = 6; type <= TYPES; type++) {
            routes.add(EvpnRouteGenerator.route(random, type));
        }
        return routes;
    }

    static Update announcement(IpAddress nextHop) {
        var nlri = new EvpnNlri(routes().stream().map(Nlri::of).toList());
        return Update.of(
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.ofSequence(65_001),
                        new MultiExitDisc(7),
                        new LocalPref(100),
                        Communities.of(Community.parse("65000:1"), Community.parse("65000:2")),
                        LargeCommunities.of(LargeCommunity.parse("65000:1:2")),
                        ExtendedCommunities.of(RouteTarget.of(new Asn(65_000), 100)),
                        new MpReachNlri(MpNextHop.of(nextHop), nlri)));
    }
}
