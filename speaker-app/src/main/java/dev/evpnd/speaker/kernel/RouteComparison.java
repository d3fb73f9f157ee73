package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.Intent;
import dev.evpnd.speaker.netlink.Encapsulation;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteType;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// A prefix beyond other VTEPs: a route of the tenant's table that leads out by the interface of
/// the L3 VNI to neighbors which stand for these VTEPs, or by that of another bridge domain to a
/// host there.
record RouteComparison(BridgeDomain domain, Domains domains, RouteTable table, IpPrefix prefix) {

    /// By this the kernel says who made a route, as with neighbors.
    static final int PROTOCOL = NeighborComparison.PROTOCOL;

    /// Whatever else a host has to a prefix comes before what is told by BGP: what it is connected
    /// to itself, static routes, and those of other routing protocols. Metrics of connected IPv6
    /// prefixes are 256, of static ones and of router advertisements 1024.
    static final long METRIC = 8192;

    /// Of an IPv4 route by more IPv6 gateways than these, Linux 6.18 tells nobody, but gives all
    /// who listen an error in the place of it, as if something had been lost: it reckons with less
    /// room for such hops than they take. So each change of one would have all asked for anew.
    static final int MOST_IPV6_GATEWAYS = 52;

    /// Of more hops that say what packets are encapsulated with, the kernel has no room in one
    /// piece of a dump, and tells of no route behind that.
    static final int MOST_ENCAPSULATED = 256;

    Verdict wanted(Intent.RemotePrefix intent) {
        if (domain.routed() == 0) {
            return new Verdict.Leave(
                    InstallState.NO_DEVICE, "the bridge of the L3 VNI has no interface for it");
        }
        var there = table.find(domain.vrf().table(), prefix);
        for (var each : there) {
            if (!isOurs(each) && each.metric() == METRIC) {
                // To ask for ours would take it away.
                return shadowedBy(each);
            }
            if (isOurs(each) && each.metric() != METRIC) {
                return removal(each);
            }
        }
        RouteEntry ours = null;
        RouteEntry before = null;
        for (var each : there) {
            if (isOurs(each)) {
                if (ours != null) {
                    return removal(ours);
                }
                ours = each;
            } else if (before == null && each.metric() < METRIC) {
                before = each;
            }
        }
        var wanted = route(intent);
        if (wanted.hops().isEmpty()) {
            return ours == null
                    ? new Verdict.Leave(
                            InstallState.NO_DEVICE, "the bridge of its gateway has no interface")
                    : removal(ours);
        }
        if (ours != null && isSame(ours, wanted)) {
            return before == null ? Verdict.HELD : shadowedBy(before);
        }
        return new Verdict.Ask(
                new KernelRequest.PutRoute(wanted), ours == null ? Verdict.NOTHING : text(ours));
    }

    /// Ours is there, for when the other goes.
    private static Verdict shadowedBy(RouteEntry other) {
        return new Verdict.Leave(
                InstallState.SHADOWED,
                "a route of protocol %s with metric %d"
                        .formatted(RouteProtocol.text(other.protocol()), other.metric()));
    }

    Verdict unwanted() {
        for (var each : table.find(domain.vrf().table(), prefix)) {
            if (isOurs(each)) {
                return removal(each);
            }
        }
        return Verdict.CLEAR;
    }

    private RouteEntry route(Intent.RemotePrefix intent) {
        var hops = new ArrayList<RouteEntry.Hop>(intent.nextHops().size());
        intent.nextHops().forEach(each -> hops.add(hop(each)));
        for (var each : intent.hosts()) {
            var of = domains.find(each.vni());
            if (of != null && of.routed() != 0) {
                // Not on link: of IPv6 the kernel would refuse it where the host has a route of
                // its own by the L3 VNI, and it is a neighbor by its subnet.
                hops.add(new RouteEntry.Hop(of.routed(), each.address(), false, 1));
            }
        }
        return new RouteEntry(
                domain.vrf().table(),
                prefix,
                PROTOCOL,
                RouteType.UNICAST,
                METRIC,
                0,
                hops.subList(0, Math.min(hops.size(), most(hops))));
    }

    private RouteEntry.Hop hop(Intent.NextHop nextHop) {
        return nextHop.encapsulated()
                ? new RouteEntry.Hop(
                        domain.device(),
                        nextHop.gateway(),
                        true,
                        1,
                        Encapsulation.vxlan(nextHop.vni().number(), domain.local(), nextHop.vtep()))
                : new RouteEntry.Hop(domain.routed(), nextHop.gateway(), true, 1);
    }

    /// How many hops the kernel can tell of in one route.
    private int most(List<RouteEntry.Hop> hops) {
        boolean hasOtherFamily =
                prefix.address() instanceof Ipv4Address
                        && hops.stream().anyMatch(each -> each.gateway() instanceof Ipv6Address);
        if (hasOtherFamily) {
            return MOST_IPV6_GATEWAYS;
        }
        return hops.stream().anyMatch(each -> each.encapsulation() != null)
                ? MOST_ENCAPSULATED
                : RouteEntry.MOST_HOPS;
    }

    private static Verdict removal(RouteEntry route) {
        return new Verdict.Ask(new KernelRequest.RemoveRoute(route), text(route));
    }

    /// The order of the hops is the kernel's.
    private static boolean isSame(RouteEntry there, RouteEntry wanted) {
        return there.type() == wanted.type()
                && there.nextHop() == wanted.nextHop()
                && there.hops().size() == wanted.hops().size()
                && (there.hops().equals(wanted.hops())
                        || new HashSet<>(there.hops()).containsAll(wanted.hops()));
    }

    private static String text(RouteEntry route) {
        return "a route by "
                + route.hops().stream().map(each -> String.valueOf(each.gateway())).toList();
    }

    static boolean isOurs(RouteEntry route) {
        return route.protocol() == PROTOCOL;
    }
}
