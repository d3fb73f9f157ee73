package dev.evpnd.speaker.config;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.Flooding;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.PrimaryAddress;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.LocalAs;
import dev.evpnd.rib.peer.NextHopRule;
import dev.evpnd.rib.peer.OwnAsAllowance;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.speaker.credential.CredentialFiles;
import dev.evpnd.speaker.kernel.PrefixSource;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.neighbor.NeighborSettings;
import dev.evpnd.speaker.neighbor.NeighborSettings.NextHopSelf;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.speaker.session.SessionSettings;
import dev.evpnd.speaker.session.SessionTimers;
import dev.evpnd.speaker.transport.TransportSettings;
import dev.evpnd.speaker.transport.TransportSettings.TtlRule;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.capability.SoftwareVersion;
import dev.evpnd.wire.evpn.RouteDistinguisher;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random configurations of all that there is, without contradictions.
final class ConfigurationGenerator {

    private static final List<AddressFamily> FAMILIES =
            List.of(AddressFamily.L2VPN_EVPN, AddressFamily.RT_CONSTRAINT);

    private final SplittableRandom random;
    private final PolicyGenerator policies;
    private final Asn localAs;
    private final BgpIdentifier identifier;
    private final RestartSettings restart;
    private int groups;

    ConfigurationGenerator(SplittableRandom random) {
        this.random = random;
        this.policies = new PolicyGenerator(random);
        this.localAs = policies.asn();
        this.identifier = new BgpIdentifier(policies.nonzero());
        this.restart = new RestartSettings(1 + below(4095), flag(), below(3600));
    }

    Configuration configuration() {
        var neighbors = new ArrayList<Neighbor>();
        for (var address : new TreeSet<>(policies.several(policies::address))) {
            neighbors.add(new Neighbor(address, settings(address, Optional.empty())));
        }
        if (flag()) {
            var address = new Ipv6Address(0xfe80_0000_0000_0000L, random.nextLong());
            neighbors.add(new Neighbor(address, settings(address, Optional.of("eth0.5"))));
        }
        var ranges = new ArrayList<ListenRange>();
        for (int i = below(3); i > 0; i--) {
            var prefix = new IpPrefix(new Ipv4Address(i << 24), 8);
            var settings = inGroup(settings(prefix.address(), Optional.empty()));
            ranges.add(new ListenRange(prefix, 1 + below(1000), settings));
        }
        var ipVrfs = IntStream.range(0, below(3)).mapToObj(this::ipVrf).toList();
        var macVrfs = IntStream.range(0, below(3)).mapToObj(i -> macVrf(i, ipVrfs)).toList();
        long perPeer = Limits.LEAST + below(1 << 30);
        var rib = rib(neighbors, ranges);
        return new Configuration(
                rib,
                restart,
                List.of(
                        new ListenAddress(new Ipv4Address(below(1 << 30)), 1 + below(1000)),
                        new ListenAddress(new Ipv6Address(1, random.nextLong()), 2000)),
                flag() ? HttpSettings.NONE : http(),
                neighbors,
                ranges,
                vtep(rib, macVrfs, ipVrfs),
                macVrfs,
                ipVrfs,
                maybe(1 + below(64)),
                new Limits(perPeer, perPeer + below(1 << 30), Limits.LEAST + below(1 << 30)),
                new LogSettings(
                        policies.oneOf(LogSettings.Level.values()),
                        policies.oneOf(LogSettings.Format.values())),
                maybe(Path.of("/var/lib/evpnd/" + below(100))));
    }

    /// Elsewhere than on loopback only with all that this takes.
    private HttpSettings http() {
        boolean guarded = flag();
        int bits = guarded ? below(1 << 30) : 0x7f000000 + below(1 << 24);
        var file = Optional.of(Path.of("/etc/evpnd/" + below(100)));
        return new HttpSettings(
                List.of(
                        new ListenAddress(new Ipv4Address(bits), 1001 + below(999)),
                        new ListenAddress(new Ipv6Address(0, 1), 3000)),
                guarded
                        ? new CredentialFiles(file, file, file)
                        : new CredentialFiles(
                                Optional.empty(), Optional.empty(), maybe(file.get())));
    }

