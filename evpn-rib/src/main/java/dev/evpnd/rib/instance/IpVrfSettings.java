package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What an IP-VRF is made of: a tenant's routing table with symmetric IRB, RFC 9135 section 4 and
/// RFC 9136 section 4.4.1.
///
/// @param name that the operator gave it
/// @param l3Vni that its packets are sent with; it names the instance
/// @param routerMac to which others address what this VTEP is to route
/// @param maxPaths how many VTEPs at most share the packets to one prefix
/// @param prefixRoutesOnly whether others are told of its prefixes alone, and not of each host in
///   them
/// @param mayEncapsulate whether a route here can say itself what its packets are encapsulated
///   with, where one router MAC address stands for several VNIs or VTEPs
/// @param primary what this VTEP has for itself where `vtep` and `routerMac` are another's, too; or
///   null
public record IpVrfSettings(
        String name,
        Vni l3Vni,
        RouteDistinguisher routeDistinguisher,
        List<ImportTarget> importTargets,
        List<RouteTarget> exportTargets,
        MacAddress routerMac,
        IpAddress vtep,
        int maxPaths,
        boolean prefixRoutesOnly,
        boolean mayEncapsulate,
        @Nullable PrimaryAddress primary) {

    public static final int DEFAULT_MAX_PATHS = 64;

    /// One that shares its address with no other VTEP.
    public IpVrfSettings(
            String name,
            Vni l3Vni,
            RouteDistinguisher routeDistinguisher,
            List<ImportTarget> importTargets,
            List<RouteTarget> exportTargets,
            MacAddress routerMac,
            IpAddress vtep,
            int maxPaths,
            boolean prefixRoutesOnly) {
        this(
                name,
                l3Vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                routerMac,
                vtep,
                maxPaths,
                prefixRoutesOnly,
                false,
                null);
    }

    public IpVrfSettings {
        importTargets = List.copyOf(importTargets);
        exportTargets = List.copyOf(exportTargets);
        if (routerMac.isGroup() || routerMac.bits() == 0) {
            throw new IllegalArgumentException("no router answers to " + routerMac);
        }
        if (maxPaths < 1) {
            throw new IllegalArgumentException("a prefix needs a path");
        }
    }

    public static IpVrfSettings of(
            String name,
            Vni l3Vni,
            RouteDistinguisher routeDistinguisher,
            List<ImportTarget> importTargets,
            List<RouteTarget> exportTargets,
            MacAddress routerMac,
            IpAddress vtep) {
        return new IpVrfSettings(
                name,
                l3Vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                routerMac,
                vtep,
                DEFAULT_MAX_PATHS,
                false);
    }

    public IpVrfSettings withVtep(IpAddress other) {
        return new IpVrfSettings(
                name,
                l3Vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                routerMac,
                other,
                maxPaths,
                prefixRoutesOnly,
                mayEncapsulate,
                primary);
    }

    public IpVrfSettings withRouterMac(MacAddress other) {
        return new IpVrfSettings(
                name,
                l3Vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                other,
                vtep,
                maxPaths,
                prefixRoutesOnly,
                mayEncapsulate,
                primary);
    }

    public IpVrfSettings withMayEncapsulate(boolean may) {
        return new IpVrfSettings(
                name,
                l3Vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                routerMac,
                vtep,
                maxPaths,
                prefixRoutesOnly,
                may,
                primary);
    }

    public IpVrfSettings withPrimary(@Nullable PrimaryAddress other) {
        return new IpVrfSettings(
                name,
                l3Vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                routerMac,
                vtep,
                maxPaths,
                prefixRoutesOnly,
                mayEncapsulate,
                other);
    }

    /// Where others find what is behind this VTEP alone.
    PrimaryAddress own() {
        return primary == null ? new PrimaryAddress(vtep, routerMac) : primary;
    }

    boolean mayImportMoreThan(IpVrfSettings before) {
        return !importTargets.equals(before.importTargets)
                || !vtep.equals(before.vtep)
                || !own().equals(before.own())
                || !routerMac.equals(before.routerMac);
    }
}
