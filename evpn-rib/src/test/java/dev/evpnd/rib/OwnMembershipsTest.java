package dev.evpnd.rib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/// What this speaker is a member of follows from what its instances import (RFC 4684).
class OwnMembershipsTest {
    private static final Asn AS = new Asn(65000);
    private static final ImportTarget ONE = exact("65000:1");
    private static final ImportTarget OTHER = exact("65000:2");

    private final Rib rib = new Rib(RibSettings.of(AS, BgpIdentifier.parse("10.0.0.1")));

    private static ImportTarget exact(String target) {
        return new ImportTarget.Exact(RouteTarget.parse(target));
    }

    private void configure(int vni, ImportTarget... targets) {
        rib.configure(
                MacVrfSettings.of(
                        new Vni(vni),
                        RouteDistinguisher.parse("10.0.0.1:" + vni),
                        List.of(targets),
                        List.of(),
                        Ipv4Address.parse("10.0.0.1")));
        rib.settle();
    }

    private void unconfigure(int vni) {
        rib.unconfigureMacVrf(new Vni(vni));
        rib.settle();
    }

    private void isMemberOf(RouteTargetMembership... memberships) {
        assertThat(rib.view().list(RouteFamily.ROUTE_TARGET).next(100))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(memberships).map(OwnMembershipsTest::key).toList());
    }

    private static RouteTargetMembership membership(String target) {
        return RouteTargetMembership.of(AS, RouteTarget.parse(target).bits());
    }

    private static Octets key(RouteTargetMembership membership) {
        var octets = new OctetWriter();
        membership.encode(octets);
        return Octets.copyOf(octets.array(), 0, octets.length());
    }

    @Test
    void isMemberOfWhatAnyInstanceImportsWhileOneDoes() {
        configure(1, ONE);
        configure(2, ONE, OTHER);
        isMemberOf(membership("65000:1"), membership("65000:2"));
        configure(2, OTHER);
        isMemberOf(membership("65000:1"), membership("65000:2"));
        unconfigure(1);
        isMemberOf(membership("65000:2"));
        unconfigure(2);
        isMemberOf();
    }

    /// Targets of any AS have no membership of their own: all of them are the default one.
    @Test
    void wantsEverythingWhileATargetOfAnyAsIsImported() {
        configure(1, new ImportTarget.AnyAdministrator(1));
        configure(2, new ImportTarget.AnyAdministrator(2));
        isMemberOf(RouteTargetMembership.DEFAULT);
        unconfigure(1);
        isMemberOf(RouteTargetMembership.DEFAULT);
        unconfigure(2);
        isMemberOf();
    }
}