    private RibSettings rib(List<Neighbor> neighbors, List<ListenRange> ranges) {
        var clusterId = flag() ? identifier : new BgpIdentifier(policies.nonzero());
        Set<BgpIdentifier> others = new HashSet<>();
        neighbors.forEach(each -> add(each.settings(), others));
        ranges.forEach(each -> add(each.settings(), others));
        others.remove(clusterId);
        return new RibSettings(
                localAs,
                identifier,
                clusterId,
                flag(),
                (1 << 16) + below(1 << 30),
                0,
                others,
                Set.of(),
                RibSettings.Restart.NONE,
                new DecisionOptions(flag(), flag(), flag(), flag(), flag(), flag(), flag()),
                flag());
    }

    private static void add(NeighborSettings settings, Set<BgpIdentifier> clusterIds) {
        var clusterId = settings.routes().exports().clusterId();
        if (clusterId != null) {
            clusterIds.add(clusterId);
        }
    }

    private NeighborSettings settings(IpAddress address, Optional<String> interfaceName) {
        var remoteAs =
                switch (below(4)) {
                    case 0 -> RemoteAs.INTERNAL;
                    case 1 -> RemoteAs.EXTERNAL;
                    case 2 -> new RemoteAs.Exactly(localAs);
                    default -> new RemoteAs.Exactly(policies.asn());
                };
        var seen = flag() ? Optional.of(localAs(remoteAs)) : Optional.<LocalAs>empty();
        var here = seen.map(LocalAs::asn).orElse(localAs);
        boolean external = !remoteAs.allows(here, here);
        boolean routeServer = external && flag();
        var stale = new StaleSettings(flag(), flag(), 1 + below(1000), below(2) * 77, 5);
        int paths = policies.oneOf(1, 2, 16, ExportSettings.ALL_PATHS);
        var settings =
                new NeighborSettings(
                        Optional.empty(),
                        policies.oneOf("", "a leaf", "\"100\": 'x' # \\", "true"),
                        maybe("back soon"),
                        !external && flag(),
                        session(here, remoteAs, external, stale, paths),
                        transport(address, interfaceName),
                        withLocalAs(routes(stale, external, routeServer, paths), seen),
                        routeServer ? NextHopSelf.NO : policies.oneOf(NextHopSelf.values()));
        var group = maybe(settings);
        return group.map(this::inGroup).orElse(settings);
    }

    /// That of the peer itself, so that it is internal, or yet another.
    private LocalAs localAs(RemoteAs remoteAs) {
        var theirs =
                remoteAs instanceof RemoteAs.Exactly(var asn) && !asn.equals(localAs) && flag()
                        ? asn
                        : new Asn(4_200_000);
        return new LocalAs(theirs, flag(), flag());
    }

    private static PeerSettings withLocalAs(PeerSettings routes, Optional<LocalAs> seen) {
        return new PeerSettings(
                routes.imports().withLocalAs(seen.orElse(null)),
                routes.exports().withLocalAs(seen.orElse(null)));
    }

    private NeighborSettings inGroup(NeighborSettings settings) {
        return new NeighborSettings(
                Optional.of("group-" + groups++),
                settings.description(),
                settings.shutdown(),
                settings.client(),
                settings.session(),
                settings.transport(),
                settings.routes(),
                settings.nextHopSelf());
    }

    private SessionSettings session(
            Asn here, RemoteAs remoteAs, boolean external, StaleSettings stale, int paths) {
        int hold = flag() ? 0 : 3 + below(1000);
        int idleHold = below(100);
        var timers =
                new SessionTimers(
                        hold,
                        hold == 0 ? 0 : 1 + below(hold - 1),
                        below(100),
                        1 + below(100),
                        below(100),
                        1 + below(100),
                        idleHold,
                        idleHold + below(100),
                        below(1000));
        return new SessionSettings(
                here,
                identifier,
                remoteAs,
                flag(),
                timers,
                capabilities(external, stale, paths),
                flag() ? List.of() : List.of(6, 70));
    }

