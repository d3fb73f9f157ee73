package dev.evpnd.rib.policy;

import dev.evpnd.rib.policy.CommunityList.Mode;
import dev.evpnd.wire.address.AddressGenerator;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LargeCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.CommunityGenerator;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.evpn.EthernetAutoDiscovery;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.evpn.EvpnRouteGenerator;
import dev.evpnd.wire.evpn.IpPrefixAdvertisement;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Random policies of all that there is, which ask as often as not for what a route has: without
/// that hardly any clause would ever match.
final class PolicyGenerator {
    private final RandomGenerator random;
    private final EvpnRoute route;
    private final Subject subject;

    PolicyGenerator(RandomGenerator random, EvpnRoute route, Subject subject) {
        this.random = random;
        this.route = route;
        this.subject = subject;
    }

    Policy policy() {
        var clauses = new ArrayList<Clause>();
        int sequence = 0;
        for (int i = random.nextInt(6); i > 0; i--) {
            sequence += 1 + random.nextInt(3);
            clauses.add(clause(sequence));
        }
        return new Policy("RANDOM", clauses);
    }

    private Clause clause(int sequence) {
        var matches = upTo(2, this::match);
        return random.nextInt(4) == 0
                ? Clause.deny(sequence, matches)
                : Clause.permit(sequence, matches, upTo(3, this::set), after(sequence));
    }

    private Clause.After after(int sequence) {
        return switch (random.nextInt(3)) {
            case 0 -> new Clause.Leave();
            case 1 -> new Clause.Next();
            default -> new Clause.GoTo(sequence + 1 + random.nextInt(6));
        };
    }

    private Match match() {
        return switch (random.nextInt(17)) {
            case 0, 1 -> new RouteMatch.RouteType(oneOf(route.routeType(), 1 + random.nextInt(5)));
            case 2, 3 -> new RouteMatch.Vni(Math.max(1, oneOf(vni(), 100)));
            case 4 -> new RouteMatch.DefaultRoute();
            case 5 ->
                    new RouteMatch.Distinguisher(
                            oneOf(
                                    RouteFields.distinguisher(route),
                                    EvpnRouteGenerator.distinguisher(random)));
            case 6 ->
                    new RouteMatch.Tag(
                            oneOf(RouteFields.tag(route), EvpnRouteGenerator.tag(random)));
            case 7 -> new RouteMatch.MacAddress(new MacList("MACS", entries(this::macEntry)));
            case 8 -> new RouteMatch.Address(prefixList(prefix()));
            case 9 -> new AttributeMatch.NextHop(prefixList(host(nextHop())));
            case 10 -> new AttributeMatch.Communities(list(this::community), mode());
            case 11 -> new AttributeMatch.ExtendedCommunities(list(this::extended), mode());
            case 12 -> new AttributeMatch.LargeCommunities(list(this::large), mode());
            case 13 -> new AttributeMatch.Path(new AsPathList("PATHS", entries(this::pathEntry)));
            case 14 ->
                    new AttributeMatch.LocalPreference(
                            found(LocalPref.class)
                                    .map(LocalPref::preference)
                                    .findFirst()
                                    .orElse(0L));
            case 15 ->
                    random.nextBoolean()
                            ? new AttributeMatch.Metric(oneOf(metric(), 0L))
                            : new AttributeMatch.Origin(new Origin(random.nextInt(3)));
            default -> new PeerMatch(List.of(oneOf(subject.peer(), AddressGenerator.ipv4(random))));
        };
    }

