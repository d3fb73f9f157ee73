package dev.evpnd.wire.nlri;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.AddressGenerator;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Random NLRI fields that can be sent.
public final class NlriGenerator {
    private static final int MOST_ROUTES = 12;

    private NlriGenerator() {}

    /// A field of any family.
    ///
    /// @param addPath whether the routes may have path identifiers
    public static NlriField field(RandomGenerator random, boolean addPath) {
        return switch (random.nextInt(8)) {
            case 0 -> routeTargets(random, addPath);
            case 1 -> unicast(random, AddressFamily.IPV4_UNICAST, addPath);
            case 2 -> unicast(random, AddressFamily.IPV6_UNICAST, addPath);
            case 3 -> opaque(random);
            default -> evpn(random, addPath);
        };
    }

    public static EvpnNlri evpn(RandomGenerator random, boolean addPath) {
        return new EvpnNlri(many(random, addPath, () -> EvpnRouteGenerator.route(random)));
    }

    public static RouteTargetNlri routeTargets(RandomGenerator random, boolean addPath) {
        return new RouteTargetNlri(many(random, addPath, () -> membership(random)));
    }

    private static RouteTargetMembership membership(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? RouteTargetMembership.DEFAULT
                : new RouteTargetMembership(
                        32 + random.nextInt(65), new Asn(random.nextInt()), random.nextLong());
    }

    public static UnicastNlri unicast(
            RandomGenerator random, AddressFamily family, boolean addPath) {
        boolean ipv4 = family.equals(AddressFamily.IPV4_UNICAST);
        var everything = ipv4 ? IpPrefix.IPV4_DEFAULT : IpPrefix.IPV6_DEFAULT;
        return new UnicastNlri(
                family,
                many(
                        random,
                        addPath,
                        () ->
                                random.nextInt(6) == 0
                                        ? everything
                                        : AddressGenerator.prefix(random, ipv4 ? 32 : 128)));
    }

    private static OpaqueNlri opaque(RandomGenerator random) {
        var octets = new byte[random.nextInt(64)];
        random.nextBytes(octets);
        return new OpaqueNlri(new AddressFamily(1, 128), Octets.copyOf(octets));
    }

    private static <R> List<Nlri<R>> many(
            RandomGenerator random, boolean addPath, Supplier<R> route) {
        var routes = new ArrayList<Nlri<R>>();
        for (int count = random.nextInt(MOST_ROUTES); count > 0; count--) {
            routes.add(new Nlri<>(addPath ? random.nextInt() : 0, route.get()));
        }
        return routes;
    }
}