    private List<Capability> capabilities(boolean external, StaleSettings stale, int paths) {
        var families = policies.oneOf(FAMILIES, FAMILIES.subList(0, 1));
        var capabilities = new ArrayList<Capability>();
        families.forEach(family -> capabilities.add(new Multiprotocol(family)));
        if (flag()) {
            capabilities.add(new RouteRefresh());
            addMaybe(new EnhancedRouteRefresh(), capabilities);
        }
        addMaybe(new ExtendedMessage(), capabilities);
        int sendReceive = (flag() ? 1 : 0) + (paths > 1 ? 2 : 0);
        if (sendReceive > 0) {
            var entry = new AddPath.Entry(AddressFamily.L2VPN_EVPN, sendReceive);
            capabilities.add(new AddPath(List.of(entry)));
        }
        if (stale.helper()) {
            addRestarts(stale, flag() ? families : List.of(), capabilities);
        }
        if (external) {
            addMaybe(new Role(below(5)), capabilities);
        }
        addMaybe(new Fqdn("leaf1", "example.net"), capabilities);
        addMaybe(new SoftwareVersion("evpnd 0.1.0"), capabilities);
        return capabilities;
    }

    private void addRestarts(
            StaleSettings stale, List<AddressFamily> families, List<Capability> capabilities) {
        int flags = restart.forwardingPreserved() ? 0x80 : 0;
        capabilities.add(
                new GracefulRestart(
                        stale.notifications() ? 4 : 0,
                        families.isEmpty() ? 0 : restart.restartSeconds(),
                        families.stream()
                                .map(each -> new GracefulRestart.Entry(each, flags))
                                .toList()));
        int seconds = stale.longLivedSeconds();
        if (seconds > 0) {
            capabilities.add(
                    new LongLivedGracefulRestart(
                            families.stream()
                                    .map(
                                            each ->
                                                    new LongLivedGracefulRestart.Entry(
                                                            each, flags, seconds))
                                    .toList()));
        }
    }

    private TransportSettings transport(IpAddress address, Optional<String> interfaceName) {
        var source =
                address.bitLength() == 32
                        ? new Ipv4Address(7)
                        : new Ipv6Address(7, random.nextLong());
        return new TransportSettings(
                1 + below(65535),
                maybe(source),
                interfaceName,
                maybe("pass: \"word\" #" + below(100)),
                flag()
                        ? new TtlRule.Outgoing(1 + below(255))
                        : new TtlRule.Security(1 + below(254)),
                below(64),
                maybe(88 + below(1000)));
    }

    private PeerSettings routes(
            StaleSettings stale, boolean external, boolean routeServer, int paths) {
        boolean requiresPolicy = flag();
        return new PeerSettings(
                imports(stale).withRequiresPolicy(requiresPolicy),
                exports(external, routeServer, paths).withRequiresPolicy(requiresPolicy));
    }

    private ImportSettings imports(StaleSettings stale) {
        var limits = new HashMap<AddressFamily, PrefixLimit>();
        for (var family : FAMILIES) {
            if (flag()) {
                limits.put(
                        family,
                        new PrefixLimit(1 + below(1000), 1 + below(100), flag(), below(100)));
            }
        }
        return new ImportSettings(
                flag(),
                policy(),
                flag() ? OwnAsAllowance.ORIGIN : OwnAsAllowance.upTo(below(11)),
                flag(),
                flag(),
                limits,
                stale,
                null);
    }

    private ExportSettings exports(boolean external, boolean routeServer, int paths) {
        var policy = policy();
        return new ExportSettings(
                policy,
                flag(),
                routeServer,
                NextHopRule.UNCHANGED,
                policy != null && policy.looksAtPeer() ? new Ipv4Address(0) : null,
                paths,
                external || flag() ? null : new BgpIdentifier(policies.nonzero()),
                memberships(),
                below(3600),
                null);
    }

    private @Nullable List<RouteTargetMembership> memberships() {
        if (flag()) {
            return flag() ? null : ExportSettings.EVERYTHING;
        }
        var targets = List.of(policies.target(), policies.target());
        return targets.stream()
                .map(target -> RouteTargetMembership.of(localAs, target.bits()))
                .toList();
    }

    private @Nullable Policy policy() {
        return flag() ? null : policies.policy();
    }