    private SetAction set() {
        return switch (random.nextInt(20)) {
            case 0, 1 -> new RouteAction.Gateway(AddressGenerator.ipAddress(random));
            case 2 -> new RouteAction.RouterMacAddress(AddressGenerator.macAddress(random));
            case 3 -> new AttributeAction.LocalPreference(100 + random.nextInt(2));
            case 4 ->
                    new AttributeAction.Metric(
                            oneOf(List.of(AttributeAction.Metric.Change.values())),
                            oneOf(random.nextLong(1L << 32), 1L));
            case 5 -> new AttributeAction.Weight(random.nextInt(3));
            case 6 -> new AttributeAction.Origin(new Origin(random.nextInt(3)));
            case 7 -> new AttributeAction.OriginatorId(new BgpIdentifier(random.nextInt()));
            case 8 -> new AsPathAction.Prepend(some(this::asn));
            case 9 -> new AsPathAction.Exclude(some(this::asn));
            case 10 ->
                    new AsPathAction.Replace(
                            random.nextBoolean() ? List.of() : some(this::asn), asn());
            case 11 -> new CommunityAction.Communities(some(this::community), coin());
            case 12 -> new LargeCommunityAction.Communities(some(this::large), coin());
            case 13 ->
                    new ExtendedCommunityAction.RouteTargets(
                            some(() -> CommunityGenerator.routeTarget(random)), coin());
            case 14 -> new ExtendedCommunityAction.SitesOfOrigin(some(this::site), coin());
            case 15 -> new ExtendedCommunityAction.Bandwidth(asn(), 1 + random.nextInt(25600));
            case 16 ->
                    oneOf(
                            List.of(
                                    new CommunityAction.None(),
                                    new LargeCommunityAction.None(),
                                    new ExtendedCommunityAction.None()));
            case 17 ->
                    oneOf(
                            List.of(
                                    new CommunityAction.Delete(list(this::community)),
                                    new LargeCommunityAction.Delete(list(this::large)),
                                    new ExtendedCommunityAction.Delete(list(this::extended))));
            case 18 -> new NextHopAction.Address(oneOf(nextHop(), AddressGenerator.ipv6(random)));
            default -> coin() ? new NextHopAction.PeerAddress() : new NextHopAction.Unchanged();
        };
    }

    private int vni() {
        return switch (route) {
            case MacIpAdvertisement macIp when macIp.label2() != null && coin() ->
                    macIp.label2().bits();
            case MacIpAdvertisement macIp -> macIp.label1().bits();
            case IpPrefixAdvertisement prefix -> prefix.label().bits();
            case EthernetAutoDiscovery perSegment -> perSegment.label().bits();
            default ->
                    found(PmsiTunnel.class).mapToInt(t -> t.label().bits()).findFirst().orElse(1);
        };
    }

    private IpPrefix prefix() {
        return switch (route) {
            case IpPrefixAdvertisement prefix -> prefix.prefix();
            case MacIpAdvertisement macIp when macIp.ipAddress() != null -> host(macIp.ipAddress());
            default -> AddressGenerator.prefix(random, coin() ? 32 : 128);
        };
    }

    private static IpPrefix host(IpAddress address) {
        return new IpPrefix(address, address.bitLength());
    }

    private IpAddress nextHop() {
        return subject.nextHop().address().orElseThrow();
    }

    private PrefixList prefixList(IpPrefix like) {
        int bits = like.address().bitLength();
        return new PrefixList(
                "PREFIXES",
                entries(
                        sequence -> {
                            var address =
                                    coin()
                                            ? like.address()
                                            : AddressGenerator.prefix(random, bits).address();
                            int length = oneOf(random.nextInt(bits + 1), like.length());
                            int shortest = length + random.nextInt(bits - length + 1) / 2;
                            int longest = shortest + random.nextInt(bits - shortest + 1);
                            return new PrefixList.Entry(
                                    sequence,
                                    disposition(),
                                    new IpPrefix(address, length),
                                    shortest,
                                    oneOf(longest, bits));
                        }));
    }

    private MacList.Entry macEntry(int sequence) {
        var address =
                route instanceof MacIpAdvertisement macIp && coin()
                        ? macIp.macAddress()
                        : AddressGenerator.macAddress(random);
        return coin()
                ? new MacList.Entry(sequence, disposition(), address, mask())
                : MacList.Entry.prefix(sequence, disposition(), address, random.nextInt(49));
    }

