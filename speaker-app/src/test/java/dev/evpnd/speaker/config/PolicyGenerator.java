package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.AsPathAction;
import dev.evpnd.rib.policy.AsPathExpression;
import dev.evpnd.rib.policy.AsPathList;
import dev.evpnd.rib.policy.AsPathPattern;
import dev.evpnd.rib.policy.AttributeAction;
import dev.evpnd.rib.policy.AttributeMatch;
import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.CommunityAction;
import dev.evpnd.rib.policy.CommunityList;
import dev.evpnd.rib.policy.Disposition;
import dev.evpnd.rib.policy.ExtendedCommunityAction;
import dev.evpnd.rib.policy.LargeCommunityAction;
import dev.evpnd.rib.policy.MacList;
import dev.evpnd.rib.policy.Match;
import dev.evpnd.rib.policy.NextHopAction;
import dev.evpnd.rib.policy.PeerMatch;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.policy.PrefixList;
import dev.evpnd.rib.policy.RouteAction;
import dev.evpnd.rib.policy.RouteMatch;
import dev.evpnd.rib.policy.SetAction;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.evpn.EthernetTag;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Random policies of all that there is, with lists of all kinds, each under a name of its own.
final class PolicyGenerator {

    private final SplittableRandom random;
    private int names;

    PolicyGenerator(SplittableRandom random) {
        this.random = random;
    }

    Policy policy() {
        var clauses = new ArrayList<Clause>();
        int sequence = 0;
        for (int i = random.nextInt(4); i > 0; i--) {
            sequence += 1 + random.nextInt(100);
            clauses.add(clause(sequence));
        }
        return new Policy(name(), clauses);
    }

    private Clause clause(int sequence) {
        if (random.nextInt(4) == 0) {
            return Clause.deny(sequence, some(matches()));
        }
        Clause.After after =
                switch (random.nextInt(3)) {
                    case 0 -> new Clause.Leave();
                    case 1 -> new Clause.Next();
                    default -> new Clause.GoTo(sequence + 1 + random.nextInt(6));
                };
        return Clause.permit(sequence, some(matches()), some(sets()), after);
    }

    private List<Supplier<Match>> matches() {
        return List.of(
                () -> new RouteMatch.RouteType(random.nextInt(256)),
                () -> new RouteMatch.Vni(1 + random.nextInt(0xff_ffff)),
                RouteMatch.DefaultRoute::new,
                () -> new RouteMatch.Distinguisher(new RouteDistinguisher(random.nextLong())),
                () -> new RouteMatch.Tag(new EthernetTag(random.nextInt())),
                () -> new RouteMatch.MacAddress(macList()),
                () -> new RouteMatch.Address(prefixList()),
                () -> new AttributeMatch.NextHop(prefixList()),
                () -> new AttributeMatch.Communities(list(this::community), mode()),
                () -> new AttributeMatch.ExtendedCommunities(list(this::extended), mode()),
                () -> new AttributeMatch.LargeCommunities(list(this::large), mode()),
                () -> new AttributeMatch.Path(asPathList()),
                () -> new AttributeMatch.LocalPreference(unsigned32()),
                () -> new AttributeMatch.Metric(unsigned32()),
                () -> new AttributeMatch.Origin(new Origin(random.nextInt(3))),
                () -> new PeerMatch(several(this::address)));
    }

    private List<Supplier<SetAction>> sets() {
        return List.of(
                () -> new RouteAction.Gateway(address()),
                () -> new RouteAction.RouterMacAddress(mac()),
                () -> new AttributeAction.LocalPreference(unsigned32()),
                () ->
                        new AttributeAction.Metric(
                                oneOf(AttributeAction.Metric.Change.values()), unsigned32()),
                () -> new AttributeAction.Weight(random.nextInt(Integer.MAX_VALUE)),
                () -> new AttributeAction.Origin(new Origin(random.nextInt(3))),
                () -> new AttributeAction.OriginatorId(new BgpIdentifier(nonzero())),
                () -> new AsPathAction.Prepend(several(this::asn)),
                () -> new AsPathAction.Exclude(several(this::asn)),
                () ->
                        new AsPathAction.Replace(
                                random.nextBoolean() ? List.of() : several(this::asn), asn()),
                () ->
                        random.nextInt(4) == 0
                                ? new CommunityAction.None()
                                : new CommunityAction.Communities(several(this::community), false),
                () -> new CommunityAction.Communities(several(this::community), true),
                () -> new CommunityAction.Delete(list(this::community)),
                () ->
                        random.nextInt(4) == 0
                                ? new LargeCommunityAction.None()
                                : new LargeCommunityAction.Communities(several(this::large), false),
                () -> new LargeCommunityAction.Communities(several(this::large), true),
                () -> new LargeCommunityAction.Delete(list(this::large)),
                () -> new ExtendedCommunityAction.RouteTargets(several(this::target), false),
                () -> new ExtendedCommunityAction.RouteTargets(several(this::target), true),
                () -> new ExtendedCommunityAction.SitesOfOrigin(several(this::site), false),
                () -> new ExtendedCommunityAction.SitesOfOrigin(several(this::site), true),
                () -> new ExtendedCommunityAction.Bandwidth(asn(), 1 + random.nextInt(100_000)),
                ExtendedCommunityAction.None::new,
                () -> new ExtendedCommunityAction.Delete(list(this::extended)),
                () ->
                        switch (random.nextInt(3)) {
                            case 0 -> new NextHopAction.PeerAddress();
                            case 1 -> new NextHopAction.Unchanged();
                            default -> new NextHopAction.Address(address());
                        });
    }

