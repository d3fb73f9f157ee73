package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.LocalAs;
import dev.evpnd.rib.peer.NextHopRule;
import dev.evpnd.rib.peer.OwnAsAllowance;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random sessions, and how those at their other ends are treated. Which features take part is
/// chosen once.
final class RandomPeers {
    /// That a wait for memberships ends by itself has a test of its own.
    static final ExportSettings PLAIN_EXPORTS =
            ExportSettings.DEFAULT.withMembershipSeconds(1_000_000);

    private static final Ipv4Address OWN_ADDRESS = Ipv4Address.parse("10.9.0.1");
    private final Random random;
    private final boolean withExternal;
    private final boolean withPolicy;
    private final boolean withConstraint;
    private final boolean withPaths;
    private final boolean withSettings;
    private final boolean withImportPolicy;
    private final boolean withRestart;
    private final boolean withLimits;
    private final boolean withLocalAs;

    RandomPeers(Random random) {
        this.random = random;
        withExternal = random.nextBoolean();
        withPolicy = random.nextBoolean();
        withConstraint = random.nextBoolean();
        withPaths = random.nextBoolean();
        withSettings = random.nextBoolean();
        withImportPolicy = random.nextBoolean();
        withRestart = random.nextBoolean();
        withLimits = oneIn(3);
        withLocalAs = withExternal && oneIn(2);
    }

    /// Whether sessions end in other ways than for good.
    boolean mayRestart() {
        return withRestart;
    }

    private boolean oneIn(int bound) {
        return random.nextInt(bound) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    Session session() {
        return new Session(
                kind(),
                !oneIn(4),
                withConstraint && oneIn(2),
                withPaths && oneIn(3),
                withPaths && oneIn(2),
                oneIn(2),
                oneIn(3),
                withRestart ? any(List.of(Session.Promise.values())) : Session.Promise.NONE);
    }

    private PeerKind kind() {
        if (withExternal && oneIn(3)) {
            return PeerKind.EXTERNAL;
        }
        return random.nextBoolean() ? PeerKind.CLIENT : PeerKind.INTERNAL;
    }

    PeerSettings settings() {
        var localAs = withLocalAs && oneIn(2) ? new LocalAs(new Asn(2), oneIn(2), oneIn(2)) : null;
        return new PeerSettings(imports().withLocalAs(localAs), exports().withLocalAs(localAs));
    }

    private ImportSettings imports() {
        var settings = ImportSettings.DEFAULT.withRequiresPolicy(oneIn(3));
        if (withImportPolicy && oneIn(2)) {
            settings = settings.withPolicy(any(List.of(NaivePolicy.values())).policy());
        }
        if (withRestart) {
            settings =
                    settings.withStale(
                            new StaleSettings(
                                    !oneIn(6),
                                    !oneIn(3),
                                    any(List.of(60, 200, 360)),
                                    any(List.of(0, 100, 1000)),
                                    any(List.of(100, 500))));
        }
        if (withLimits && oneIn(2)) {
            var limit = new PrefixLimit(1 + random.nextInt(4), any(List.of(50, 100)), oneIn(3), 0);
            settings =
                    settings.withLimits(
                            oneIn(3)
                                    ? Map.of(AddressFamily.RT_CONSTRAINT, limit)
                                    : Map.of(AddressFamily.L2VPN_EVPN, limit));
        }
        if (withSettings) {
            settings =
                    settings.withEnforceFirstAs(!oneIn(3))
                            .withOwnAs(
                                    any(
                                            List.of(
                                                    OwnAsAllowance.NONE,
                                                    OwnAsAllowance.upTo(1),
                                                    OwnAsAllowance.ORIGIN)));
        }
        return settings;
    }

    /// What is said in place of what others want, if anything: at times that everything is wanted.
    private @Nullable List<RouteTargetMembership> memberships() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> ExportSettings.EVERYTHING;
            case 2 ->
                    List.of(
                            RouteTargetMembership.of(
                                    NaiveSpeaker.AS, any(ScenarioGenerator.TARGETS)));
            default -> null;
        };
    }

    private ExportSettings exports() {
        var settings = PLAIN_EXPORTS.withRequiresPolicy(oneIn(3));
        if (withConstraint) {
            settings = settings.withMemberships(memberships());
        }
        if (withPaths) {
            settings = settings.withPaths(any(List.of(1, 2, 3, ExportSettings.ALL_PATHS)));
        }
        if (withPolicy && oneIn(2)) {
            settings =
                    settings.withOwnAddress(OWN_ADDRESS)
                            .withPolicy(any(List.of(NaivePolicy.values())).policy());
        }
        if (withSettings) {
            settings =
                    settings.withRouteServerClient(oneIn(4))
                            .withNextHop(
                                    oneIn(3)
                                            ? new NextHopRule.Self(
                                                    OWN_ADDRESS, random.nextBoolean())
                                            : NextHopRule.UNCHANGED)
                            .withClusterId(oneIn(4) ? BgpIdentifier.parse("10.0.0.77") : null);
        }
        return settings;
    }
}
