package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.community.Encapsulation;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/// What a route costs in memory, as the JVM counts it in a walk of all live objects. The figure is
/// printed.
class HeapPerRouteTest {
    private static final int ROUTES = 1_000_000;
    private static final int ROUTES_OF_A_VNI = 100;
    private static final int MOST_OCTETS = 160;

    /// The last line of a class histogram: instances and octets.
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private static final Peer LEAF =
            new Peer(
                    Ipv4Address.parse("10.0.0.1"),
                    new Asn(65000),
                    BgpIdentifier.parse("10.0.0.1"),
                    PeerKind.CLIENT,
                    Negotiated.DEFAULT);

    @Test
    void holdsAMillionRoutesOfSharedAttributesInLittleMemory() throws JMException {
        // Once in small, so that what classes need is not counted as the routes'.
        assertThat(filled(ROUTES_OF_A_VNI).view().size()).isEqualTo(ROUTES_OF_A_VNI);
        long before = liveOctets();
        var rib = filled(ROUTES);
        long octets = liveOctets() - before;
        assertThat(rib.view().size()).isEqualTo(ROUTES);
        System.out.printf(
                "live heap of an EVPN type-2 route with one path: %.1f octets%n",
                (double) octets / ROUTES);
        assertThat(octets / ROUTES).isBetween(39L, (long) MOST_OCTETS);
    }

    private static Rib filled(int routes) {
        var rib = new Rib(RibSettings.of(new Asn(65000), BgpIdentifier.parse("192.0.2.1")));
        int peer = rib.peerUp(LEAF, PeerSettings.DEFAULT);
        var body = new OctetWriter();
        for (int first = 0; first < routes; first += ROUTES_OF_A_VNI) {
            body.clear();
            Update.of(announcement(first)).encodeBody(body, Negotiated.DEFAULT);
            assertThat(rib.update(peer, body.array(), 0, body.length())).isEmpty();
            rib.settle();
            drain(rib, peer);
        }
        return rib;
    }

    private static void drain(Rib rib, int peer) {
        while (rib.send(peer, new OctetWriter(), 1 << 16)) {
            // Until there is nothing more.
        }
    }

    private static PathAttributes announcement(int first) {
        int vni = first / ROUTES_OF_A_VNI;
        var routes = new ArrayList<Nlri<EvpnRoute>>();
        for (int i = first; i < first + ROUTES_OF_A_VNI; i++) {
            routes.add(Nlri.of(route(vni, i)));
        }
        var nextHop = MpNextHop.of(new Ipv4Address(0x0a00_0001));
        return PathAttributes.of(
                new MpReachNlri(nextHop, new EvpnNlri(routes)),
                Origin.IGP,
                AsPath.EMPTY,
                new LocalPref(100),
                ExtendedCommunities.of(RouteTarget.of(new Asn(65000), vni), Encapsulation.VXLAN));
    }

    private static MacIpAdvertisement route(int vni, int i) {
        return new MacIpAdvertisement(
                RouteDistinguisher.of(new Ipv4Address(0x0a00_0001), vni),
                EthernetSegmentId.ZERO,
                EthernetTag.ZERO,
                new MacAddress(0x0200_0000_0000L | i),
                new Ipv4Address(0x6400_0000 + i),
                new Label24(vni),
                null);
    }

    /// The last line of a class histogram, which counts what is alive after a full collection:
    /// `Total instances octets`.
    private static long liveOctets() throws JMException {
        var histogram =
                (String)
                        ManagementFactory.getPlatformMBeanServer()
                                .invoke(
                                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                        "gcClassHistogram",
                                        new Object[] {new String[0]},
                                        new String[] {String[].class.getName()});
        var total = TOTAL.matcher(histogram);
        assertThat(total.find()).as(histogram).isTrue();
        return Long.parseLong(total.group(1));
    }
}