    private <T> List<T> some(List<Supplier<T>> suppliers) {
        var chosen = new LinkedHashSet<Supplier<T>>();
        for (int i = random.nextInt(5); i > 0; i--) {
            chosen.add(suppliers.get(random.nextInt(suppliers.size())));
        }
        return chosen.stream().map(Supplier::get).toList();
    }

    private MacList macList() {
        return new MacList(
                name(),
                entries(
                        sequence ->
                                new MacList.Entry(
                                        sequence,
                                        disposition(),
                                        mac(),
                                        new MacAddress(random.nextLong() >>> 16))));
    }

    private PrefixList prefixList() {
        boolean ipv6 = random.nextBoolean();
        return new PrefixList(name(), entries(sequence -> prefixEntry(sequence, ipv6)));
    }

    private PrefixList.Entry prefixEntry(long sequence, boolean ipv6) {
        var address =
                ipv6
                        ? new Ipv6Address(random.nextLong(), random.nextLong())
                        : new Ipv4Address(random.nextInt());
        int bits = address.bitLength();
        var prefix = new IpPrefix(address, random.nextInt(bits + 1));
        int shortest = random.nextInt(prefix.length(), bits + 1);
        int longest = random.nextInt(shortest, bits + 1);
        return new PrefixList.Entry(sequence, disposition(), prefix, shortest, longest);
    }

    private <C> CommunityList<C> list(Supplier<C> community) {
        return new CommunityList<>(
                name(),
                entries(
                        sequence ->
                                new CommunityList.Entry<>(
                                        sequence,
                                        disposition(),
                                        new LinkedHashSet<>(several(community)))));
    }

    private AsPathList asPathList() {
        return new AsPathList(
                name(),
                entries(sequence -> new AsPathList.Entry(sequence, disposition(), pattern())));
    }

    private AsPathPattern pattern() {
        return switch (random.nextInt(6)) {
            case 0 -> new AsPathPattern.Contains(asn());
            case 1 -> new AsPathPattern.OriginatedBy(asn());
            case 2 -> new AsPathPattern.Neighbor(asn());
            case 3 -> {
                int shortest = random.nextInt(5);
                yield new AsPathPattern.Length(shortest, shortest + random.nextInt(5));
            }
            case 4 -> new AsPathPattern.Empty();
            default ->
                    new AsPathPattern.Expression(
                            AsPathExpression.parse(
                                    oneOf("^65001_", "_65002$", "[0-9]+ (1|2)*", "^$", "\\{")));
        };
    }

    private <E> List<E> entries(LongFunction<E> entry) {
        var entries = new ArrayList<E>();
        long sequence = 0;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            sequence += 1 + random.nextLong(1000);
            entries.add(entry.apply(sequence));
        }
        return entries;
    }

    /// A list of one entry or more, none of them twice.
    <T> List<T> several(Supplier<T> supplier) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> supplier.get())
                .distinct()
                .toList();
    }

    IpAddress address() {
        return random.nextBoolean()
                ? new Ipv4Address(0x0a00_0000 | random.nextInt(1, 1 << 24))
                : new Ipv6Address(0x2001_0db8_0000_0000L, random.nextLong());
    }

    Asn asn() {
        var asn = new Asn(nonzero());
        return asn.equals(Asn.AS_TRANS) ? new Asn(65000) : asn;
    }

    int nonzero() {
        return random.nextBoolean() ? random.nextInt(1, 70000) : random.nextInt() | 1;
    }

    RouteTarget target() {
        return RouteTarget.of(asn(), random.nextInt(1 << 16));
    }

    SiteOfOrigin site() {
        return SiteOfOrigin.of(asn(), random.nextInt(1 << 16));
    }

    MacAddress mac() {
        return new MacAddress(random.nextLong() >>> 16);
    }

    private Community community() {
        return new Community(random.nextInt());
    }

    private LargeCommunity large() {
        return new LargeCommunity(random.nextInt(), random.nextInt(), random.nextInt());
    }

    private ExtendedCommunity extended() {
        return random.nextBoolean() ? target() : ExtendedCommunity.of(random.nextLong());
    }

    private Disposition disposition() {
        return oneOf(Disposition.values());
    }

    private CommunityList.Mode mode() {
        return oneOf(CommunityList.Mode.values());
    }

    private long unsigned32() {
        return random.nextInt() & 0xffff_ffffL;
    }

    private String name() {
        return "list-" + names++;
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }
}
