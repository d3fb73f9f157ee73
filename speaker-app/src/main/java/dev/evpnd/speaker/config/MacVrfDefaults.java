package dev.evpnd.speaker.config;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.Flooding;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.List;

/// What an instance is where nobody has written it: as others derive it.
///
/// @param routerId of this speaker
/// @param as of this speaker
/// @param marksVnis whether route targets have the bits of RFC 8365 section 5.1.2.1
/// @param address that others send to
public record MacVrfDefaults(Ipv4Address routerId, Asn as, boolean marksVnis, IpAddress address) {

    /// The three bits of RFC 8365 section 5.1.2.1 that say that a VNI follows.
    private static final long VXLAN_DOMAIN = 0x1000_0000L;

    private static final int TWO_OCTETS = 0xffff;

    /// The number that follows the router id in a route distinguisher.
    public static int number(Vni vni) {
        return vni.number() & TWO_OCTETS;
    }

    public RouteDistinguisher distinguisher(int number) {
        return RouteDistinguisher.of(routerId, number & TWO_OCTETS);
    }

    List<ImportTarget> importTargets(Vni vni) {
        return List.of(new ImportTarget.AnyAdministrator(local(vni)));
    }

    /// As all who derive it do, with two octets of the AS: there is no room for four.
    List<RouteTarget> exportTargets(Vni vni) {
        return List.of(RouteTarget.of(new Asn(as.number() & TWO_OCTETS), local(vni)));
    }

    private long local(Vni vni) {
        return marksVnis ? VXLAN_DOMAIN | vni.number() : vni.number();
    }

    /// A MAC-VRF of which the file says nothing.
    public MacVrfSettings macVrf(Vni vni, RouteDistinguisher distinguisher) {
        return new MacVrfSettings(
                vni,
                distinguisher,
                importTargets(vni),
                exportTargets(vni),
                address,
                Flooding.HEAD_END_REPLICATION,
                null,
                DuplicateSettings.DEFAULT,
                null);
    }
}