    /// One of few bits, so that now and then addresses equal each other in them.
    private MacAddress mask() {
        return new MacAddress(5L << random.nextInt(46));
    }

    private AsPathList.Entry pathEntry(int sequence) {
        var pattern =
                switch (random.nextInt(6)) {
                    case 0 -> new AsPathPattern.Contains(asn());
                    case 1 -> new AsPathPattern.OriginatedBy(asn());
                    case 2 -> new AsPathPattern.Neighbor(asn());
                    case 3 -> new AsPathPattern.Length(random.nextInt(3), 2 + random.nextInt(9));
                    case 4 ->
                            new AsPathPattern.Expression(
                                    AsPathExpression.parse("_" + asn() + (coin() ? "_" : "$")));
                    default -> new AsPathPattern.Empty();
                };
        return new AsPathList.Entry(sequence, disposition(), pattern);
    }

    private Asn asn() {
        var inPath =
                found(AsPath.class)
                        .flatMap(path -> path.segments().stream())
                        .flatMap(segment -> segment.numbers().stream().boxed())
                        .map(Asn::new)
                        .toList();
        return inPath.isEmpty() || random.nextInt(4) == 0
                ? new Asn(1 + random.nextInt(100_000))
                : coin() ? oneOf(inPath.getFirst(), inPath.getLast()) : oneOf(inPath);
    }

    private long metric() {
        return found(MultiExitDisc.class).map(MultiExitDisc::metric).findFirst().orElse(0L);
    }

    private Community community() {
        var held = found(Communities.class).flatMap(c -> c.asList().stream()).toList();
        return held.isEmpty() || random.nextInt(4) == 0
                ? CommunityGenerator.community(random)
                : oneOf(held);
    }

    private ExtendedCommunity extended() {
        var held = found(ExtendedCommunities.class).flatMap(c -> c.asList().stream()).toList();
        return held.isEmpty() || random.nextInt(4) == 0
                ? CommunityGenerator.extendedCommunity(random)
                : oneOf(held);
    }

    private LargeCommunity large() {
        var held = found(LargeCommunities.class).flatMap(c -> c.asList().stream()).toList();
        return held.isEmpty() || random.nextInt(4) == 0
                ? CommunityGenerator.largeCommunity(random)
                : oneOf(held);
    }

    private SiteOfOrigin site() {
        return SiteOfOrigin.of(new Asn(random.nextInt(100_000)), random.nextInt(0x10000));
    }

    private <T> Stream<T> found(Class<T> type) {
        return subject.attributes().asList().stream().filter(type::isInstance).map(type::cast);
    }

    private <C> CommunityList<C> list(Supplier<C> community) {
        return new CommunityList<>(
                "LIST",
                entries(
                        sequence ->
                                new CommunityList.Entry<>(
                                        sequence, disposition(), Set.copyOf(upTo(3, community)))));
    }

    private Mode mode() {
        return oneOf(List.of(Mode.values()));
    }

    private Disposition disposition() {
        return random.nextInt(3) == 0 ? Disposition.DENY : Disposition.PERMIT;
    }

    private <E> List<E> entries(IntFunction<E> entry) {
        return IntStream.rangeClosed(1, 1 + random.nextInt(3)).mapToObj(entry).toList();
    }

    private <T> List<T> some(Supplier<T> element) {
        return Stream.generate(element).limit(1 + random.nextInt(3)).toList();
    }

    private <T> List<T> upTo(int most, Supplier<T> element) {
        return Stream.generate(element).limit(random.nextInt(most + 1)).toList();
    }

    private boolean coin() {
        return random.nextBoolean();
    }

    private <T> T oneOf(List<? extends T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /// The first as often as not, if it is there.
    private <T> T oneOf(@Nullable T first, T second) {
        return first != null && random.nextBoolean() ? first : second;
    }
}