    private IpVrfSettings ipVrf(int i) {
        return new IpVrfSettings(
                "tenant-" + i,
                new Vni(5000 + i),
                RouteDistinguisher.of(new Asn(1), 5000 + i),
                importTargets(),
                policies.several(policies::target),
                new MacAddress(0x0200_0000_0000L + below(1000)),
                policies.address(),
                1 + below(1024),
                flag(),
                false,
                flag()
                        ? null
                        : new PrimaryAddress(
                                policies.address(), new MacAddress(0x0200_0000_2000L + i)));
    }

    /// A file that is written out says which address each MAC-VRF has.
    private VtepSettings vtep(
            RibSettings rib, List<MacVrfSettings> macVrfs, List<IpVrfSettings> ipVrfs) {
        var routerId = new Ipv4Address(rib.identifier().bits());
        boolean isAddressed = flag();
        Optional<KernelSettings> kernel =
                maybe(
                        new KernelSettings(
                                maybe("blue-" + below(10)),
                                (1 << 16) + below(1000),
                                1 + below(1000),
                                flag() ? KernelSettings.AtStop.KEEP : KernelSettings.AtStop.REMOVE,
                                below(1000)));
        return new VtepSettings(
                kernel,
                kernel.isPresent() && flag(),
                flag() ? Set.of() : Set.of(new Vni(900)),
                macVrfs.stream().map(MacVrfSettings::vni).collect(Collectors.toSet()),
                isAddressed,
                below(3601),
                List.of(
                                OwnAdvertisement.NONE,
                                OwnAdvertisement.HOST,
                                OwnAdvertisement.DEFAULT_GATEWAY)
                        .get(below(3)),
                Map.of(),
                ipVrfs.stream()
                        .collect(
                                Collectors.toMap(
                                        IpVrfSettings::l3Vni, _ -> tenant(kernel.isPresent()))),
                new MacVrfDefaults(
                        routerId,
                        rib.localAs(),
                        flag(),
                        isAddressed ? policies.address() : routerId));
    }

    /// The same holds for each IP-VRF.
    private TenantSettings tenant(boolean hasKernel) {
        return new TenantSettings(
                true,
                true,
                hasKernel ? some(List.of(PrefixSource.values())) : Set.of(),
                hasKernel ? some(List.of(PrefixSource.values())) : Set.of(),
                hasKernel && flag(),
                some(List.of(IpPrefix.IPV4_DEFAULT, IpPrefix.IPV6_DEFAULT)));
    }

    private <T> Set<T> some(List<T> all) {
        return all.stream().filter(_ -> flag()).collect(Collectors.toSet());
    }

    private MacVrfSettings macVrf(int i, List<IpVrfSettings> ipVrfs) {
        DuplicateSettings.Action action =
                switch (below(3)) {
                    case 0 -> new DuplicateSettings.Action.Warn();
                    case 1 -> new DuplicateSettings.Action.Freeze(1000L * (30 + below(1000)));
                    default -> new DuplicateSettings.Action.FreezeForGood();
                };
        return new MacVrfSettings(
                new Vni(100 + i),
                RouteDistinguisher.of(new Asn(1), 100 + i),
                importTargets(),
                policies.several(policies::target),
                policies.address(),
                policies.oneOf(Flooding.values()),
                ipVrfs.isEmpty() || flag() ? null : ipVrfs.getFirst().l3Vni(),
                flag()
                        ? DuplicateSettings.OFF
                        : new DuplicateSettings(2 + below(100), 1000L * (2 + below(100)), action),
                flag() ? null : policies.site());
    }

    private List<ImportTarget> importTargets() {
        return flag()
                ? List.of()
                : policies.several(
                        () ->
                                flag()
                                        ? new ImportTarget.AnyAdministrator(below(1 << 24))
                                        : new ImportTarget.Exact(policies.target()));
    }

    private void addMaybe(Capability capability, List<Capability> capabilities) {
        if (flag()) {
            capabilities.add(capability);
        }
    }

    private <T> Optional<T> maybe(T value) {
        return flag() ? Optional.of(value) : Optional.empty();
    }

    private boolean flag() {
        return random.nextBoolean();
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }
}
