package dev.evpnd.speaker.show;

import dev.evpnd.speaker.query.InstanceTable;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

/// What those routes have in common that are one in a table of an instance: either their MAC
/// address or their IP address.
final class SharedRoute {
    private static final MacAddress NO_MAC = new MacAddress(0);

    private SharedRoute() {}

    static EvpnRoute in(InstanceTable table, EvpnRoute route) {
        if (!(route instanceof MacIpAdvertisement host)) {
            return route;
        }
        return switch (table) {
            case IP -> with(host, NO_MAC, host.ipAddress());
            case MAC -> with(host, host.macAddress(), null);
        };
    }

    private static MacIpAdvertisement with(
            MacIpAdvertisement host, MacAddress mac, @Nullable IpAddress address) {
        return new MacIpAdvertisement(
                host.routeDistinguisher(),
                host.ethernetSegmentId(),
                host.ethernetTag(),
                mac,
                address,
                host.label1(),
                host.label2());
    }
}
